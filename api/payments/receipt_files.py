"""Receipts as PDF responses."""

from django.http import HttpResponse
from django.utils.translation import get_language

from api.file_responses import pdf_response
from apps.payments.documents import format_receipt_number, render_receipt
from apps.payments.models import Receipt


def receipt_response(receipt: Receipt) -> HttpResponse:
    """Return the receipt as a PDF in the active language."""
    content = render_receipt(receipt, (get_language() or "uz").partition("-")[0])
    return pdf_response(content, file_name=f"{format_receipt_number(receipt)}.pdf")
