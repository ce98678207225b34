"""Contacts with debtors, and promises to pay: recorded by the office, withdrawn by their author on the same day."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Forbidden, Invalid, NotFound
from apps.core.local_days import get_today
from apps.core.uow import unit_of_work
from apps.payments.errors import PaymentClosed
from apps.payments.models import ContactHow, DebtContact, Payment, PromiseState
from apps.payments.queries.debtors import list_open_payments
from apps.payments.services import debt_promises, locks
from apps.settings.services import write_audit_log

LATEST_PROMISE = timedelta(days=366)
NOTHING_OWED = _("This pupil owes nothing in this currency.")


@dataclass(frozen=True)
class PaymentPromise:
    """A promise to pay by a day: `amount` minor units, or (None) all that is overdue."""

    on: date
    amount: int | None = None


def record_contact(
    *,
    actor: User,
    student: User,
    currency: str,
    how: ContactHow,
    note: str = "",
    promise: PaymentPromise | None = None,
    sent_here: bool = False,
) -> DebtContact:
    """Record a contact about what the pupil owes in the actor's branches; its promise replaces the open one.

    Conflict `payment_closed` when nothing is owed there. Invalid on "promised_on" for a day that has passed or is more
    than a year ahead, on "promised_amount" for more than is owed.
    """
    with unit_of_work():
        locks.lock_student_account(student.pk, currency)
        owed = list(list_open_payments(actor).filter(student=student, currency=currency).order_by("due_on", "pk"))
        if not owed:
            raise PaymentClosed(NOTHING_OWED)
        branch = owed[0].branch
        today = get_today(branch.zone)
        contact = DebtContact(student=student, branch=branch, currency=currency, by=actor, on=today, how=how, note=note)
        contact.sent_here = sent_here
        if promise is not None:
            _check_promise(promise, owed, today)
            contact.promised_on, contact.promised_amount = promise.on, promise.amount
            contact.promise = PromiseState.OPEN
            contact.replaces = _end_open_promise(student, currency)
        contact.save(force_insert=True)
        changes = {
            "how": (None, how.value),
            "student": (None, str(student.pk)),
            "promised_on": (None, promise and promise.on),
        }
        write_audit_log(actor=actor, action="payments.debt_contact", obj=contact, changes=changes)
        return contact


def withdraw_contact(*, actor: User, contact: DebtContact) -> None:
    """Withdraw a contact that the actor recorded today; the promise that it replaced is open again.

    NotFound when it was withdrawn; Forbidden for a contact of somebody else; Conflict on a later day, and for a message
    that was sent.
    """
    with unit_of_work():
        locks.lock_student_account(contact.student_id, contact.currency)
        row = DebtContact.objects.select_related("branch").get(pk=contact.pk)
        if row.withdrawn_at is not None:
            raise NotFound()
        if row.sent_here or row.on != get_today(row.branch.zone):
            raise Conflict(_("A contact can be withdrawn only on its day, and a sent message not at all."))
        if row.by_id != actor.pk:
            raise Forbidden(_("Only who recorded a contact can withdraw it."))
        row.withdrawn_at = timezone.now()
        row.save(update_fields=["withdrawn_at", "updated_at"])
        if row.promise == PromiseState.OPEN:
            _reopen_replaced_promise(row)
        changes = {"student": (str(row.student_id), None)}
        write_audit_log(actor=actor, action="payments.withdraw_debt_contact", obj=row, changes=changes)


def _check_promise(promise: PaymentPromise, owed: list[Payment], today: date) -> None:
    if promise.on < today:
        raise Invalid.field("promised_on", _("This day has passed."))
    if promise.on > today + LATEST_PROMISE:
        raise Invalid.field("promised_on", _("At most one year ahead."))
    if promise.amount is not None and promise.amount > sum(payment.outstanding for payment in owed):
        raise Invalid.field("promised_amount", _("This is more than what is owed."))


def _end_open_promise(student: User, currency: str) -> DebtContact | None:
    """End the pupil's open promise: kept if it is, else replaced and returned."""
    rows = DebtContact.objects.filter(student=student, currency=currency, promise=PromiseState.OPEN)
    current = rows.filter(withdrawn_at__isnull=True).select_related("branch").first()
    if current is None:
        return None
    kept = debt_promises.is_promise_kept(current)
    debt_promises.end_promise(current, PromiseState.KEPT if kept else PromiseState.REPLACED)
    return None if kept else current


def _reopen_replaced_promise(withdrawn: DebtContact) -> None:
    before = withdrawn.replaces
    while before is not None and before.withdrawn_at is not None:
        before = before.replaces
    if before is not None:
        before.promise, before.promise_ended_at = PromiseState.OPEN, None
        before.save(update_fields=["promise", "promise_ended_at", "updated_at"])
