"""The main job, end to end."""

from playwright.sync_api import Page

from tests.journeys.main_job import register_in_portal
from tests.support.live import Live


def test_a_prospect_registers_and_signs_in(page: Page, live: Live) -> None:
    register_in_portal(page, live.post_office)
