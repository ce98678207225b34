"""Detect the type of a file by its content, never by its name.

The functions take an open, seekable file and read as little as possible. They raise InvalidValue for a file that is not
surely of an accepted type. Pictures are only detected here; the caller must decode them too.
"""

import os
from typing import IO

from django.utils.translation import gettext_lazy as _

from apps.core.file_types.media import detect_media_type
from apps.core.file_types.office_documents import DOCX, ODT, PPTX, SECOND_FILE, XLSX, detect_office_type, has_zip_ending
from apps.core.file_types.plain_text import TEXT, is_plain_text
from apps.core.file_types.word_97 import COMPOUND_FILE, DOC, detect_doc
from apps.core.validators import InvalidValue, detect_image_type

PDF = "application/pdf"
PDF_END_WITHIN = 2048

MATERIAL_TYPES = {
    PDF: "pdf",
    DOC: "doc",
    DOCX: "docx",
    ODT: "odt",
    PPTX: "pptx",
    XLSX: "xlsx",
    TEXT: "txt",
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
"""The accepted content types, and the file extension of each for downloads."""


def detect_document_type(opened: IO[bytes]) -> str:
    """Return the content type of a PDF, DOC, DOCX, ODT, PPTX or XLSX.

    Raise InvalidValue for other files, documents with macros, encrypted documents, ZIP bombs, and files with a second
    file at the end.
    """
    opened.seek(0)
    head = opened.read(16)
    if head.startswith(b"PK\x03\x04"):
        return detect_office_type(opened)
    if head.startswith(COMPOUND_FILE) and (doc := detect_doc(opened)):
        return doc
    opened.seek(max(0, opened.seek(0, os.SEEK_END) - PDF_END_WITHIN))
    if head.startswith(b"%PDF-") and b"%%EOF" in opened.read(PDF_END_WITHIN):
        return _refuse_appended_zip(opened, PDF)
    raise InvalidValue(_("This document is not accepted. Send PDF, DOC, DOCX, ODT, PPTX or XLSX."))


def detect_material_type(opened: IO[bytes]) -> str:
    """Return the content type of a material, a key of MATERIAL_TYPES. Raise InvalidValue for others."""
    opened.seek(0)
    head = opened.read(16)
    if head.startswith((b"PK\x03\x04", b"%PDF-", COMPOUND_FILE)):
        return detect_document_type(opened)
    try:
        return _refuse_appended_zip(opened, detect_image_type(head))
    except InvalidValue:
        content_type = detect_media_type(opened)
    if content_type is None and is_plain_text(opened):
        content_type = TEXT
    if content_type is None:
        text = _(
            "This type of file is not accepted."
            " Send a document (PDF, DOC, DOCX, ODT, PPTX, XLSX, TXT), a picture, audio or video."
        )
        raise InvalidValue(text)
    return _refuse_appended_zip(opened, content_type)


def _refuse_appended_zip(opened: IO[bytes], content_type: str) -> str:
    if has_zip_ending(opened):
        raise InvalidValue(SECOND_FILE)
    return content_type
