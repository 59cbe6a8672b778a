"""Pictures for uploads, made when they are needed."""

import io

from PIL import Image


def jpeg(size: tuple[int, int] = (600, 400)) -> io.BytesIO:
    """A plain picture, as a camera would send it."""
    made = io.BytesIO()
    Image.new("RGB", size, (180, 160, 140)).save(made, "JPEG")
    made.seek(0)
    return made
