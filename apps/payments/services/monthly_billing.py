"""The month's billing: each group's payments once, whoever asks for it and however often.

Every hour the groups whose local day has begun since are looked at, one job for each; the office may run a month at
once. A pupil's month is owed once (the database holds that), so that every run makes only what is missing.
"""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.local_days import get_local_day
from apps.core.uow import unit_of_work
from apps.core.validators import validate_date, validate_field
from apps.courses.models import Group, GroupStatus, Membership, MembershipStatus
from apps.jobs.kinds import ClaimedJob
from apps.payments.job_kinds import RUN_SCHEDULE
from apps.payments.models import PaymentSchedule
from apps.payments.queries import billing_facts
from apps.payments.services import billing
from apps.payments.services.billing import BillingCounts, BillingPlan
from apps.settings.queries import get_default_branch
from apps.settings.services import write_audit_log


def enqueue_group_billing(job: ClaimedJob) -> None:
    """Handler: one job for each group with a schedule in force that was not billed yet on this local day of its."""
    with unit_of_work():
        jobs.complete_job(job)
        for group in list_due_groups():
            jobs.enqueue(kind=RUN_SCHEDULE, object_id=group)


def bill_group(job: ClaimedJob) -> None:
    """Handler: make what is missing of the payments of the group `object_id`: the running month's, and those of the
    months since the last run.
    """
    with unit_of_work():
        jobs.complete_job(job)
        schedules = billing.lock_schedules(UUID(job.object_id))
        group = billing.get_group_to_bill(UUID(job.object_id))
        if group is None:
            return
        today = get_local_day(timezone.now(), group.local_zone)
        since = max((schedule.ran_on for schedule in schedules if schedule.ran_on is not None), default=today)
        _execute_plan(billing.plan_missing_months(group, schedules, since, today), actor=None)
        PaymentSchedule.objects.filter(group=group).update(ran_on=today)


def list_due_groups() -> list[UUID]:
    """Active groups with a schedule in force in their running month, whose payments were not looked at today."""
    now = timezone.now()
    rows = PaymentSchedule.objects.filter(group__status=GroupStatus.ACTIVE).order_by("group_id")
    wanted = rows.values_list("group_id", "ran_on", "valid_from", "valid_until", "group__zone", "group__branch__zone")
    found: dict[UUID, None] = {}
    for group, ran_on, valid_from, valid_until, own_zone, zone in wanted:
        today = get_local_day(now, own_zone or zone)
        first, last = billing_facts.get_month_range(today)
        in_force = valid_from <= last and (valid_until is None or valid_until >= first)
        if in_force and (ran_on is None or ran_on < today):
            found[group] = None
    return list(found)


def resolve_billing_month(asked: date | None) -> date:
    """The first day of the month in which the day lies, by default of the running one; Invalid on `month` for one that
    lies further ahead than the next.
    """
    first, last = billing_facts.get_month_range(get_local_day(timezone.now(), get_default_branch().zone))
    wanted = billing_facts.get_month_range(validate_field("month", validate_date, asked))[0] if asked else first
    if wanted > last + timedelta(days=1):
        raise Invalid.field("month", _("At most one month ahead."))
    return wanted


def bill_month(*, actor: User | None, month: date, groups: QuerySet[Group]) -> BillingCounts:
    """Make what is missing of the payments of the month that begins on that day in these groups, each in a transaction
    of its own; what was made, what stood and who owes none.
    """
    first, last = billing_facts.get_month_range(month)
    total = BillingCounts()
    learners = Membership.objects.filter(
        Q(left_on__isnull=True) | Q(left_on__gte=first), joined_on__lte=last, never_began=False
    ).exclude(status=MembershipStatus.LEAD)
    wanted = groups.filter(pk__in=learners.values("group"))
    for group_id in list(wanted.order_by("pk").values_list("pk", flat=True)):
        with unit_of_work():
            total.add(_bill_group_month(group_id, first, actor))
    with unit_of_work():
        counts = {"month": billing_facts.get_period_key(first), "created": total.created, "standing": total.existing}
        write_audit_log(
            actor=actor, action="payments.run", obj=None, changes={key: (None, value) for key, value in counts.items()}
        )
    return total


def _bill_group_month(group_id: UUID, first: date, actor: User | None) -> BillingCounts:
    schedules = billing.lock_schedules(group_id)
    group = billing.get_group_to_bill(group_id)
    if group is None:
        return BillingCounts()
    return _execute_plan(billing.plan_month(group, schedules, first), actor=actor)


def _execute_plan(found: BillingPlan, *, actor: User | None) -> BillingCounts:
    billing.lock_billing_accounts(found.new_payments)
    billing.execute_plan(found, actor=actor)
    return found.counts
