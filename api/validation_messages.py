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


def get_message(error_type: str, context: Mapping[str, Any]) -> str:
    """Return the text of one pydantic error type. Errors of our own validators already carry their text."""
    if error_type == "value_error":
        return str(context.get("error", "")) or _("This value is not valid.")
    text = _message_templates().get(error_type)
    if text is None:
        return _("This value is not valid.")
    if "expected" in context:
        context = {"expected": str(context["expected"]).replace("'", "").replace(" or ", ", ")}
    return text % context


def _message_templates() -> dict[str, str]:
    texts = {
        ("missing",): _("This field is required."),
        ("extra_forbidden",): _("There is no such field."),
        ("string_type", "string_unicode"): _("Enter a text."),
        ("string_too_short",): _("At least %(min_length)s characters."),
        ("string_too_long",): _("At most %(max_length)s characters."),
        ("string_pattern_mismatch",): _("This text does not have the right format."),
        ("too_short",): _("At least %(min_length)s entries."),
        ("too_long",): _("At most %(max_length)s entries."),
        ("int_type", "int_parsing", "int_parsing_size", "int_from_float"): _("Enter a whole number."),
        ("float_type", "float_parsing", "decimal_type", "decimal_parsing", "finite_number"): _("Enter a number."),
        ("greater_than",): _("Must be greater than %(gt)s."),
        ("greater_than_equal",): _("Must be at least %(ge)s."),
        ("less_than",): _("Must be less than %(lt)s."),
        ("less_than_equal",): _("Must be at most %(le)s."),
        ("bool_type", "bool_parsing"): _("Enter true or false."),
        ("datetime_type", "datetime_parsing", "datetime_from_date_parsing", "datetime_object_invalid"): _(
            "Enter a date and time, for example 2026-11-20T09:00:00+05:00."
        ),
        ("timezone_aware",): _("A time needs a time zone, for example 2026-11-20T09:00:00+05:00."),
        ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"): _(
            "Enter a date, for example 2026-11-20."
        ),
        ("time_type", "time_parsing"): _("Enter a time, for example 09:00."),
        ("uuid_type", "uuid_parsing", "uuid_version"): _("This is not a valid identifier."),
        ("enum", "literal_error"): _("Choose one of: %(expected)s."),
        ("list_type",): _("Enter a list."),
        ("dict_type", "model_type", "model_attributes_type"): _("Enter an object with fields."),
        ("none_required",): _("This must be null."),
    }
    return {kind: text for kinds, text in texts.items() for kind in kinds}
