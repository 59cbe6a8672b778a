"""Looks at one uploaded file in a process of its own, with limits on time and memory (R49-R51).

Run as a script by core.identify_contact.received_files with `python -I`: the file on standard input, its extension
and the limits as arguments; nothing of Foyer is imported and no setting reaches it. Answers with one line of JSON
and, for pictures, the picture anew: upright, without EXIF and whatever else the file carried.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from typing import Any

MEMORY_BYTES = 1 << 30
CPU_SECONDS = 20
JPEG_QUALITY = 90
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1", b"ftyphevc")

Answer = tuple[dict[str, Any], bytes]


def kind_of(content: bytes) -> str:
    """jpeg, png, pdf or heic by the first bytes; '' for everything else."""
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"%PDF-"):
        return "pdf"
    return "heic" if content[4:12] in _HEIC else ""


def inspected(content: bytes, *, extension: str, pixels: int, pages: int, most: int) -> Answer:
    """What the file is, or {"refused": code, …}."""
    kind = kind_of(content)
    if kind == "heic":
        return {"refused": "file_is_heic"}, b""
    if not kind:
        return {"refused": "file_type_not_allowed"}, b""
    if {"jpg": "jpeg"}.get(extension, extension) != kind:
        return {"refused": "file_extension_differs", "kind": kind}, b""
    if kind == "pdf":
        return _document(content, pages=pages), b""
    return _picture(content, kind=kind, pixels=pixels, most=most)


def _document(content: bytes, *, pages: int) -> dict[str, Any]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    if not content.rstrip(b"\r\n\t \0").endswith(b"%%EOF"):
        return {"refused": "file_unreadable"}
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            return {"refused": "pdf_locked"}
        count = len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return {"refused": "file_unreadable"}
    if count == 0:
        return {"refused": "file_unreadable"}
    if count > pages:
        return {"refused": "pdf_too_long", "pages": count, "most": pages}
    return {"media_type": "application/pdf", "pages": count}


def _picture(content: bytes, *, kind: str, pixels: int, most: int) -> Answer:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # the size is judged before anything is unpacked
    try:
        picture: Any = Image.open(io.BytesIO(content), formats=[kind.upper()])
        width, height = picture.size
        if width * height > pixels:
            return {"refused": "picture_too_large", "megapixels": width * height // 1_000_000}, b""
        picture.load()
        upright = ImageOps.exif_transpose(picture)
        return _anew(upright, kind=kind, most=most)
    except (OSError, SyntaxError, ValueError, KeyError, IndexError, TypeError):
        return {"refused": "file_unreadable"}, b""


def _anew(picture: Any, *, kind: str, most: int) -> Answer:
    if kind == "png":
        plain = picture if picture.mode in {"1", "L", "LA", "RGB", "RGBA"} else picture.convert("RGBA")
        plain.info = {}
        written = io.BytesIO()
        plain.save(written, "PNG", optimize=False)
        if written.tell() <= most:
            return {"media_type": "image/png"}, written.getvalue()
    plain = picture.convert("RGB")
    plain.info = {}
    written = io.BytesIO()
    plain.save(written, "JPEG", quality=JPEG_QUALITY)
    return {"media_type": "image/jpeg"}, written.getvalue()


def main() -> None:
    """Limits itself, reads, answers."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    extension, pixels, pages, most = sys.argv[1], *(int(limit) for limit in sys.argv[2:5])
    told, picture = inspected(sys.stdin.buffer.read(), extension=extension, pixels=pixels, pages=pages, most=most)
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + picture)


if __name__ == "__main__":
    main()
