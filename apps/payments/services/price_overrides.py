"""Price overrides: prices of single pupils."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core import validators
from apps.core.errors import Conflict, Invalid, NotFound
from apps.core.local_days import get_today
from apps.core.uow import unit_of_work
from apps.core.validators import validate_date, validate_field
from apps.courses.models import Membership
from apps.payments.models import MAX_AMOUNT, PriceOverride
from apps.payments.queries import billing_facts
from apps.payments.services import billing, repricing
from apps.payments.services.repricing import RetroactivePrice
from apps.settings.services import write_audit_log


def add_price_override(
    *,
    actor: User | None,
    membership: Membership,
    amount: int,
    currency: str,
    starts_on: date,
    ends_on: date | None = None,
    reason: str,
) -> PriceOverride:
    """Set the price of one membership for periods that begin on these days; the newest override of a day counts.

    A job reprices existing payments. Invalid for days in the wrong order, an amount out of range, or another currency
    than the group's schedules.
    """
    validate_field("starts_on", validate_date, starts_on)
    validate_field("amount", validators.validate_amount, amount, currency, minimum=0, maximum=MAX_AMOUNT)
    if ends_on is not None and validate_field("ends_on", validate_date, ends_on) < starts_on:
        raise Invalid.field("ends_on", _("The last day lies before the first."))
    with unit_of_work():
        schedules = billing.lock_schedules(membership.group_id)
        used = {
            schedule.currency
            for schedule in schedules
            if schedule.valid_until is None or schedule.valid_until >= starts_on
        }
        if used and currency not in used:
            raise Invalid.field("currency", _("This group pays in %(name)s.") % {"name": ", ".join(sorted(used))})
        row = PriceOverride.objects.create(
            membership=membership, amount=amount, currency=currency, starts_on=starts_on, ends_on=ends_on,
            reason=reason, by=actor,
        )  # fmt: skip
        audit_changes: dict[str, tuple[Any, Any]] = {
            "student": (None, str(membership.student_id)),
            "amount": (None, amount),
            "starts_on": (None, starts_on),
            "ends_on": (None, ends_on),
            "reason": (None, reason),
        }
        write_audit_log(actor=actor, action="payments.add_override", obj=row, changes=audit_changes)
        first = billing_facts.get_month_range(get_today(membership.group.local_zone))[0]
        repricing.enqueue_repricing(
            group_id=membership.group_id,
            since=max(starts_on, first),
            student_id=membership.student_id,
            retroactive_price=RetroactivePrice(starts_on, str(row.pk)),
        )
    return row


def remove_price_override(*, actor: User | None, override: PriceOverride) -> None:
    """End the override with the last month; delete it when it had not begun. A job reprices from the current month on.

    Conflict when it has ended already.
    """
    with unit_of_work():
        row = PriceOverride.objects.select_for_update(of=("self",)).filter(pk=override.pk).first()
        if row is None:
            raise NotFound()
        membership = Membership.objects.select_related("group__branch").get(pk=row.membership_id)
        first = billing_facts.get_month_range(get_today(membership.group.local_zone))[0]
        last = first - timedelta(days=1)
        if row.ends_on is not None and row.ends_on <= last:
            raise Conflict(_("This price has ended."))
        write_audit_log(
            actor=actor,
            action="payments.remove_override",
            obj=row,
            changes={"amount": (row.amount, None), "ends_on": (row.ends_on, last)},
        )
        if row.starts_on > last:
            row.delete()
        else:
            PriceOverride.objects.filter(pk=row.pk).update(ends_on=last, updated_at=timezone.now())
        repricing.enqueue_repricing(group_id=membership.group_id, since=first, student_id=membership.student_id)
