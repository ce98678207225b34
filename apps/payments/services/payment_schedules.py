"""Payment schedules of groups: created, changed, ended.

A change locks the group, then its schedules, as billing does; so a payment follows the rules before or after it.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid, NotFound, raise_on_constraint_violation
from apps.core.local_days import get_today
from apps.core.money import CURRENCIES
from apps.core.uow import unit_of_work
from apps.courses.models import Group
from apps.courses.services.locks import lock_group
from apps.payments.models import PaymentSchedule, ScheduleMode
from apps.payments.queries import billing_facts
from apps.payments.services import billing, billing_previews
from apps.payments.services.billing_previews import BillingPreview, ExpectedBilling
from apps.payments.services.own_family_prices import check_and_flag_price
from apps.payments.services.price_changes import apply_price_change
from apps.payments.services.validation import FieldErrors, find_date_errors
from apps.settings.services import write_audit_log

FIXED_ONCE_BILLED = ("mode", "pack_lessons", "valid_from")
"""What a schedule keeps once something was billed by it."""
NO_END = _("Another payment schedule of the group has no end.")
MAX_PRICE = 10**13
"""So that a month of lessons stays an amount that can be owed."""
MAX_PACK_LESSONS = 200
DUE_DAY_RANGE = (1, 28)


class _Undo(Exception):
    """Rolls a previewed schedule back."""


def preview_payment_schedule(*, actor: User | None, group: Group, values: Mapping[str, Any]) -> BillingPreview:
    """Return what `create_payment_schedule` will bill at once and reprice; nothing is kept. Errors as there."""
    preview: BillingPreview | None = None
    try:
        with unit_of_work():
            schedule = create_payment_schedule(actor=actor, group=group, values=values)
            preview = billing_previews.preview_repricing(group_id=group.pk, since=_get_repricing_start(schedule))
            raise _Undo
    except _Undo:
        assert preview is not None
    return preview


def create_payment_schedule(
    *, actor: User | None, group: Group, values: Mapping[str, Any], expected: ExpectedBilling | None = None
) -> PaymentSchedule:
    """Create a schedule from `valid_from` (default: first day of the current month); the open one before it ends.

    A job reprices and bills from the current month on. Invalid for values that do not fit, overlapping schedules, or no
    price; Conflict `preview_changed` when it will not bill what is `expected`; Forbidden `own_payment` when own family
    of the actor is in the group.
    """
    with unit_of_work():
        group = lock_group(group.pk)
        others = billing.lock_payment_schedules(group.pk)
        first = get_today(group.local_zone).replace(day=1)
        row = PaymentSchedule(group=group, **{"valid_from": first, **values})
        _check_not_own_family(actor, row, "payments.create_schedule", row.amount)
        before = [other for other in others if other.valid_until is None and other.valid_from < row.valid_from]
        if before:
            _end(actor, before[0], row.valid_from - timedelta(days=1))
        _check(row, others)
        with raise_on_constraint_violation(payment_schedule_one_open_per_group=Conflict(NO_END)):
            row.save(force_insert=True)
        audit_changes = {name: (None, value) for name, value in values.items()}
        write_audit_log(actor=actor, action="payments.create_schedule", obj=row, changes=audit_changes)
        if expected is not None:
            preview = billing_previews.preview_repricing(group_id=group.pk, since=_get_repricing_start(row))
            billing_previews.check_expected(preview, expected)
        apply_price_change(actor=actor, group_id=group.pk, since=_get_repricing_start(row), field="valid_from")
    return row


def update_payment_schedule(
    *, actor: User | None, schedule: PaymentSchedule, changes: Mapping[str, Any]
) -> PaymentSchedule:
    """Change the given values; a job reprices from the current month on, earlier months stay.

    Conflict with the fields that are fixed once payments were made by it; also raises what `create_payment_schedule`
    raises.
    """
    with unit_of_work():
        group = lock_group(schedule.group_id)
        rows, row = _lock_schedule(schedule)
        new = {name: value for name, value in changes.items() if getattr(row, name) != value}
        if not new:
            return row
        fixed = [name for name in FIXED_ONCE_BILLED if name in new] if row.payments.exists() else []
        if fixed:
            fields: FieldErrors = {name: [_("The schedule already has payments: create a new one.")] for name in fixed}
            raise Conflict(_("This cannot change: the schedule already has payments."), fields=fields)
        _check_not_own_family(actor, row, "payments.change_schedule", new.get("amount"))
        audit_changes = {name: (getattr(row, name), value) for name, value in new.items()}
        _store(row, new, check=[other for other in rows if other.pk != row.pk])
        write_audit_log(actor=actor, action="payments.change_schedule", obj=row, changes=audit_changes)
        first = get_today(group.local_zone).replace(day=1)
        apply_price_change(actor=actor, group_id=row.group_id, since=first, field=next(iter(new)))
    return row


def end_or_delete_payment_schedule(*, actor: User | None, schedule: PaymentSchedule) -> None:
    """Delete an unused schedule; one with payments ends today, they stay owed.

    Conflict when it has ended; Forbidden `own_payment` when own family of the actor is in the group.
    """
    with unit_of_work():
        group = lock_group(schedule.group_id)
        _rows, row = _lock_schedule(schedule)
        _check_not_own_family(actor, row, "payments.end_schedule", None)
        today = get_today(group.local_zone)
        if not row.payments.exists():
            changes = {"valid_from": (row.valid_from, None)}
            write_audit_log(actor=actor, action="payments.remove_schedule", obj=row, changes=changes)
            row.delete()
        else:
            last = max(today, row.valid_from)
            if row.valid_until is not None and row.valid_until <= last:
                raise Conflict(_("This schedule has ended."))
            _end(actor, row, last)
        apply_price_change(actor=actor, group_id=group.pk, since=today.replace(day=1))


def _get_repricing_start(schedule: PaymentSchedule) -> date:
    """Return the day from which a new schedule reprices: its first one, not before the current month."""
    return max(schedule.valid_from, get_today(schedule.group.local_zone).replace(day=1))


def _lock_schedule(schedule: PaymentSchedule) -> tuple[list[PaymentSchedule], PaymentSchedule]:
    """Return the locked schedules of its group, and among them this one; NotFound when it is gone."""
    rows = billing.lock_payment_schedules(schedule.group_id)
    for row in rows:
        if row.pk == schedule.pk:
            return rows, row
    raise NotFound()


def _check_not_own_family(actor: User | None, row: PaymentSchedule, act: str, amount: int | None) -> None:
    """Refuse or flag a schedule of a group of own family; `amount`: its new price, where that changes."""
    check_and_flag_price(
        actor=actor,
        act=act,
        groups=Group.objects.filter(pk=row.group_id),
        get_reduction=lambda _group, price: 0 if amount is None else price.amount - amount,
    )


def _end(actor: User | None, row: PaymentSchedule, last: date) -> None:
    changes = {"valid_until": (row.valid_until, last)}
    write_audit_log(actor=actor, action="payments.end_schedule", obj=row, changes=changes)
    _store(row, {"valid_until": last})


def _check(row: PaymentSchedule, others: list[PaymentSchedule]) -> None:
    """Invalid with every field that does not fit."""
    wrong = find_date_errors(valid_from=row.valid_from, valid_until=row.valid_until)
    if row.currency not in CURRENCIES:
        wrong["currency"] = [_("This currency is not used here.")]
    for name, least in (("amount", 1), ("enrolment_fee", 0)):
        value = getattr(row, name)
        if value is not None and not least <= value <= MAX_PRICE:
            wrong[name] = [_("The amount is out of range.")]
    if not DUE_DAY_RANGE[0] <= row.due_day <= DUE_DAY_RANGE[1]:
        limits = dict(zip(("least", "most"), DUE_DAY_RANGE, strict=True))
        wrong["due_day"] = [_("Must be from %(least)d to %(most)d.") % limits]
    wrong |= _find_mode_errors(row)
    if row.valid_until is not None and row.valid_until < row.valid_from:
        wrong["valid_until"] = [_("The last day lies before the first.")]
    elif any(_do_overlap(row, other) for other in others):
        wrong["valid_from"] = [_("Another payment schedule of the group covers some of these days.")]
    if wrong:
        raise Invalid(fields=wrong)


def _find_mode_errors(row: PaymentSchedule) -> FieldErrors:
    wrong: FieldErrors = {}
    if row.mode == ScheduleMode.PACK:
        if row.pack_lessons is None or not 1 <= row.pack_lessons <= MAX_PACK_LESSONS:
            limits = {"least": 1, "most": MAX_PACK_LESSONS}
            wrong["pack_lessons"] = [_("Must be from %(least)d to %(most)d.") % limits]
    elif row.pack_lessons is not None:
        wrong["pack_lessons"] = [_("Only a pack has a number of lessons.")]
    if row.amount is None:
        if row.mode != ScheduleMode.MONTH:
            wrong["amount"] = [_("Give the price of a lesson, or of a pack.")]
        elif billing_facts.get_month_price(row.group, row.currency) is None:
            wrong["amount"] = [_("Neither the group nor its course has a price in this currency: give one.")]
    return wrong


def _do_overlap(schedule: PaymentSchedule, other: PaymentSchedule) -> bool:
    latest = date.max
    return schedule.valid_from <= (other.valid_until or latest) and other.valid_from <= (schedule.valid_until or latest)


def _store(row: PaymentSchedule, values: Mapping[str, Any], *, check: list[PaymentSchedule] | None = None) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    if check is not None:
        _check(row, check)
    with raise_on_constraint_violation(payment_schedule_one_open_per_group=Conflict(NO_END)):
        row.save(update_fields=[*values, "updated_at"])
