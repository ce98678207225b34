"""Services of discount codes for the office: create, change. `code_uses` applies them to orders."""

import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid, raise_on_constraint_violation
from apps.core.uow import unit_of_work
from apps.courses.models import Course
from apps.payments.models import DiscountCode
from apps.payments.services.code_uses import normalize_code
from apps.payments.services.validation import FieldErrors, find_date_errors
from apps.settings.services import write_audit_log

CODE = re.compile(r"[A-Z0-9-]{4,40}")
GENERATED_LENGTH = 10
CHARACTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Of a generated code: none that another one looks like."""
WORTH = {"percent_hundredths", "amounts", "courses"}
"""What makes a code worth more or less."""


def create_code(*, actor: User, code: str = "", courses: Sequence[Course] = (), **values: Any) -> DiscountCode:
    """Create a code for these courses, for all without any; an empty `code` is generated. Fields as in `DiscountCode`.

    Raise Invalid with every wrong field; Conflict for a code that exists.
    """
    row = DiscountCode(code=normalize_code(code) or _generate_code(), **values)
    _check(row)
    with unit_of_work():
        with raise_on_constraint_violation(payments_discountcode_code_key=_exists_error()):
            row.save(force_insert=True)
        row.courses.set(courses)
        row.authors.add(actor)
        changes = {name: (None, value) for name, value in values.items()} | {"courses": (None, _list_slugs(courses))}
        write_audit_log(actor=actor, action="payments.create_code", obj=row, changes=changes)
    return row


def change_code(*, actor: User, code: DiscountCode, changes: Mapping[str, Any]) -> DiscountCode:
    """Change the given values; orders that used the code keep their price. Who changes its worth is one of its authors.
    Raise Invalid with every wrong field.
    """
    with unit_of_work():
        row = DiscountCode.objects.select_for_update(no_key=True, of=("self",)).get(pk=code.pk)
        before = {name: getattr(row, name) for name in changes if name != "courses"}
        new = {name: value for name, value in changes.items() if name != "courses" and value != before[name]}
        for name, value in new.items():
            setattr(row, name, value)
        _check(row)
        audit = {name: (before[name], value) for name, value in new.items()}
        if "courses" in changes:
            old = list(row.courses.order_by("slug"))
            if {course.pk for course in old} != {course.pk for course in changes["courses"]}:
                audit["courses"] = (_list_slugs(old), _list_slugs(changes["courses"]))
                row.courses.set(changes["courses"])
        if not audit:
            return row
        row.save(update_fields=[*new, "updated_at"])
        if audit.keys() & WORTH:
            row.authors.add(actor)
        write_audit_log(actor=actor, action="payments.change_code", obj=row, changes=audit)
    return row


def _check(row: DiscountCode) -> None:
    wrong: FieldErrors = find_date_errors(starts_on=row.starts_on, ends_on=row.ends_on)
    if not CODE.fullmatch(row.code):
        wrong["code"] = [_("A code has 4 to 40 Latin letters, digits and dashes.")]
    if (row.percent_hundredths is None) == (not row.amounts):
        wrong["percent_hundredths"] = [_("Give either a percentage, or a sum in each currency.")]
    if row.starts_on is not None and row.ends_on is not None and row.ends_on < row.starts_on:
        wrong["ends_on"] = [_("The last day lies before the first.")]
    if wrong:
        raise Invalid(fields=wrong)


def _generate_code() -> str:
    return "".join(secrets.choice(CHARACTERS) for _place in range(GENERATED_LENGTH))


def _exists_error() -> Conflict:
    text = _("There is such a code already.")
    return Conflict(text, fields={"code": [text]})


def _list_slugs(courses: Sequence[Course]) -> list[str]:
    return sorted(course.slug for course in courses)
