"""Every part in every state keeps every law, in both densities."""

import pytest

from tests.people import Person
from tests.support.client import PageClient


@pytest.mark.parametrize("face", ["office", "portal"])
def test_every_part_keeps_the_laws(office: PageClient, carl: Person, face: str) -> None:
    office.sign_in(carl)
    page = office.get(f"/office/admin/components?face={face}")
    assert page.status == 200
    assert "Enter the whole e-mail address: something is missing after @" in page.problems
    assert page.says("4 answers need another look")
