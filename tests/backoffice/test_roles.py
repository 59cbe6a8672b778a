"""The page of roles says what GRANTS says, in words."""

from core.access import GRANTS, Permission, Role
from web.wording.rights import RIGHTS, ROLE_NOTES

NOT_BUILT = {
    Permission.ORDER_APPROVE, Permission.AUDIT_SEE,
}  # fmt: skip


def test_every_right_and_role_has_words():
    assert set(Permission) - set(RIGHTS) == NOT_BUILT
    assert set(ROLE_NOTES) == set(Role)


def test_no_role_is_promised_more_than_it_has():
    supervisor, auditor = str(ROLE_NOTES[Role.SUPERVISOR]), str(ROLE_NOTES[Role.AUDITOR])
    assert "without leads" in supervisor
    assert not GRANTS[Role.SUPERVISOR].keys() & {Permission.LEAD_SEE, Permission.LEAD_ENTER}
    assert "everything" not in auditor
    for named, right in (
        ("customers", Permission.CUSTOMER_OPEN), ("modification orders", Permission.ORDER_SEE),
        ("leads", Permission.LEAD_SEE), ("opportunities", Permission.OPPORTUNITY_SEE),
    ):  # fmt: skip
        assert named in auditor
        assert right in GRANTS[Role.AUDITOR]


def test_the_table_says_who_may_do_what_and_how_far(office, adam):
    page = office.sign_in(adam).get("/office/admin/roles")
    rows = {row[0]: row[1:] for row in page.table()}
    assert len(rows) == 1 + len(RIGHTS)
    for right, worded in RIGHTS.items():
        cells = rows[str(worded)]
        for role, cell in zip(Role, cells, strict=True):
            assert ("–" in cell) is (right not in GRANTS[role]), (right, role)
    assert "their teams\u2019 and unassigned" in rows["Assign leads"][list(Role).index(Role.MANAGER)]
