"""Monthly billing: each group's payments once per month, however often it runs.

Every hour, groups whose local day has begun get one job each; the office may run a month at once. The database allows
one payment per membership and month, so a run creates only what is missing.
"""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.local_days import get_local_day, get_today
from apps.core.uow import unit_of_work
from apps.core.validators import validate_date, validate_field
from apps.courses.models import Group, GroupStatus, Membership, MembershipStatus
from apps.jobs.kinds import ClaimedJob
from apps.payments.job_kinds import RUN_SCHEDULE
from apps.payments.models import PaymentSchedule
from apps.payments.queries import billing_facts
from apps.payments.services import billing
from apps.payments.services.billing import BillingCounts
from apps.settings.queries import get_default_branch
from apps.settings.services import write_audit_log


def enqueue_group_billing(job: ClaimedJob) -> None:
    """Job handler: enqueue a job for each group with a schedule in force that was not billed yet on its local day."""
    with unit_of_work():
        jobs.complete_job(job)
        for group in list_groups_due_for_billing():
            jobs.enqueue(kind=RUN_SCHEDULE, object_id=group)


def bill_group(job: ClaimedJob) -> None:
    """Job handler: create missing payments of the group `object_id`, for the current month and those since the last
    run.
    """
    with unit_of_work():
        jobs.complete_job(job)
        schedules = billing.lock_payment_schedules(UUID(job.object_id))
        group = billing.find_group_with_prices(UUID(job.object_id))
        if group is None:
            return
        today = get_today(group.local_zone)
        since = max((schedule.ran_on for schedule in schedules if schedule.ran_on is not None), default=today)
        billing.create_planned_payments(billing.plan_unbilled_months(group, schedules, since, today), actor=None)
        PaymentSchedule.objects.filter(group=group).update(ran_on=today)


def list_groups_due_for_billing() -> list[UUID]:
    """Return active groups with a schedule in force in their current month that were not billed today."""
    now = timezone.now()
    rows = PaymentSchedule.objects.filter(group__status=GroupStatus.ACTIVE).order_by("group_id")
    columns = ("group_id", "ran_on", "valid_from", "valid_until", "group__zone", "group__branch__zone")
    due: dict[UUID, None] = {}
    for group, ran_on, valid_from, valid_until, own_zone, zone in rows.values_list(*columns):
        today = get_local_day(now, own_zone or zone)
        first, last = billing_facts.get_month_range(today)
        in_force = valid_from <= last and (valid_until is None or valid_until >= first)
        if in_force and (ran_on is None or ran_on < today):
            due[group] = None
    return list(due)


def resolve_billing_month(day_in_month: date | None) -> date:
    """Return the first day of the month of this day, default the current month; Invalid beyond the next one."""
    first, last = billing_facts.get_month_range(get_today(get_default_branch().zone))
    month_start = validate_field("month", validate_date, day_in_month).replace(day=1) if day_in_month else first
    if month_start > last + timedelta(days=1):
        raise Invalid.field("month", _("At most one month ahead."))
    return month_start


def list_group_ids_to_bill(month: date, groups: QuerySet[Group]) -> list[UUID]:
    """Return those of the groups that had a member on a day of the month."""
    first, last = billing_facts.get_month_range(month)
    members = Membership.objects.filter(Q(left_on__isnull=True) | Q(left_on__gte=first), joined_on__lte=last)
    learners = members.filter(never_began=False).exclude(status=MembershipStatus.LEAD)
    return list(groups.filter(pk__in=learners.values("group")).order_by("pk").values_list("pk", flat=True))


def bill_month(*, actor: User | None, month: date, groups: QuerySet[Group]) -> BillingCounts:
    """Create missing payments of the month that begins on `month` in these groups, each in its own transaction.

    Return the counts of created, existing and skipped.
    """
    first = billing_facts.get_month_range(month)[0]
    total = BillingCounts()
    for group_id in list_group_ids_to_bill(month, groups):
        with unit_of_work():
            total.add(_bill_group_month(group_id, first, actor))
    with unit_of_work():
        counts = {
            "month": billing_facts.get_month_period_key(first),
            "created": total.created,
            "standing": total.existing,
        }
        changes = {key: (None, value) for key, value in counts.items()}
        write_audit_log(actor=actor, action="payments.run", obj=None, changes=changes)
    return total


def _bill_group_month(group_id: UUID, first: date, actor: User | None) -> BillingCounts:
    schedules = billing.lock_payment_schedules(group_id)
    group = billing.find_group_with_prices(group_id)
    if group is None:
        return BillingCounts()
    return billing.create_planned_payments(billing.plan_month_payments(group, schedules, first), actor=actor)
