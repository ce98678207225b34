"""Flagged acts: what only an exception allowed, for the daily list of administrators."""

from datetime import timedelta

from django.db.models import Count

from apps.accounts.models import User
from apps.core.local_days import get_today
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.notifications.services import notify
from apps.payments.access_conflicts import check_not_own_family
from apps.payments.models import Approval, Flag, FlaggedAct, Payment
from apps.payments.queries.branch_staff import list_branch_holders
from apps.settings.models import Branch

DAYS_BACK = 7


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


def notify_of_flagged_acts(job: ClaimedJob) -> None:
    """Job handler: run `notify_about_past_days`."""
    notify_about_past_days()


def notify_about_past_days() -> None:
    """Notify readers of the ledger of each branch's flagged acts of yesterday, and of days before that nobody was
    notified of (at most `DAYS_BACK`).

    Days are local to the branch. Each reader gets one message for a branch and day; repeated runs are safe.
    """
    for branch in Branch.objects.order_by("pk"):
        today = get_today(branch.zone)
        acts = FlaggedAct.objects.filter(branch=branch, on__lt=today, on__gte=today - timedelta(days=DAYS_BACK))
        counts = acts.order_by().values("on").annotate(count=Count("pk")).values_list("on", "count").order_by("on")
        readers = list_branch_holders(branch.pk, "payments.ledger") if counts else []
        with unit_of_work():
            for day, count in counts:
                data = {"branch": branch.name, "day": f"{day:%d.%m.%Y}", "count": str(count)}
                for person in readers:
                    notify(user=person, type="payments.flagged", data=data, key=f"{branch.pk}:{day}")


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
