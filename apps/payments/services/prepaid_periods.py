"""Running subscriptions of a centre that moves in: days or lessons that a pupil paid in the former books.

Nothing is posted: it is a fact of the membership that `queries.billing_facts` reads. Days up to `paid_until` are not
billed; a pack is billed when the lessons that were left are used up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.local_days import get_today
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.core.validators import validate_date, validate_field
from apps.courses.models import Membership
from apps.courses.services.billing import request_repricing_from_earliest
from apps.payments.models import OPEN_STATUSES, Payment, PaymentKind, PaymentSchedule, PrepaidPeriod, ScheduleMode
from apps.payments.queries import billing_facts
from apps.payments.services import billing
from apps.payments.services.flagged_acts import check_and_flag_own_family
from apps.settings.queries import get_system_settings
from apps.settings.services import write_audit_log

MAX_LESSONS_LEFT = 200
PAYS_BY_PACK = _("This group pays by pack: give the lessons that are left.")
PAYS_NOT_BY_PACK = _("This group does not pay by pack: give the day until which it is paid.")


@dataclass(frozen=True)
class NewPrepaidPeriod:
    """What the membership paid in the former books: a day, or a number of lessons, of which one is given."""

    membership: Membership
    paid_until: date | None = None
    lessons_left: int | None = None


def set_prepaid_period(*, actor: User, prepaid: NewPrepaidPeriod) -> PrepaidPeriod:
    """Set what a membership paid in the former books, in place of what was set before; a job reprices its payments.

    Invalid on "paid_until" or "lessons_left" where the group pays otherwise, or unless one of them is given; Forbidden
    `own_payment` for the actor's own family.
    """
    membership = prepaid.membership
    with unit_of_work():
        schedules = billing.lock_payment_schedules(membership.group_id)
        _check(prepaid, schedules)
        _check_own_family(actor, membership, "payments.set_prepaid")
        values = {"paid_until": prepaid.paid_until, "lessons_left": prepaid.lessons_left}
        today = get_today(membership.group.local_zone)
        before = PrepaidPeriod.objects.filter(membership=membership).first()
        row, _new = PrepaidPeriod.objects.update_or_create(
            membership=membership, defaults={**values, "on": today, "by": actor}
        )
        changes = {name: (getattr(before, name, None), value) for name, value in values.items()}
        write_audit_log(actor=actor, action="payments.set_prepaid", obj=row, changes=changes)
        _request_repricing(membership)
        return row


def remove_prepaid_period(*, actor: User, prepaid: PrepaidPeriod) -> None:
    """Remove what a membership paid in the former books; a job bills and reprices its current periods."""
    with unit_of_work():
        billing.lock_payment_schedules(prepaid.membership.group_id)
        _check_own_family(actor, prepaid.membership, "payments.remove_prepaid")
        changes = {name: (getattr(prepaid, name), None) for name in ("paid_until", "lessons_left")}
        write_audit_log(actor=actor, action="payments.remove_prepaid", obj=prepaid, changes=changes)
        PrepaidPeriod.objects.filter(pk=prepaid.pk).delete()
        _request_repricing(prepaid.membership)


def find_refusal(prepaid: NewPrepaidPeriod, schedules: Sequence[PaymentSchedule]) -> tuple[str, StrOrPromise] | None:
    """Return the field and the reason why this does not fit the way in which the group pays; None when it fits."""
    today = get_today(prepaid.membership.group.local_zone)
    chosen = billing_facts.find_schedule_and_first_day(schedules, today, date.max)
    by_pack = chosen is not None and chosen[0].mode == ScheduleMode.PACK
    if prepaid.paid_until is not None and by_pack:
        return "paid_until", PAYS_BY_PACK
    if prepaid.lessons_left is not None and not by_pack:
        return "lessons_left", PAYS_NOT_BY_PACK
    return None


def _check(prepaid: NewPrepaidPeriod, schedules: Sequence[PaymentSchedule]) -> None:
    if (prepaid.paid_until is None) == (prepaid.lessons_left is None):
        raise Invalid.field("paid_until", _("Give either a day or a number of lessons."))
    if prepaid.paid_until is not None:
        validate_field("paid_until", validate_date, prepaid.paid_until)
    if prepaid.lessons_left is not None and not 1 <= prepaid.lessons_left <= MAX_LESSONS_LEFT:
        raise Invalid.field("lessons_left", _("Give a number from 1 to %(count)d.") % {"count": MAX_LESSONS_LEFT})
    refusal = find_refusal(prepaid, schedules)
    if refusal is not None:
        raise Invalid.field(*refusal)


def _check_own_family(actor: User, membership: Membership, act: str) -> None:
    nothing = Money(0, get_system_settings().currency)
    branch = membership.group.branch
    check_and_flag_own_family(actor=actor, act=act, branch=branch, amount=nothing, student=membership.student)


def _request_repricing(membership: Membership) -> None:
    """Request repricing of the group since the current month, or since the pupil's first period that is unpaid."""
    first = membership.group.today.replace(day=1)
    rows = Payment.objects.filter(membership=membership, kind=PaymentKind.PERIOD, status__in=OPEN_STATUSES)
    starts = rows.filter(period_start__isnull=False).values_list("period_start", flat=True)
    request_repricing_from_earliest(membership.group_id, first, *starts)
