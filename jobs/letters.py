"""Wording of mail and messages, at delivery, in the recipient's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_datetime, format_time
from babel.support import NullTranslations, Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("en", "zh", "ar")


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail, worded: the subject, the same text plain and as HTML."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One part of a letter: words, a code to type, or a link on a line of its own."""

    kind: str
    text: str


def letter(template: str, *, language: str, facts: Mapping[str, Any]) -> Letter:
    """Words `templates/email/<template>.txt`: its first line is the subject, then paragraphs parted by blank lines.

    A paragraph that begins with "code:" is set large, one that is an address alone becomes a link; the HTML part says
    exactly what the plain part says. Raises jinja2.TemplateNotFound and jinja2.UndefinedError: a fact is missing.
    """
    chosen = language if language in LANGUAGES else "en"
    worded = _environment(chosen).get_template(f"email/{template}.txt").render(**_spoken(facts, chosen))
    subject, _, body = worded.strip().partition("\n")
    parts = [_paragraph(block) for block in body.strip().split("\n\n") if block.strip()]
    html = _environment(chosen).get_template("email/letter.html")
    return Letter(
        subject=" ".join(subject.split()),
        text="\n\n".join(part.text for part in parts) + "\n",
        html=html.render(parts=parts, subject=subject, language=chosen, direction=_direction(chosen), **facts),
    )


def message(template: str, *, language: str, facts: Mapping[str, Any]) -> str:
    """Words `templates/sms/<template>.txt` on one line."""
    chosen = language if language in LANGUAGES else "en"
    worded = _environment(chosen).get_template(f"sms/{template}.txt").render(**_spoken(facts, chosen))
    return " ".join(worded.split())


def _paragraph(block: str) -> Paragraph:
    text = block.strip()
    if text.startswith("code:"):
        return Paragraph("code", text.removeprefix("code:").strip())
    if text.startswith(("http://", "https://")) and " " not in text:
        return Paragraph("link", text)
    return Paragraph("text", text)


def _spoken(facts: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Moments become words: facts named …_at hold ISO text and are said in the zone of the letter."""
    zone = ZoneInfo(str(facts.get("zone", "UTC")))
    spoken = dict(facts)
    for name, value in facts.items():
        if name.endswith("_at") and isinstance(value, str):
            moment = datetime.fromisoformat(value).astimezone(zone)
            spoken[name] = format_datetime(moment, "EEEE d MMMM, HH:mm", locale=language)
            spoken[name.removesuffix("_at") + "_time"] = format_time(moment, "HH:mm", locale=language)
    return spoken


def _direction(language: str) -> str:
    return Locale(language).text_direction


@lru_cache(maxsize=len(LANGUAGES))
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    catalogue: NullTranslations = NullTranslations()
    if language != "en":
        catalogue = Translations.load(ROOT / "web" / "translations", [language])
    environment.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]
    environment.globals["bdi"] = lambda text: Markup('<bdi dir="ltr">{}</bdi>').format(text)
    return environment
