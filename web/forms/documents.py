"""Documents: files that show what was said (IC-5)."""

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import FileStorage
from wtforms import MultipleFileField

from web.forms.base import FoyerForm

ACCEPTED = ".jpg,.jpeg,.png,.pdf"


class DocumentForm(FoyerForm):
    """Several files at once; what they hold is judged by their content."""

    files = MultipleFileField(_("Files"), render_kw={"accept": ACCEPTED})

    def chosen(self) -> list[FileStorage]:
        """The files that were sent; a browser sends one without a name where none was chosen."""
        return [file for file in self.files.data or () if isinstance(file, FileStorage) and file.filename]
