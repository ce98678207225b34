"""Flagged acts: what only an exception allowed, for the daily list of administrators."""

from apps.accounts.models import User
from apps.core.local_days import get_today
from apps.core.money import Money
from apps.payments.models import Approval, Flag, FlaggedAct, Payment
from apps.settings.models import Branch


def flag_act(
    *,
    flag: Flag,
    act: str,
    actor: User,
    branch: Branch,
    amount: Money,
    reason: str = "",
    payment: Payment | None = None,
    student: User | None = None,
    approval: Approval | None = None,
) -> FlaggedAct:
    """Record the act in the unit of work of the act itself. `act`: its action in the audit log."""
    return FlaggedAct.objects.create(
        flag=flag,
        act=act,
        by=actor,
        branch=branch,
        on=get_today(branch.zone),
        amount=amount.amount,
        currency=amount.currency,
        reason=reason,
        payment=payment,
        student=student or (payment.student if payment is not None else None),
        approval=approval,
    )
