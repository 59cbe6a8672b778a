"""Consent for every purpose over every channel; no box is ticked but what holds already (IC-8)."""

from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField
from wtforms.validators import Optional

from core.identify_contact.answers import ConsentAnswer, ConsentAnswers, examine_consents
from core.maintain_contact.changing import Change, Subject
from core.model import CustomerConsent
from core.track_lead.consent import CHANNELS, REQUEST
from web.forms.base import FoyerForm
from web.forms.preference_choices import channels
from web.forms.term_choices import TicksOf
from web.languages import locale
from web.wording.consents import SHOWN, now_shown


def asked(purpose: str) -> TicksOf:
    """The channels of one purpose, under the words that are shown now."""
    return TicksOf(SHOWN[purpose][-1], [Optional()], entries=channels)


class ConsentForm(FoyerForm):
    """One set of channels for each purpose."""

    seen = HiddenField()
    my_request = asked("my_request")
    own_marketing = asked("own_marketing")
    partners = asked("partners")
    surveys = asked("surveys")
    profiling = asked("profiling")

    def examined(self) -> ConsentAnswers | None:
        """Yes or no for every purpose and channel; None when something is to be mended."""
        return examine_consents(ConsentAnswers(lines=tuple(self._lines()))) if self.validate() else None

    def take_back(self) -> None:
        """No to everything but what was asked for."""
        for purpose in SHOWN:
            if purpose != REQUEST:
                self[purpose].data = []

    def _lines(self) -> Iterable[ConsentAnswer]:
        for purpose in SHOWN:
            ticked, words = set(self[purpose].data or ()), now_shown(purpose)
            for channel in CHANNELS:
                given = channel in ticked
                yield ConsentAnswer(
                    purpose=purpose, channel=channel, given=given, words=words, language=locale().language
                )


def consents_given(held: Iterable[CustomerConsent]) -> dict[str, Any]:
    """The form as things stand: about their own requests we may use every channel until they say otherwise."""
    lines = list(held)
    given: dict[str, list[str]] = {purpose: [] for purpose in SHOWN}
    refused = {line.channel for line in lines if line.purpose == REQUEST and not line.given}
    for line in lines:
        if line.given and line.purpose in given:
            given[line.purpose].append(line.channel)
    return given | {REQUEST: [channel for channel in CHANNELS if channel not in refused]}


def consent_changes(answers: ConsentAnswers) -> list[Change]:
    """The answers as parts of an order."""
    return [
        Change(
            Subject.CONSENT,
            values={
                "purpose": line.purpose, "channel": line.channel, "given": line.given, "words": line.words,
                "language": line.language,
            },
            prefix=f"{line.purpose}.{line.channel}.",
        )
        for line in answers.lines
    ]  # fmt: skip
