"""Queries of money that names no payment."""

from dataclasses import dataclass

from django.db.models import F

from apps.accounts.models import User
from apps.courses.models import Membership
from apps.payments.models import ProviderTransaction, Receipt, ReceiptKind
from apps.payments.queries import get_amount_owed, get_free_credit
from apps.settings.models import Branch
from apps.settings.queries import get_default_branch


def get_top_up_branch(student: User) -> Branch:
    """Return the branch where a pupil's top-up counts: that of the group joined last, else the default branch."""
    rows = Membership.objects.filter(student=student).select_related("group__branch")
    latest = rows.order_by(F("left_on").desc(nulls_first=True), "-joined_on", "-id").first()
    return get_default_branch() if latest is None else latest.group.branch


@dataclass(frozen=True)
class ReceivedAdvance:
    """Money in advance with its receipt; what is owed and what is free after it, in minor units."""

    money: ProviderTransaction
    receipt: Receipt
    owed: int
    free_credit: int


def get_received_advance(money: ProviderTransaction) -> ReceivedAdvance:
    """Return the money with its receipt and the pupil's balance as it is now."""
    receipt = money.receipts.get(kind=ReceiptKind.PAYMENT)
    owed = get_amount_owed(money.student_id, money.currency)
    return ReceivedAdvance(money, receipt, owed, get_free_credit(money.student_id, money.currency))
