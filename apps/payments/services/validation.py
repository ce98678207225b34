"""Validation of fields that several services share."""

from datetime import date

from django_stubs_ext import StrOrPromise

from apps.core.validators import InvalidValue, validate_date

FieldErrors = dict[str, list[StrOrPromise]]
"""What is wrong, by field."""


def find_date_errors(**dates_by_field: date | None) -> FieldErrors:
    """Return an error for each date outside the years that we store; None is valid."""
    wrong: FieldErrors = {}
    for name, value in dates_by_field.items():
        try:
            if value is not None:
                validate_date(value)
        except InvalidValue as error:
            wrong[name] = [error.message]
    return wrong
