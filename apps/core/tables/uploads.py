"""Read a table that a user has uploaded."""

from typing import IO, Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from apps.core.errors import Invalid, TooLarge, UnsupportedMedia
from apps.core.tables.reader import MAX_TABLE_BYTES, Table, detect_table_type, read_table
from apps.core.validators import InvalidValue, validate_field


def read_uploaded_table(upload: "UploadedFile[bytes]", **options: Any) -> Table:
    """Return the table of a file; `options` are those of `read_table`.

    Raise Invalid on "file" for an empty or too large table; TooLarge; UnsupportedMedia for a file that is neither CSV
    nor XLSX, and for macros and zip bombs.
    """
    size = upload.size or 0
    if size > MAX_TABLE_BYTES:
        raise TooLarge(_("The file is larger than %(count)d MB.") % {"count": MAX_TABLE_BYTES // 1024 // 1024})
    if size == 0:
        raise Invalid.field("file", _("The file is empty."))
    opened = cast(IO[bytes], upload)
    try:
        detect_table_type(opened)
    except InvalidValue as error:
        raise UnsupportedMedia(error.message, fields={"file": [error.message]}) from error
    return validate_field("file", read_table, opened, **options)
