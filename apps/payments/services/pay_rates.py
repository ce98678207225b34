"""Pay rates of teachers: set, end, remove."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid, raise_on_constraint_violation
from apps.core.lookups import get_or_not_found
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.payments.models import PayEntry, PayRate, RateKind
from apps.payments.queries.earnings import FULL_PERCENT, holds_on
from apps.payments.services.flagged_acts import check_and_flag_own_family
from apps.payments.services.pay_months import lock_branch_for_pay
from apps.settings.queries import get_system_settings
from apps.settings.services import write_audit_log

OVERLAP = _("Another rate of this kind covers some of these days. End that rate first.")
LAST_BEFORE_FIRST = _("The last day lies before the first.")


def set_pay_rate(*, actor: User | None, rate: PayRate) -> PayRate:
    """Store a new pay rate; closed months get corrections.

    Invalid for a user who does not work here, values that do not fit the kind, a group of another branch or wrong days;
    Conflict when another rate of the kind overlaps, or the shares of a course come to more than 100 percent; Forbidden
    `own_payment` for the actor's own pay.
    """
    _check_rate(rate)
    if rate.amount is None:
        rate.currency = get_system_settings().currency
    with unit_of_work():
        lock_branch_for_pay(rate.branch_id)
        _check_not_own_pay(actor, rate, "salaries.set_rate")
        _check_shares_of_course(rate, field="percent_hundredths")
        _save(rate)
        changes = {"teacher": (None, str(rate.teacher_id))}
        write_audit_log(actor=actor, action="salaries.set_rate", obj=rate, changes=changes)
    return rate


def end_pay_rate(*, actor: User | None, rate: PayRate, ends_on: date | None) -> PayRate:
    """Set another last day, or none. Closed months get corrections.

    Invalid for a day before the first; Conflict when another rate overlaps, or the shares of a course come to more than
    100 percent; Forbidden `own_payment` for the actor's own
    pay.
    """
    with unit_of_work():
        row = _lock_rate(rate)
        _check_not_own_pay(actor, row, "salaries.end_rate")
        if ends_on is not None and ends_on < row.starts_on:
            raise Invalid.field("ends_on", LAST_BEFORE_FIRST)
        changes = {"ends_on": (row.ends_on, ends_on)}
        row.ends_on = ends_on
        _check_shares_of_course(row, field="ends_on")
        _save(row, ["ends_on", "updated_at"])
        write_audit_log(actor=actor, action="salaries.end_rate", obj=row, changes=changes)
    return row


def remove_pay_rate(*, actor: User | None, rate: PayRate) -> None:
    """Delete a pay rate. Conflict when a closed month was paid by it: end it instead; Forbidden `own_payment` for the
    actor's own pay.
    """
    with unit_of_work():
        row = _lock_rate(rate)
        _check_not_own_pay(actor, row, "salaries.remove_rate")
        entries = PayEntry.objects.filter(rate=row)
        if entries.filter(closed_in__isnull=False).exists():
            raise Conflict(_("A closed month used this rate: end it instead."))
        entries.delete()
        changes: dict[str, tuple[Any, Any]] = {"teacher": (str(row.teacher_id), None)}
        write_audit_log(actor=actor, action="salaries.remove_rate", obj=row, changes=changes)
        row.delete()


def _check_not_own_pay(actor: User | None, rate: PayRate, act: str) -> None:
    amount = Money(rate.amount or 0, rate.currency or get_system_settings().currency)
    check_and_flag_own_family(actor=actor, act=act, branch=rate.branch, amount=amount, teacher=rate.teacher)


def _check_rate(rate: PayRate) -> None:
    if not (rate.teacher.is_staff_member and rate.teacher.is_active):
        raise Invalid.field("teacher", _("This person does not work here."))
    if rate.kind in (RateKind.PERCENT, RateKind.SALES):
        if rate.amount is not None:
            raise Invalid.field("amount", _("A percentage has no amount."))
        if rate.percent_hundredths is None or not 1 <= rate.percent_hundredths <= FULL_PERCENT:
            raise Invalid.field("percent_hundredths", _("Give the percentage in hundredths, from 1 to 10000."))
    elif rate.percent_hundredths is not None:
        raise Invalid.field("percent_hundredths", _("Only a rate by percentage has this."))
    elif rate.amount is None:
        raise Invalid.field("amount", _("Give the amount to pay."))
    _check_scope(rate)
    if rate.ends_on is not None and rate.ends_on < rate.starts_on:
        raise Invalid.field("ends_on", LAST_BEFORE_FIRST)


def _check_scope(rate: PayRate) -> None:
    if rate.kind == RateKind.SALES and rate.group is not None:
        raise Invalid.field("group", _("A share of sales cannot be limited to a group."))
    if rate.group is not None and rate.course is not None:
        raise Invalid.field("course", _("Choose a group or a course, not both."))
    if rate.kind == RateKind.FIXED and (rate.group or rate.course):
        field = "group" if rate.group else "course"
        raise Invalid.field(field, _("Monthly pay cannot be limited to a group or a course."))
    if rate.kind == RateKind.SALES and rate.course is None:
        raise Invalid.field("course", _("A share of sales is of one course: choose it."))
    if rate.group is not None and rate.group.branch_id != rate.branch_id:
        raise Invalid.field("group", _("There is no such group."))


def _check_shares_of_course(rate: PayRate, *, field: str) -> None:
    """Raise Conflict if the shares of the course in the branch come to more than 100 percent on a day of this rate. Its
    branch is locked for pay.
    """
    if rate.kind != RateKind.SALES:
        return
    same = PayRate.objects.filter(kind=RateKind.SALES, course=rate.course_id, branch=rate.branch_id)
    rates = [rate, *same.exclude(pk=rate.pk)]
    for on in sorted({row.starts_on for row in rates if holds_on(rate, row.starts_on)}):
        total = sum(row.percent_hundredths or 0 for row in rates if holds_on(row, on))
        if total > FULL_PERCENT:
            text = _("The shares of a course are 100 percent at most; on %(day)s they would be %(percent)s percent.")
            message = text % {"day": f"{on:%d.%m.%Y}", "percent": f"{total / 100:g}"}
            raise Conflict(message, fields={field: [message]})


def _lock_rate(rate: PayRate) -> PayRate:
    lock_branch_for_pay(rate.branch_id)
    return get_or_not_found(PayRate.objects.select_related("teacher", "branch", "group", "course"), rate.pk)


def _save(rate: PayRate, fields: list[str] | None = None) -> None:
    with raise_on_constraint_violation(pay_rates_do_not_overlap=Conflict(OVERLAP, fields={"starts_on": [OVERLAP]})):
        rate.save(update_fields=fields, force_insert=fields is None)
