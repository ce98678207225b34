"""Price overrides: prices of single pupils."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core import validators
from apps.core.errors import Conflict, Invalid
from apps.core.local_days import get_today
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.core.validators import validate_date, validate_field
from apps.courses.models import Group, Membership
from apps.payments.models import MAX_AMOUNT, PriceOverride
from apps.payments.services import billing
from apps.payments.services.own_family_prices import check_and_flag_price
from apps.payments.services.price_changes import apply_price_change
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
    than the group's schedules. Forbidden `own_payment` for own family of the actor.
    """
    validate_field("starts_on", validate_date, starts_on)
    validate_field("amount", validators.validate_amount, amount, currency, minimum=0, maximum=MAX_AMOUNT)
    if ends_on is not None and validate_field("ends_on", validate_date, ends_on) < starts_on:
        raise Invalid.field("ends_on", _("The last day lies before the first."))
    with unit_of_work():
        schedules = billing.lock_payment_schedules(membership.group_id)
        used = {row.currency for row in schedules if row.valid_until is None or row.valid_until >= starts_on}
        if used and currency not in used:
            raise Invalid.field("currency", _("This group pays in %(name)s.") % {"name": ", ".join(sorted(used))})
        check_and_flag_price(
            actor=actor,
            act="payments.add_override",
            groups=Group.objects.filter(pk=membership.group_id),
            get_reduction=lambda _group, price: price.amount - amount if price.currency == currency else 0,
            student=membership.student,
            since=starts_on,
            reason=reason,
        )
        values = {"amount": amount, "starts_on": starts_on, "ends_on": ends_on, "reason": reason}
        row = PriceOverride.objects.create(membership=membership, currency=currency, by=actor, **values)
        audit_changes = {name: (None, value) for name, value in {"student": membership.student_id, **values}.items()}
        write_audit_log(actor=actor, action="payments.add_override", obj=row, changes=audit_changes)
        first = get_today(membership.group.local_zone).replace(day=1)
        group_id, student_id, since = membership.group_id, membership.student_id, max(starts_on, first)
        back = RetroactivePrice(starts_on, str(row.pk))
        apply_price_change(
            actor=actor, group_id=group_id, since=since, student_id=student_id, retroactive=back, field="starts_on"
        )
    return row


def end_or_delete_price_override(*, actor: User | None, override: PriceOverride) -> None:
    """End the override with the last month; delete it when it had not begun. A job reprices from the current month on.

    Conflict when it has ended already; Forbidden `own_payment` for own family of the actor.
    """
    with unit_of_work():
        row = get_or_not_found(PriceOverride.objects.select_for_update(of=("self",)), override.pk)
        membership = Membership.objects.select_related("group__branch", "student").get(pk=row.membership_id)
        first = get_today(membership.group.local_zone).replace(day=1)
        last = first - timedelta(days=1)
        if row.ends_on is not None and row.ends_on <= last:
            raise Conflict(_("This price has ended."))
        check_and_flag_price(
            actor=actor,
            act="payments.remove_override",
            groups=Group.objects.filter(pk=membership.group_id),
            get_reduction=lambda _group, price: row.amount - price.amount if price.currency == row.currency else 0,
            student=membership.student,
            reason=row.reason,
        )
        changes = {"amount": (row.amount, None), "ends_on": (row.ends_on, last)}
        write_audit_log(actor=actor, action="payments.remove_override", obj=row, changes=changes)
        if row.starts_on > last:
            row.delete()
        else:
            PriceOverride.objects.filter(pk=row.pk).update(ends_on=last, updated_at=timezone.now())
        apply_price_change(actor=actor, group_id=membership.group_id, since=first, student_id=membership.student_id)
