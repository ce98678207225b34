"""Receipts as PDF, in the reader's language."""

import io
from typing import Any
from zoneinfo import ZoneInfo

import segno
import structlog
from django.utils import translation
from django.utils.translation import gettext as _

from apps.core.files.stored import open_stored_file
from apps.payments.documents.amounts import format_amount, spell_amount
from apps.payments.documents.typesetting import render_pdf
from apps.payments.methods import get_method_name
from apps.payments.models import PaymentKind, Receipt, ReceiptKind
from apps.payments.queries.receipts import find_reversal
from apps.payments.titles import get_period_name
from apps.settings.queries import get_system_settings_with_logo

log = structlog.get_logger(__name__)

TAX_ID_LENGTH = 9
NO_BREAK = "\N{NO-BREAK SPACE}"


def format_receipt_number(receipt: Receipt) -> str:
    """Return the number as people read it: year and number in the series, `2026-000123`."""
    return _format_number(receipt.series, receipt.number)


def render_receipt(receipt: Receipt, language: str) -> bytes:
    """Return the receipt as PDF in this language, with the centre's logo; its money, pupil, payer and cashier must be
    loaded.

    Not inside a transaction. Unavailable when the document cannot be typeset.
    """
    values = {**describe_receipt(receipt, language), "logo": list(_read_logo())}
    return render_pdf("receipt.typ", values, made_at=receipt.created_at)


def describe_receipt(receipt: Receipt, language: str) -> dict[str, Any]:
    """Return all texts of the receipt in this language, as on its PDF; loaded as for `render_receipt`."""
    with translation.override(language):
        return _build_values(receipt, language)


def _read_logo() -> bytes:
    logo = get_system_settings_with_logo().logo
    if logo is None:
        return b""
    try:
        with open_stored_file(logo) as content:
            return content.read()
    except FileNotFoundError:  # a receipt is needed more than its logo
        log.error("the store has lost the centre's logo", file=str(logo.pk))
        return b""


def _build_values(receipt: Receipt, language: str) -> dict[str, Any]:
    facts, kind = receipt.facts, ReceiptKind(receipt.kind)
    headings = {
        ReceiptKind.PAYMENT: _("Receipt"),
        ReceiptKind.REFUND: _("Refund receipt"),
        ReceiptKind.REFUND_UNDONE: _("Failed refund"),
        ReceiptKind.REVERSAL: _("Reversal of a receipt"),
    }
    made_at = receipt.created_at.astimezone(ZoneInfo(facts["zone"]))
    reference = facts["reference"] or format_receipt_number(receipt)
    return {
        "language": language,
        "centre": facts["centre"],
        "place": " · ".join(part for part in (facts["branch"], facts["address"]) if part),
        "legal": _list_legal_lines(facts.get("legal", {})),
        "heading": headings[kind],
        "number": format_receipt_number(receipt),
        "made_at": f"{made_at:%d.%m.%Y %H:%M}",
        "rows": _build_rows(receipt),
        "covers_label": {ReceiptKind.REFUND: _("Refunded for"), ReceiptKind.REVERSAL: _("Owed again")}.get(
            kind, _("Paid for")
        ),
        "covers": _format_covered_payments(receipt, language),
        "amount_label": _("Total"),
        "amount": format_amount(receipt.amount, receipt.currency, language),
        "in_words": spell_amount(receipt.amount, receipt.currency, language),
        "taken_label": {ReceiptKind.REFUND: _("Paid out by"), ReceiptKind.REVERSAL: _("Reversed by")}.get(
            kind, _("Received by")
        ),
        "taken_by": _get_cashier_name(receipt),
        "signature_label": _("Signature"),
        "qr": draw_qr_code(reference),
        "reference": reference,
    }


def _format_number(series: str, number: int) -> str:
    return f"{series.rpartition(':')[2]}-{number:06d}"


def _list_legal_lines(legal: dict[str, str]) -> list[str]:
    """Return the lines of the legal data that the centre had on that day; none without them."""
    name, number = legal.get("name", ""), legal.get("tax_id", "")
    kind = _("Personal number %(number)s") if len(number) > TAX_ID_LENGTH else _("STIR %(number)s")
    tax_id = kind % {"number": number} if number else ""
    tax_id, phone = (text.replace(" ", NO_BREAK) for text in (tax_id, legal.get("phone", "")))
    lines = ((name, tax_id), (legal.get("address", ""), phone))
    return [" · ".join(part for part in line if part) for line in lines if any(line)]


def _build_rows(receipt: Receipt) -> list[list[str]]:
    money = receipt.money
    payment = receipt.transfer.payment or money.payment
    payer = payment.payer if payment else None
    number = f" · {money.student.number}" if money.student.number else ""
    rows = [[_("Payer"), payer.full_name]] if payer else []
    rows.append([_("Pupil"), money.student.full_name + number])
    rows.append([_("Payment method"), get_method_name(money.provider)])
    if "reverses" in receipt.facts:
        rows.append([_("Reversed receipt"), _format_number(**receipt.facts["reverses"])])
    reversal = find_reversal(receipt)
    if reversal is not None:
        rows.append([_("Not valid: reversed by"), format_receipt_number(reversal)])
    return rows


def _format_covered_payments(receipt: Receipt, language: str) -> list[list[str]]:
    rows = [
        [f"{_describe_line(line)} · {line['reference']}", format_amount(line["amount"], receipt.currency, language)]
        for line in receipt.facts["covers"]
    ]
    left = receipt.amount - sum(line["amount"] for line in receipt.facts["covers"])
    if left > 0:
        rows.append([_("Paid in advance"), format_amount(left, receipt.currency, language)])
    return rows


def _describe_line(line: dict[str, Any]) -> str:
    kinds = {
        PaymentKind.PERIOD.value: _("Lessons"),
        PaymentKind.CORRECTION.value: _("Correction"),
        PaymentKind.ENROLMENT.value: _("Enrolment fee"),
        PaymentKind.ORDER.value: _("Online courses"),
        PaymentKind.OPENING.value: _("Opening balance"),
        PaymentKind.OTHER.value: _("Other"),
    }
    period = get_period_name(line["period"]) if line["kind"] != PaymentKind.ENROLMENT else ""
    parts = (line["title"] or kinds[line["kind"]], line["group"], period)
    return ", ".join(part for part in parts if part)


def _get_cashier_name(receipt: Receipt) -> str:
    went = receipt.kind in (ReceiptKind.REFUND, ReceiptKind.REVERSAL)
    person = receipt.transfer.by if went else receipt.money.taken_by
    return person.full_name if person else get_method_name(receipt.money.provider)


def draw_qr_code(text: str, *, border: int = 0) -> str:
    """Return the text as a QR code (SVG)."""
    drawn = io.BytesIO()
    segno.make(text, micro=False, error="m").save(drawn, kind="svg", border=border)
    return drawn.getvalue().decode()
