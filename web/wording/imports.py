"""Words for what an import refuses, of a file as a whole and of its rows."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from core.model import ImportRowState, ImportState


def _ambiguous(facts: Mapping[str, Any]) -> str:
    return ngettext(
        "Use another key for this row: %(num)s customer has this one",
        "Use another key for this row: %(num)s customers have this one",
        int(facts.get("count", 2)),
    )


def _too_many_rows(facts: Mapping[str, Any]) -> str:
    return gettext("Divide the file: at most %(most)s rows at a time", most=f"{int(facts.get('most', 0)):,}")


WORDS: dict[str, Any] = {
    # the file
    "import_empty": _("Choose a file with rows in it: this one is empty"),
    "import_missing_file": _("Choose a file"),
    "import_too_large": _("Divide the file: at most %(most)s MB at a time"),
    "import_too_many_rows": _too_many_rows,
    "import_too_many_columns": _("Leave columns out: at most %(most)s"),
    "import_not_table": _("Save it as CSV or XLSX: this file is something else"),
    "import_unreadable": _("Save the spreadsheet again as XLSX, or as CSV: this file cannot be read"),
    "import_unpacks_too_large": _("Save it as CSV: this spreadsheet unpacks to more than we take"),
    "import_no_heading": _("Name the columns in the first row: it is empty"),
    "import_cut_short": _("Close the quotation mark that opens before line %(line)s, or divide the cell"),
    # what is done with it
    "import_missing": _("There is no such import."),
    "import_field_twice": _("Choose each field for one column only"),
    "import_no_columns": _("Choose a field for at least one column"),
    "import_key_not_in_file": _("Choose a key that is one of the columns"),
    "import_busy": _("Wait until it has ended, or stop it: this import is at work."),
    "import_not_checked": _("Check the file first: it has not been checked as it stands."),
    "import_not_running": _("Nothing to stop: this import is not running."),
    "import_not_undoable": _("This import cannot be undone any more, or has nothing to undo."),
    # cells and rows
    "import_not_in_list": _("Write it as the list of this field does"),
    "import_day_not_iso": _("Write the day as year, month and day: 1991-03-27"),
    "import_not_yes_or_no": _("Write yes or no"),
    "import_row_too_long": _("Take away what stands behind the last column, or name that column"),
    "import_address_left_out": _("Complete the address later: too little of it is here, so it is left out"),
    "import_key_missing": _("Fill in the key: it says which customer is meant"),
    "import_key_ambiguous": _ambiguous,
    "import_nobody": _("Check the key: no customer has it"),
    "import_twice_in_file": _("Bring this row in once more afterwards: the same customer is made further up"),
    "import_reference_taken": _("Update by this reference instead: a customer has it, with other data"),
    "import_reference_differs": _("Check the reference: the customer has another"),
    "import_kind_differs": _("Check the key: that customer is of the other kind"),
    "import_identity_checked": _("Enter a modification order: this identity has been checked"),
    "import_certificate_differs": _("Enter a modification order: the customer has another certificate"),
    "import_touched": _("Not removed: somebody has worked with this customer since"),
    "import_not_restored": _("Not put back: it was changed again since"),
}

STATES: dict[ImportState, tuple[Any, str]] = {
    ImportState.UPLOADED: (_("not checked"), "off"),
    ImportState.CHECKING: (_("checking"), "off"),
    ImportState.CHECKED: (_("checked, nothing written"), "off"),
    ImportState.RUNNING: (_("running"), "off"),
    ImportState.STOPPED: (_("stopped"), "warn"),
    ImportState.DONE: (_("done"), "ok"),
    ImportState.UNDOING: (_("undoing"), "off"),
    ImportState.UNDONE: (_("undone"), "off"),
    ImportState.FAILED: (_("file not readable"), "bad"),
}
ROW_STATES: dict[ImportRowState, tuple[Any, str]] = {
    ImportRowState.REFUSED: (_("refused"), "bad"),
    ImportRowState.CREATED: (_("created"), "ok"),
    ImportRowState.UPDATED: (_("updated"), "ok"),
    ImportRowState.HELD: (_("held"), "warn"),
    ImportRowState.UNCHANGED: (_("nothing new"), "off"),
    ImportRowState.UNDONE: (_("undone"), "off"),
}
