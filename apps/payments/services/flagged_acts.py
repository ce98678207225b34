"""Flagged acts: what only an exception allowed, for the daily list of administrators."""

from apps.accounts.models import User
from apps.core.local_days import get_today
from apps.core.money import Money
from apps.payments.access_conflicts import check_not_own_family
from apps.payments.models import Approval, Flag, FlaggedAct, Payment
from apps.settings.models import Branch


def check_and_flag_own_family(
    *,
    actor: User | None,
    act: str,
    branch: Branch,
    amount: Money,
    student: User | None = None,
    teacher: User | None = None,
    payer: User | None = None,
    payment: Payment | None = None,
    reason: str = "",
) -> None:
    """Refuse an act about money of the actor's own family (403 `own_payment`); flag it for a holder of
    `payments.confirm_own`.

    Call it in the unit of work of the act. `amount`: by how much less is owed, or what is paid out. `payer`: the
    payer to be. Pupil and payer of `payment` count too. `teacher`: whose pay it is.
    """
    people = [person.pk for person in (student, teacher, payer) if person is not None]
    if payment is not None:
        people += [person for person in (payment.student_id, payment.payer_id) if person is not None]
    if actor is not None and check_not_own_family(actor, *people):
        flag_act(
            flag=Flag.OWN_FAMILY,
            act=act,
            actor=actor,
            branch=branch,
            amount=amount,
            reason=reason,
            payment=payment,
            student=student,
        )


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
