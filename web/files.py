"""The store of files as pages use it, and documents as browsers get them (R50, R53)."""

from urllib.parse import quote

from flask import Response, current_app, make_response

from core.crypto import keyring
from core.files import FileStore
from core.identify_contact.documents import OpenedDocument

PICTURES = frozenset({"image/jpeg", "image/png"})


def file_store() -> FileStore:
    """The files of this installation."""
    return FileStore(current_app.extensions["foyer.settings"].files_url, keyring())


def sent(document: OpenedDocument) -> Response:
    """A picture to look at, anything else as an attachment; sandboxed, never guessed at, never cached."""
    response = make_response(document.content)
    kind = "inline" if document.media_type in PICTURES else "attachment"
    response.headers.update(
        {
            "Content-Type": document.media_type,
            "Content-Disposition": f"{kind}; filename*=UTF-8''{quote(document.name, safe='')}",
            "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
            "Cache-Control": "no-store",
        }
    )
    return response
