"""The operator of the access table, running, with lists that are full and a browser for everybody in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.crypto import use_keys
from core.database.transaction import dispose, transaction, use_database
from core.model import Lead
from core.settings import read_settings
from core.track_lead.holding import hold_leads
from jobs.synthesis.load import synthesise
from tests.access import asking
from tests.access.world import World, build
from tests.journeys.pages import ACTS, Visit
from tests.support import olena
from tests.support.browser import PATIENCE, listen
from tests.support.databases import FreshDatabase
from tests.support.live import Live
from tests.support.look import AXE, LAYOUT, flaws
from tests.support.post_office import PostOffice
from tests.support.rounds import WIDTHS
from tests.support.settings import KEYS

MORE = 9
"""So many more customers and leads, so that lists are lists."""


@dataclass
class OpenHouse:
    """Everybody's windows at one width."""

    world: World
    address: str
    browser: Browser
    width: dict[str, Any]
    distress: list[str] = field(default_factory=list)
    windows: dict[str, Page] = field(default_factory=dict)

    def flaws(self, visit: Visit, language: str, *, whole: bool) -> list[str]:
        """What is wrong with the look of a page in one language: by every rule, also in dark; or where things stand."""
        page, where = self._window(visit.who), asking.address(self.world, visit.route, visit.record)
        page.context.add_cookies([{"name": "foyer_language", "value": language, "url": self.address}])
        answer = page.goto(where)
        if answer is None or answer.status not in visit.answers or not page.url.endswith(where):
            return [f"{where}: {answer and answer.status} at {page.url} for {visit.who}"]
        ACTS[visit.after](page)
        spoken = page.evaluate("() => document.documentElement.lang")
        found = [] if spoken[:2] == language else [f"speaks {spoken}"]
        found += flaws(page, dark=whole, only=() if whole else LAYOUT)
        return [f"{where} ({visit.who}, {language}, {visit.after}): {flaw}" for flaw in found]

    def _window(self, who: str) -> Page:
        if who not in self.windows:
            context = self.browser.new_context(base_url=self.address, reduced_motion="reduce", **self.width)
            context.set_default_timeout(PATIENCE)
            context.add_init_script(path=AXE)
            context.add_cookies(
                [{"name": name, "value": text, "url": self.address} for name, text in self._cookies(who)]
            )  # type: ignore[list-item]
            self.windows[who] = context.new_page()
            listen(self.windows[who], self.distress)
        return self.windows[who]

    def _cookies(self, who: str) -> Iterator[tuple[str, str]]:
        yield "foyer_portal_registration", f"{olena.SECRET}.{self.world.nouns['draft']['own']}"
        for face in ("portal", "backoffice"):
            name, value, _token = asking.session_cookie(self.world, who, face)
            yield name, value

    def close(self) -> None:
        """Closes every window."""
        for page in self.windows.values():
            page.context.close()


@pytest.fixture
def open_house(
    fresh_database: FreshDatabase, post_office: PostOffice, tmp_path: Path, browser: Browser, width: str
) -> Iterator[OpenHouse]:
    """The house with a server; no worker, so that nothing changes while somebody looks."""
    live = Live.on(fresh_database, post_office, tmp_path)
    settings = read_settings(live.environment)
    use_keys(KEYS)
    use_database(settings)
    world = build(settings)
    fill(world)
    live.start_server()
    house = OpenHouse(world, live.address, browser, WIDTHS[width])
    try:
        yield house
    finally:
        house.close()
        dispose()
        live.stop()
    assert not house.distress, "the browser was in distress:\n" + "\n".join(house.distress)


def fill(world: World) -> None:
    """Full lists; a registration that waits for its code, one that is sent; a lead in the manager's hand."""
    synthesise(world.settings, customers=MORE, leads=MORE, seed=1)
    awaiting = olena.answers(basic=olena.basic(email="awaiting@example.com", mobile=""))
    world.keep("draft", awaiting=olena.fill_draft(awaiting, now=world.now))
    sent = olena.fill_draft(olena.answers(basic=olena.basic(email="sent@example.com", mobile="")), now=world.now)
    assert olena.confirm_by_code(sent, now=world.now, target="sent@example.com")
    olena.submit(sent, key="s" * 22, now=world.now)
    world.keep("draft", submitted=sent)
    with transaction() as db:
        _hand_out(db, world)


def _hand_out(db: Session, world: World) -> None:
    """The synthesised leads: a third to sara, a third to her team, a third to nobody; one is in the manager's hand."""
    team = db.scalars(select(Lead.team_id).where(Lead.number == world.nouns["leads"]["own"])).one()
    keys = db.scalars(select(Lead.id).order_by(Lead.id.desc()).limit(MORE)).all()
    for number, key in enumerate(keys):
        owner = world.staff["sales"].staff_id if number % 3 == 0 else None
        db.execute(update(Lead).where(Lead.id == key).values(owner_id=owner, team_id=team if number % 3 < 2 else None))
    hold_leads(db, [world.nouns["leads"]["unassigned"]], by=world.staff["manager"].actor, now=world.now)
