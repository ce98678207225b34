"""Pay rates of teachers: set, end, remove."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid, NotFound, get_violated_constraint
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.courses.models import Course, Group
from apps.payments.models import PayEntry, PayRate, RateKind
from apps.payments.queries.earnings import FULL_PERCENT
from apps.payments.services.pay_months import lock_pay
from apps.settings.models import Branch
from apps.settings.queries import get_system_settings
from apps.settings.services import write_audit_log

OVERLAP = _("Another rate of this kind covers some of these days. End that rate first.")
LAST_BEFORE_FIRST = _("The last day lies before the first.")


@dataclass(frozen=True)
class PayRateTerms:
    """What a rate pays: an `amount`, or `percent_hundredths` (1250 is 12.5 %), for a group, a course or the whole
    branch; first to last day, inclusive.
    """

    kind: RateKind
    starts_on: date
    ends_on: date | None = None
    amount: Money | None = None
    percent_hundredths: int | None = None
    group: Group | None = None
    course: Course | None = None


def set_pay_rate(*, actor: User | None, teacher: User, branch: Branch, terms: PayRateTerms) -> PayRate:
    """Create a pay rate; closed months get corrections.

    Invalid for a user who does not work here, values that do not fit the kind, a group of another branch or wrong days;
    Conflict when another rate of the kind overlaps.
    """
    _check_terms(teacher, branch, terms)
    amount = terms.amount
    with unit_of_work():
        lock_pay(branch.pk)
        rate = PayRate(
            teacher=teacher,
            branch=branch,
            kind=terms.kind,
            amount=amount.amount if amount else None,
            percent_hundredths=terms.percent_hundredths,
            currency=amount.currency if amount else get_system_settings().currency,
            group=terms.group,
            course=terms.course,
            starts_on=terms.starts_on,
            ends_on=terms.ends_on,
        )
        _save(rate)
        write_audit_log(actor=actor, action="salaries.set_rate", obj=rate, changes={"teacher": (None, str(teacher.pk))})
    return rate


def end_pay_rate(*, actor: User | None, rate: PayRate, ends_on: date | None) -> PayRate:
    """Set another last day, or none. Closed months get corrections.

    Invalid for a day before the first; Conflict when another rate overlaps.
    """
    with unit_of_work():
        row = _lock_rate(rate)
        if ends_on is not None and ends_on < row.starts_on:
            raise Invalid.field("ends_on", LAST_BEFORE_FIRST)
        changes = {"ends_on": (row.ends_on, ends_on)}
        row.ends_on = ends_on
        _save(row, ["ends_on", "updated_at"])
        write_audit_log(actor=actor, action="salaries.end_rate", obj=row, changes=changes)
    return row


def remove_pay_rate(*, actor: User | None, rate: PayRate) -> None:
    """Delete a pay rate. Conflict when a closed month was paid by it: end it instead."""
    with unit_of_work():
        row = _lock_rate(rate)
        entries = PayEntry.objects.filter(rate=row)
        if entries.filter(closed_in__isnull=False).exists():
            raise Conflict(_("A closed month used this rate: end it instead."))
        entries.delete()
        changes: dict[str, tuple[Any, Any]] = {"teacher": (str(row.teacher_id), None)}
        write_audit_log(actor=actor, action="salaries.remove_rate", obj=row, changes=changes)
        row.delete()


def _check_terms(teacher: User, branch: Branch, terms: PayRateTerms) -> None:
    if not (teacher.is_staff_member and teacher.is_active):
        raise Invalid.field("teacher", _("This person does not work here."))
    if terms.kind == RateKind.PERCENT:
        if terms.amount is not None:
            raise Invalid.field("amount", _("A percentage has no amount."))
        if terms.percent_hundredths is None or not 1 <= terms.percent_hundredths <= FULL_PERCENT:
            raise Invalid.field("percent_hundredths", _("Give the percentage in hundredths, from 1 to 10000."))
    elif terms.percent_hundredths is not None:
        raise Invalid.field("percent_hundredths", _("Only a rate by percentage has this."))
    elif terms.amount is None:
        raise Invalid.field("amount", _("Give the amount to pay."))
    _check_scope(branch, terms)
    if terms.ends_on is not None and terms.ends_on < terms.starts_on:
        raise Invalid.field("ends_on", LAST_BEFORE_FIRST)


def _check_scope(branch: Branch, terms: PayRateTerms) -> None:
    if terms.group is not None and terms.course is not None:
        raise Invalid.field("course", _("Choose a group or a course, not both."))
    if terms.kind == RateKind.FIXED and (terms.group or terms.course):
        raise Invalid.field(
            "group" if terms.group else "course", _("Monthly pay cannot be limited to a group or a course.")
        )
    if terms.group is not None and terms.group.branch_id != branch.pk:
        raise Invalid.field("group", _("There is no such group."))


def _lock_rate(rate: PayRate) -> PayRate:
    lock_pay(rate.branch_id)
    row = PayRate.objects.select_related("teacher", "branch", "group", "course").filter(pk=rate.pk).first()
    if row is None:
        raise NotFound()
    return row


def _save(rate: PayRate, fields: list[str] | None = None) -> None:
    try:
        with transaction.atomic():
            rate.save(update_fields=fields, force_insert=fields is None)
    except IntegrityError as error:
        if get_violated_constraint(error) != "pay_rates_do_not_overlap":
            raise
        raise Conflict(OVERLAP, fields={"starts_on": [OVERLAP]}) from error
