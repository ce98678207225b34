"""PDF documents: receipts, typeset by Typst from our template."""

from apps.payments.documents.receipt import format_receipt_number, render_receipt
