"""Documents on paper: receipts, set by Typst from a template of ours."""

from apps.payments.documents.receipt import format_receipt_number, render_receipt

__all__ = ["render_receipt", "format_receipt_number"]
