"""Validation errors of pydantic as texts for people: by field path, in the active language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from ninja.errors import ValidationErrorContext

FieldMessages = dict[str, list[str]]


def collect_field_messages(contexts: list[ValidationErrorContext[Any]]) -> FieldMessages:
    """Return the messages of all invalid parameters by field path ("name", "items.0.word", "file")."""
    fields: FieldMessages = {}
    for context in contexts:
        single = getattr(context.model, "__read_from_single_attr__", None)
        reverse = context.model.__ninja_flatten_map_reverse__
        for problem in context.pydantic_validation_error.errors(include_url=False, include_input=False):
            location = tuple(reverse.get(problem["loc"], problem["loc"]))
            if single and location[:1] == (single,):
                location = location[1:]
            path = ".".join(str(part) for part in location if part != "__root__") or "body"
            fields.setdefault(path, []).append(get_message(problem["type"], problem.get("ctx", {})))
    return fields


def get_message(kind: str, context: Mapping[str, Any]) -> str:
    """Return the text of one pydantic error type. Errors of our own validators already carry their text."""
    if kind == "value_error":
        return str(context.get("error", "")) or _("This value is not valid.")
    text = _message_templates().get(kind)
    if text is None:
        return _("This value is not valid.")
    if "expected" in context:
        context = {"expected": str(context["expected"]).replace("'", "").replace(" or ", ", ")}
    return text % context


def _message_templates() -> dict[str, str]:
    whole_number = _("Enter a whole number.")
    number = _("Enter a number.")
    moment = _("Enter a date and time, for example 2026-11-20T09:00:00+05:00.")
    day = _("Enter a date, for example 2026-11-20.")
    clock = _("Enter a time, for example 09:00.")
    truth = _("Enter true or false.")
    identifier = _("This is not a valid identifier.")
    return {
        "missing": _("This field is required."),
        "extra_forbidden": _("There is no such field."),
        "string_type": _("Enter a text."),
        "string_too_short": _("At least %(min_length)s characters."),
        "string_too_long": _("At most %(max_length)s characters."),
        "string_pattern_mismatch": _("This text does not have the right format."),
        "string_unicode": _("Enter a text."),
        "too_short": _("At least %(min_length)s entries."),
        "too_long": _("At most %(max_length)s entries."),
        "int_type": whole_number,
        "int_parsing": whole_number,
        "int_parsing_size": whole_number,
        "int_from_float": whole_number,
        "float_type": number,
        "float_parsing": number,
        "decimal_type": number,
        "decimal_parsing": number,
        "finite_number": number,
        "greater_than": _("Must be greater than %(gt)s."),
        "greater_than_equal": _("Must be at least %(ge)s."),
        "less_than": _("Must be less than %(lt)s."),
        "less_than_equal": _("Must be at most %(le)s."),
        "bool_type": truth,
        "bool_parsing": truth,
        "datetime_type": moment,
        "datetime_parsing": moment,
        "datetime_from_date_parsing": moment,
        "datetime_object_invalid": moment,
        "timezone_aware": _("A time needs a time zone, for example 2026-11-20T09:00:00+05:00."),
        "date_type": day,
        "date_parsing": day,
        "date_from_datetime_parsing": day,
        "date_from_datetime_inexact": day,
        "time_type": clock,
        "time_parsing": clock,
        "uuid_type": identifier,
        "uuid_parsing": identifier,
        "uuid_version": identifier,
        "enum": _("Choose one of: %(expected)s."),
        "literal_error": _("Choose one of: %(expected)s."),
        "list_type": _("Enter a list."),
        "dict_type": _("Enter an object with fields."),
        "model_type": _("Enter an object with fields."),
        "model_attributes_type": _("Enter an object with fields."),
        "none_required": _("This must be null."),
    }
