"""Services of discounts: create, change, archive. `quotes` applies them; `Discount` says whom they are for."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.local_days import get_today
from apps.core.lookups import filter_given, get_or_not_found
from apps.core.money import CURRENCIES
from apps.core.translated_texts import merge_translations, pick_translation
from apps.core.uow import unit_of_work
from apps.courses.models import Group
from apps.payments.models import MAX_AMOUNT, Discount, DiscountKind
from apps.payments.queries import billing_facts
from apps.payments.services.own_family_prices import check_and_flag_price, get_discount_reduction
from apps.payments.services.price_changes import apply_price_change
from apps.payments.services.repricing import RetroactivePrice
from apps.payments.services.validation import FieldErrors, find_date_errors
from apps.settings.services import write_audit_log

FULL_PERCENT = 10_000
"""A hundred percent, in hundredths of a percent."""
SCOPES = ("student", "group", "course", "branch")
TEXTS = {"name", "reason"}
"""What does not change a price."""


def create_discount(*, actor: User | None, values: Mapping[str, Any]) -> Discount:
    """Create a discount; jobs reprice the payments of periods from its first day on, without one from the current month
    on.

    Invalid with every wrong field; Forbidden `own_payment` when own family of the actor pays less by it.
    """
    row = Discount(**values)
    _check(row)
    with unit_of_work():
        _check_not_own_family(actor, row, "payments.create_discount")
        row.save(force_insert=True)
        audit_changes = {name: (None, _to_plain(value)) for name, value in values.items()}
        write_audit_log(actor=actor, action="payments.create_discount", obj=row, changes=audit_changes)
        _reprice(actor, row, new=True, field="starts_on")
    return row


def update_discount(*, actor: User | None, discount: Discount, changes: Mapping[str, Any]) -> Discount:
    """Change the given values; payments from the current month on are repriced. Raises as `create_discount`."""
    with unit_of_work():
        row = _lock_discount(discount)
        values = merge_translations(row, changes, "name")
        new = {name: value for name, value in values.items() if getattr(row, name) != value}
        if not new:
            return row
        audit_changes = {name: (_to_plain(getattr(row, name)), _to_plain(value)) for name, value in new.items()}
        before = Discount.objects.get(pk=row.pk)
        for name, value in new.items():
            setattr(row, name, value)
        _check(row)
        if new.keys() - TEXTS:
            _check_not_own_family(actor, row, "payments.change_discount")
        row.save(update_fields=[*new, "updated_at"])
        write_audit_log(actor=actor, action="payments.change_discount", obj=row, changes=audit_changes)
        _reprice(actor, before, row, field=next(iter(new)))
    return row


def archive_discount(*, actor: User | None, discount: Discount) -> None:
    """Archive a discount: it ends with the last month; payments of earlier months keep it."""
    with unit_of_work():
        row = _lock_discount(discount)
        row.archived_at = timezone.now()
        row.save(update_fields=["archived_at", "updated_at"])
        write_audit_log(actor=actor, action="payments.remove_discount", obj=row)
        _reprice(actor, row)


def _lock_discount(discount: Discount) -> Discount:
    rows = Discount.objects.select_for_update(of=("self",)).filter(archived_at__isnull=True)
    return get_or_not_found(rows, discount.pk)


def _reprice(actor: User | None, *rows: Discount, new: bool = False, field: str = "") -> None:
    """Reprice payments of each affected group and pupil. A `new` discount reaches back to its first day; one that
    starts after the current month needs none.
    """
    since_by_target: dict[tuple[UUID, UUID | None], date] = {}
    retroactive = None
    for row in rows:
        if new and row.starts_on is not None:
            retroactive = RetroactivePrice(row.starts_on, str(row.pk))
        for group in _list_affected_groups(row).select_related("branch").order_by("pk"):
            first, last = billing_facts.get_month_range(get_today(group.local_zone))
            if row.starts_on is None or row.starts_on <= last:
                since_by_target[group.pk, row.student_id] = first
    for (group_id, student_id), first in since_by_target.items():
        apply_price_change(
            actor=actor, group_id=group_id, since=first, student_id=student_id, retroactive=retroactive, field=field
        )


def _list_affected_groups(row: Discount) -> Any:
    return _list_groups(row).filter(payment_schedules__isnull=False)


def _list_groups(row: Discount) -> Any:
    rows = filter_given(Group.objects.all(), memberships__student=row.student_id)
    return filter_given(rows, pk=row.group_id, course=row.course_id, branch=row.branch_id).distinct()


def _check_not_own_family(actor: User | None, row: Discount, act: str) -> None:
    """Refuse or flag a discount that own family of the actor gets, also in a group that has no schedule yet; archiving
    one is free to everybody.
    """
    check_and_flag_price(
        actor=actor,
        act=act,
        groups=_list_groups(row),
        get_reduction=get_discount_reduction(row),
        student=row.student,
        since=row.starts_on,
        reason=pick_translation(row.name),
    )


def _check(row: Discount) -> None:
    wrong: FieldErrors = {}
    if not pick_translation(row.name):
        wrong["name"] = [_("Give a name in at least one language.")]
    wrong |= _find_fixed_errors(row) if row.kind == DiscountKind.FIXED else _find_percent_errors(row)
    wrong |= find_date_errors(starts_on=row.starts_on, ends_on=row.ends_on)
    if row.starts_on is not None and row.ends_on is not None and row.ends_on < row.starts_on:
        wrong["ends_on"] = [_("The last day lies before the first.")]
    named = [name for name in SCOPES if getattr(row, f"{name}_id") is not None]
    for name in named[1:]:
        wrong[name] = [_("A discount is for one pupil, group, course or branch, or for all pupils.")]
    if row.kind == DiscountKind.SIBLING and row.student_id is not None:
        wrong["student"] = [_("A sibling discount finds the pupils by itself: leave this empty.")]
    if wrong:
        raise Invalid(fields=wrong)


def _find_fixed_errors(row: Discount) -> FieldErrors:
    wrong: FieldErrors = {}
    if row.amount is None or not 0 < row.amount <= MAX_AMOUNT:
        wrong["amount"] = [_("Give the amount of the discount.")]
    elif row.currency not in CURRENCIES:
        wrong["currency"] = [_("This currency is not used here.")]
    if row.percent_hundredths is not None:
        wrong["percent_hundredths"] = [_("A fixed discount has no percentage.")]
    return wrong


def _find_percent_errors(row: Discount) -> FieldErrors:
    wrong: FieldErrors = {}
    if row.percent_hundredths is None or not 0 < row.percent_hundredths <= FULL_PERCENT:
        wrong["percent_hundredths"] = [_("Give the percentage in hundredths: 1050 for 10.5 percent.")]
    if row.amount is not None:
        wrong["amount"] = [_("A discount by percentage has no amount.")]
    elif row.currency:
        wrong["currency"] = [_("A discount by percentage has no currency.")]
    return wrong


def _to_plain(value: Any) -> Any:
    return str(value.pk) if hasattr(value, "pk") else value
