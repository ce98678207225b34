"""Money that a provider sent back without asking us: refunds made in its cabinet, disputes that were lost; and refunds
that did not go through after all.

The caller holds the pupil's account, the payment and the transaction (`holding.hold_money`). `cause` is the provider's
identifier of the refund or dispute.
"""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.utils import timezone

from apps.accounts.models import User
from apps.core.local_days import get_local_day
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.payments.events import PaymentChanged
from apps.payments.models import (
    AccountKind,
    LedgerEntry,
    LedgerTransfer,
    Payment,
    PaymentStatus,
    ProviderTransaction,
    ReceiptKind,
    Settlement,
    Side,
    TransferKind,
)
from apps.payments.services import changing, fulfilling, holding, ledger, receipts, returning, settling
from apps.payments.services.ledger import Entry
from apps.payments.services.receiving import source_of
from apps.payments.services.telling import announce, office_of, write_to

FAILED = "failed"
NOT_MADE = "failed_refunds"
"""Where a transaction's `facts` keep the refunds that did not go through."""


def is_booked(cause: str) -> bool:
    """Whether the books know of this refund, gone through or not."""
    return _transfers(cause).exists()


def went_back(
    *,
    money: ProviderTransaction,
    amount: int,
    cause: str,
    reason: str,
    free_first: bool = False,
    by: User | None = None,
) -> None:
    """`amount` of this money went back to who paid it.

    First goes what it covers of the payment it names, then what is free of it (with `free_first` the other way round),
    then what it covers of other payments, the newest first: what was completed with it counts as refunded, an open
    payment is owed again. ValueError for more than is left.
    """
    with unit_of_work():
        parts, left = [], amount
        for number, (payment, covered) in enumerate(_parts(money, free_first=free_first)):
            part = min(left, covered)
            if part:
                parts.append((number, payment, part))
                left -= part
        if left:
            raise ValueError("more goes back than came in")
        _hold_accounts(money, [payment for _number, payment, _part in parts])
        for number, payment, part in parts:
            returning.take_back(money, payment, part, f"{cause}:{number}", reason, by)
        returning.tell_of_refund(money, money.payment, amount)


def not_made(*, money: ProviderTransaction, cause: str) -> None:
    """The provider says that this refund did not go through: it is never booked from now on, and if it is booked that
    is taken back.
    """
    if was_not_made(money, cause):
        return
    money.facts = {**money.facts, NOT_MADE: [*money.facts.get(NOT_MADE, []), cause]}
    money.save(update_fields=["facts", "updated_at"])
    if is_booked(cause):
        failed(money=money, cause=cause)


def was_not_made(money: ProviderTransaction, cause: str) -> bool:
    """Whether the provider has said that this refund did not go through."""
    return cause in money.facts.get(NOT_MADE, ())


def failed(*, money: ProviderTransaction, cause: str) -> None:
    """A refund that is booked did not go through: counter-entries take it back, once, and what it closed is open again.
    The office hears of it.
    """
    undone = f"{cause}:{FAILED}"
    if is_booked(undone):
        return
    with unit_of_work():
        before = money.refunded
        transfers = list(_transfers(cause).order_by("pk"))
        ledger.hold(entry.account for entry in LedgerEntry.objects.filter(transfer__in=transfers))
        for number, transfer in enumerate(transfers):
            counter = _counter(transfer, f"{undone}:{number}")
            amount = LedgerEntry.objects.get(transfer=transfer, side=Side.DEBIT).amount
            if transfer.kind == TransferKind.PAID_BACK:
                money.refunded -= amount
                money.save(update_fields=["refunded", "updated_at"])
                receipts.issue(money=money, transfer=counter, kind=ReceiptKind.REFUND_UNDONE)
            elif transfer.payment is not None:
                _serve_again(money, holding.lock_payment(transfer.payment.pk), amount)
        settling.spread(money.student, money.currency)
        back = Money(before - money.refunded, money.currency).format()
        data = {"student": money.student.full_name, "amount": back}
        write_to(office_of(money.branch_id), "payments.refund_failed", data)


def _parts(money: ProviderTransaction, *, free_first: bool) -> Iterator[tuple[Payment | None, int]]:
    """What this money does now: payments it covers and, as None, what is free of it, in the order in which it goes."""
    covers: dict[Payment, int] = {}
    for row in Settlement.objects.filter(money=money).select_related("payment").order_by("-pk"):
        covers[row.payment] = covers.get(row.payment, 0) + row.amount
    free = money.amount - money.refunded - sum(covers.values())
    own = covers.pop(money.payment, 0) if money.payment is not None else 0
    first = [(money.payment, own), (None, free)]
    yield from reversed(first) if free_first else first
    for payment, amount in covers.items():
        if amount > 0:
            yield holding.lock_payment(payment.pk), amount


def _hold_accounts(money: ProviderTransaction, payments: Iterable[Payment | None]) -> None:
    """Lock what goes back moves, before its first receipt takes a number: who holds one of these accounts may wait for
    a number.
    """
    served = [payment for payment in payments if payment is not None and payment.status == PaymentStatus.COMPLETED]
    revenues = [ledger.branch_account(AccountKind.REVENUE, one.branch_id, one.currency) for one in served]
    ledger.hold([ledger.student_account(money.student_id, money.currency), source_of(money), *revenues])


def _transfers(cause: str) -> QuerySet[LedgerTransfer]:
    """What was posted for this cause, without what took it back."""
    rows = LedgerTransfer.objects.filter(cause__startswith=f"{cause}:").select_related("payment", "branch")
    return rows if cause.endswith(FAILED) else rows.exclude(cause__startswith=f"{cause}:{FAILED}:")


def _counter(transfer: LedgerTransfer, cause: str) -> LedgerTransfer:
    entries = LedgerEntry.objects.filter(transfer=transfer).select_related("account")
    other = {Side.DEBIT: Side.CREDIT, Side.CREDIT: Side.DEBIT}
    return ledger.post(
        kind=TransferKind(transfer.kind),
        cause=cause,
        branch=transfer.branch,
        on=get_local_day(timezone.now(), transfer.branch.zone),
        entries=[Entry(entry.account, other[Side(entry.side)], entry.amount) for entry in entries],
        payment=transfer.payment,
        reason="refund failed",
    )


def _serve_again(money: ProviderTransaction, payment: Payment, amount: int) -> None:
    """What was taken back of the payment counts as served and paid again."""
    Settlement.objects.create(payment=payment, money=money, amount=amount, refund=True)
    was = payment.status
    payment.refunded -= amount
    if was == PaymentStatus.REFUNDED:
        payment.status = PaymentStatus.COMPLETED
    payment.save(update_fields=["refunded", "status", "updated_at"])
    changing.write_down(payment, "refund_failed", from_status=was, by=None, facts={"amount": amount})
    announce(
        PaymentChanged.of(payment, "refund_failed"),
        student=payment.student,
        payer=payment.payer,
        branch=payment.branch_id,
    )
    if was == PaymentStatus.REFUNDED:
        fulfilling.completed(payment)
