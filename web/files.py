"""The store of files as pages use it, and documents as browsers get them (R50, R53)."""

from urllib.parse import quote

from flask import Response, current_app, make_response, request

from core.crypto import keyring
from core.files import FileStore
from core.identify_contact.documents import OpenedDocument

PICTURES = frozenset({"image/jpeg", "image/png"})


def file_store() -> FileStore:
    """The files of this installation."""
    settings = current_app.extensions["foyer.settings"]
    return FileStore(settings.files_url, keyring(), held=settings.scanner_url is not None)


def delete_file(name: str | None) -> None:
    """Deletes a file whose row is gone, after the commit that took it away; None: there is none to delete."""
    if name is not None:
        file_store().delete(name)


def sent(document: OpenedDocument) -> Response:
    """A picture to look at, or to keep where the address asks so; anything else as an attachment.

    Sandboxed, never guessed at, never cached.
    """
    response = make_response(document.content)
    kind = "inline" if document.media_type in PICTURES and "download" not in request.args else "attachment"
    response.headers.update(
        {
            "Content-Type": document.media_type,
            "Content-Disposition": f"{kind}; filename*=UTF-8''{quote(document.name, safe='')}",
            "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
            "Cache-Control": "no-store",
        }
    )
    return response
