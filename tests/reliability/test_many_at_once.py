"""Many register at once while the server dies under them: each acknowledged one is there, none twice, none by half.

Each is a process of its own that sends the same form again until it is answered. `--thorough` takes two hundred and ten
deaths. Seen failing with a commit between the customer and what belongs to them in core.identify_contact.registration:
who asks again is told of a conflict.
"""

import random
import time

import pytest
from sqlalchemy import func, select

from core.clock import utcnow
from core.database.transaction import reading
from core.model import Customer, Party, RegistrationDraft
from core.settings import Settings
from core.tokens import new_token
from tests.reliability.loading import complete_draft
from tests.reliability.rushing import Browser, at_once
from tests.reliability.test_crash import whole
from tests.support import olena
from tests.support.live import Live

MANY, DEATHS, PATIENCE = {True: 200, False: 24}, {True: 10, False: 2}, 120.0
SEED = 200


@pytest.mark.slow
def test_r64_each_of_many_registrations_comes_once_however_often_the_server_dies(
    live: Live, settings: Settings, request: pytest.FixtureRequest
) -> None:
    thorough = request.config.getoption("--thorough")
    live.processes.pop("worker").stop()  # what is registered waits in the outbox, where it can be counted
    drafts = [complete_draft(number, now=utcnow()) for number in range(MANY[thorough])]
    answers = at_once(
        [live.address], [_submit(draft) for draft in drafts], patience=PATIENCE,
        meanwhile=lambda: _kill(live, DEATHS[thorough], among=len(drafts)),
    )  # fmt: skip
    assert [(answer.status, answer.to) for answer in answers] == [
        (303, f"/register/done?draft={one}") for one in drafts
    ]
    with reading(newest=True) as db:
        found = select(RegistrationDraft.customer_id).where(RegistrationDraft.public_id.in_(drafts))
        customers = set(db.scalars(found))
        assert None not in customers
        assert len(customers) == len(drafts) == db.scalar(select(func.count(Customer.id)))
        assert db.scalar(select(func.count(Party.id))) == 2 * len(drafts)  # each with a contact
        for customer in customers:
            whole(db, customer)


def _submit(draft: str) -> tuple[Browser, str, dict[str, str]]:
    browser = Browser.at_the_portal(cookies=f"foyer_portal_registration={olena.SECRET}.{draft}")
    return browser, f"/register/review?draft={draft}", {"accepted": "y", "key": new_token()}


def _kill(live: Live, deaths: int, *, among: int) -> None:
    """At moments chosen by how many are registered by then: on a slow machine a moment lasts longer."""
    chance = random.Random(SEED)
    for death in range(deaths):
        _wait_until(among * death // (deaths + 1) + chance.randint(0, among // (deaths + 2)))
        time.sleep(chance.uniform(0, 0.05))
        live.kill("server")
        live.start_server()


def _wait_until(registered: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with reading(newest=True) as db:
            if (db.scalar(select(func.count(Customer.id))) or 0) >= registered:
                return
        time.sleep(0.02)
