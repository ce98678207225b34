"""Billing of a new membership: the enrolment fee, and the months or the first pack since the first day."""

from datetime import date
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

import apps.jobs.services as jobs
from apps.core.local_days import get_today
from apps.core.uow import unit_of_work
from apps.courses.models import Group, Membership
from apps.jobs.kinds import ClaimedJob
from apps.payments.models import Payment, PaymentKind, PaymentSchedule, PaymentStatus
from apps.payments.queries import billing_facts
from apps.payments.services import billing
from apps.payments.services.payments_due import NewPayment
from apps.payments.titles import FEE_KEY
from apps.settings.queries import get_system_settings

UNPAID_STATUSES = (PaymentStatus.CANCELLED, PaymentStatus.FAILED)


def bill_membership(job: ClaimedJob) -> None:
    """Job handler: bill the membership `object_id`: the fee once per pupil and group, and the months up to the current
    one.

    Leads and trials are not billed; a transferred pupil pays no fee. Running it again bills nothing new.
    """
    with unit_of_work():
        jobs.complete_job(job)
        membership = billing_facts.get_memberships_by_id([UUID(job.object_id)]).get(UUID(job.object_id))
        if membership is None:
            return
        schedules = billing.lock_payment_schedules(membership.group_id)
        group = billing.find_group_with_prices(membership.group_id)
        if group is None or not schedules:
            return
        today = get_today(group.local_zone)
        stay = billing_facts.get_membership_days([membership])[membership.pk]
        if stay is None or stay.first > today:
            return
        plan = billing.plan_unbilled_months(group, schedules, stay.first, today, only_memberships=[membership])
        fee = _plan_enrolment_fee(group, schedules, membership, stay.first, today)
        if fee is not None:
            plan.new_payments.insert(0, fee)
        billing.create_planned_payments(plan, actor=None)


def _plan_enrolment_fee(
    group: Group, schedules: list[PaymentSchedule], membership: Membership, joined_on: date, today: date
) -> NewPayment | None:
    """Return the payment of the enrolment fee; None when none is owed."""
    in_force = [
        schedule
        for schedule in schedules
        if schedule.valid_from <= joined_on and (schedule.valid_until is None or schedule.valid_until >= joined_on)
    ]
    if not in_force or not in_force[0].enrolment_fee or membership.continues_id is not None:
        return None
    before = Payment.objects.filter(kind=PaymentKind.ENROLMENT, group=group, student=membership.student)
    charged = before.exclude(status__in=UNPAID_STATUSES).exclude(membership__never_began=True)
    if charged.exists() or before.filter(membership=membership).exists():
        return None
    schedule = in_force[0]
    with translation.override(get_system_settings().default_language):
        title = _("Enrolment: %(group)s") % {"group": group.name}
    return NewPayment(
        student=membership.student,
        branch=group.branch,
        kind=PaymentKind.ENROLMENT,
        gross=schedule.enrolment_fee,
        amount=schedule.enrolment_fee,
        currency=schedule.currency,
        due_on=max(joined_on, today),
        lines=[{"what": "enrolment", "amount": schedule.enrolment_fee}],
        title=title,
        group=group,
        membership=membership,
        schedule=schedule,
        period_key=FEE_KEY,
    )
