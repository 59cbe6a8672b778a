"""Words about files (R49-R52): what to do, then why, in one line."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

_MEGABYTE = 1024 * 1024


def _megabytes(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {"most": int(facts.get("most", 10 * _MEGABYTE)) // _MEGABYTE}


def _too_large(facts: Mapping[str, Any]) -> str:
    return gettext(
        "Send a file of at most %(most)s MB, several one after the other: this was more", **_megabytes(facts)
    )


def _too_large_together(facts: Mapping[str, Any]) -> str:
    return gettext("Delete a file first: all together have at most %(most)s MB", **_megabytes(facts))


WORDS: dict[str, Any] = {
    "file_missing": _("Choose a file first"),
    "file_too_large": _too_large,
    "files_too_large_together": _too_large_together,
    "too_many_files": _("Delete a file first: %(most)s is the most we keep"),
    "file_type_not_allowed": _("Save it as JPEG, PNG or PDF: we can’t open other files"),
    "file_is_heic": _("Save it as JPEG, or use the camera here: we can’t open HEIC pictures"),
    "file_extension_differs": _("Rename the file: what it holds is %(kind)s, its name says something else"),
    "file_unreadable": _("Save the file once more: we could not open this one"),
    "picture_too_large": _("Make the picture smaller: it has %(megapixels)s megapixels, we open up to 40"),
    "pdf_too_long": _("Send at most %(most)s pages: this PDF has %(pages)s"),
    "pdf_locked": _("Take the password off the PDF: we cannot look into it"),
    "document_not_found": _("This file is no longer here."),
    "document_not_ready": _("This file cannot be opened: it is still being checked, or was lost on our side."),
}
