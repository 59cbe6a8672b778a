"""The main job, end to end, where scripts are off; test_from_empty.py walks it with them."""

from tests.journeys.five_steps import Crew, all_five_steps
from tests.people import Person
from tests.support.browser import Browse
from tests.support.live import Live


def test_the_main_job_without_javascript(
    browse: Browse, live: Live, mona: Person, carl: Person, sara: Person, offer: str
) -> None:
    all_five_steps(browse, live, Crew(carl, mona, sara), offer, javascript=False)
