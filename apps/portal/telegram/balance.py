"""`/balance`: debts of each child with due days, free credit, and buttons to pay by Payme."""

from datetime import date

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core.errors import DomainError
from apps.core.local_days import get_today
from apps.core.money import Money
from apps.messaging.telegram import Button
from apps.payments.models import Payment
from apps.payments.queries import get_open_transaction, visible_payments
from apps.payments.queries.periods import ReportPeriod
from apps.payments.queries.statements import AccountStatement, get_statements, list_statement_students
from apps.payments.services.checkouts import create_payment_checkout
from apps.payments.titles import get_payment_title
from apps.portal.telegram.chat import LinkedChat
from apps.portal.telegram.formatting import format_date

MAX_LINKS = 8
PAYME = "payme"


def show_balance(chat: LinkedChat) -> None:
    """Show the balances that the user may see as a pupil or guardian. It asks a provider for payment links."""
    pupils = list_statement_students(chat.user)
    if not pupils:
        chat.reply(_("There are no payments for you to see."))
        return
    today = get_today(chat.user.zone)
    open_payments: list[Payment] = []
    parts = []
    for statement in get_statements(pupils, ReportPeriod(today, today)):
        lines = [chat.get_display_name(statement.student), *_describe_accounts(statement.accounts, today)]
        parts.append("\n".join(lines))
        open_payments += [payment for account in statement.accounts for payment in account.open_payments]
    chat.reply("\n\n".join(parts), _build_pay_buttons(chat, open_payments))


def _describe_accounts(accounts: list[AccountStatement], today: date) -> list[str]:
    lines = []
    for account in accounts:
        for payment in account.open_payments:
            overdue, coming = _("{amount}, overdue since {day}"), _("{amount}, to be paid by {day}")
            template = overdue if payment.due_on < today else coming
            text = template.format(amount=_format_due(payment), day=format_date(payment.due_on))
            title = get_payment_title(payment)
            lines.append(f"• {title}: {text}")
        if account.open_payments:
            lines.append(_("Total debt: {amount}").format(amount=account.owed.format()))
        if account.free_credit.amount > 0:
            lines.append(_("Paid in advance: {amount}").format(amount=account.free_credit.format()))
    return lines or [_("No debts.")]


def _build_pay_buttons(chat: LinkedChat, payments: list[Payment]) -> list[list[Button]]:
    """Return a Payme button for each payment due; none where Payme is off, or while another provider's payment page is
    open: a new link would close that page.
    """
    if not chat.has_permission("payments.pay"):
        return []
    open_ids = [payment.pk for payment in payments]
    payable_ids = set(visible_payments(chat.user).filter(pk__in=open_ids).values_list("pk", flat=True))
    rows = []
    for payment in [payment for payment in payments if payment.pk in payable_ids][:MAX_LINKS]:
        if url := _get_checkout_url(payment, chat.user):
            text = _("Pay {amount} ({name})").format(amount=_format_due(payment), name=payment.student.first_name)
            rows.append([Button(text, url=url)])
    return rows


def _format_due(payment: Payment) -> str:
    return Money(payment.amount - payment.settled, payment.currency).format()


def _get_checkout_url(payment: Payment, user: User) -> str:
    live = get_open_transaction(payment)
    if live is not None and live.provider != PAYME:
        return ""
    try:
        return create_payment_checkout(payment=payment, provider=PAYME, lang=user.locale)
    except DomainError:
        return ""
