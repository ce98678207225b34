"""Documents on paper: receipts, set by Typst from a template of ours."""

from apps.payments.documents.receipt import name_of_provider, print_receipt, shown_number

__all__ = ["name_of_provider", "print_receipt", "shown_number"]
