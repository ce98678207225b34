"""PDF responses: shown by the browser or saved, never cached."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language

from apps.payments.documents import format_receipt_number, render_receipt
from apps.payments.models import Receipt


def pdf_response(content: bytes, *, file_name: str) -> HttpResponse:
    """Return a PDF to show in the browser; `file_name` is its file name when saved."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=file_name) or ""
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def receipt_response(receipt: Receipt) -> HttpResponse:
    """Return the receipt as a PDF in the active language."""
    content = render_receipt(receipt, (get_language() or "uz").partition("-")[0])
    return pdf_response(content, file_name=f"{format_receipt_number(receipt)}.pdf")
