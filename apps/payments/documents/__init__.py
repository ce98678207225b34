"""Documents on paper: receipts, set by Typst from a template of ours."""

from apps.payments.documents.receipt import print_receipt, shown_number

__all__ = ["print_receipt", "shown_number"]
