"""PDF documents: receipts, typeset by Typst from our template."""

from apps.payments.documents.receipt import describe_receipt, draw_qr_code, format_receipt_number, render_receipt
