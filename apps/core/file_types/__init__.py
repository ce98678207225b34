"""What a file is, by its content and never by its name.

The functions take an opened, seekable file, read as little of it as they can, and raise `NotValid` for whatever is
not surely one of the accepted kinds. Pictures are only told apart here: whoever takes them has them decoded too.
"""

import os
from typing import IO

from django.utils.translation import gettext_lazy as _

from apps.core.file_types.media import recording_or_film
from apps.core.file_types.office_documents import DOCX, PPTX, XLSX, ends_as_zip, office_document
from apps.core.validators import NotValid, image_file

__all__ = ["DOCX", "MATERIAL_TYPES", "PDF", "PPTX", "XLSX", "document_file", "material_file"]

PDF = "application/pdf"
PDF_END_WITHIN = 2048

MATERIAL_TYPES = {
    PDF: "pdf",
    DOCX: "docx",
    PPTX: "pptx",
    XLSX: "xlsx",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/gif": "gif",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "audio/webm": "weba",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
}
"""The accepted content types and the ending that a downloaded file gets."""


def document_file(opened: IO[bytes]) -> str:
    """PDF, DOCX, PPTX or XLSX as content type. NotValid for anything else, also for documents with macros, encrypted
    ones, ZIP bombs, and files that are two things at once.
    """
    opened.seek(0)
    head = opened.read(16)
    if head.startswith(b"PK\x03\x04"):
        return office_document(opened)
    if head.startswith(b"%PDF-") and b"%%EOF" in _tail(opened, PDF_END_WITHIN):
        return _one_thing(opened, PDF)
    raise NotValid(_("This document is not accepted. Send PDF, DOCX, PPTX or XLSX."))


def material_file(opened: IO[bytes]) -> str:
    """A key of MATERIAL_TYPES: documents as `document_file`, pictures, recordings, films."""
    opened.seek(0)
    head = opened.read(16)
    if head.startswith((b"PK\x03\x04", b"%PDF-")):
        return document_file(opened)
    try:
        return _one_thing(opened, image_file(head))
    except NotValid:
        found = recording_or_film(opened)
    if found is None:
        raise NotValid(_("This type of file is not accepted. Send PDF, DOCX, PPTX, XLSX, a picture, audio or video."))
    return _one_thing(opened, found)


def _tail(opened: IO[bytes], length: int) -> bytes:
    size = opened.seek(0, os.SEEK_END)
    opened.seek(max(0, size - length))
    return opened.read(length)


def _one_thing(opened: IO[bytes], content_type: str) -> str:
    if ends_as_zip(opened):
        raise NotValid(_("This file has a second file at its end. Send it without that file."))
    return content_type
