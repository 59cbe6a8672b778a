"""What each role may do: the table that rights are decided by, in words."""

from flask import render_template

from backoffice import backoffice
from core.access import Permission, Role
from web.access import requires
from web.wording.rights import RIGHTS, ROLE_NOTES, reach


@backoffice.route("/admin/roles")
@requires(Permission.STAFF_MANAGE)
def roles():
    table = [(right, worded, [(role, reach(role, right)) for role in Role]) for right, worded in RIGHTS.items()]
    return render_template("backoffice/roles.html", table=table, roles=list(Role), notes=ROLE_NOTES)
