"""Validation errors of pydantic as texts for people: by field path, in the active language."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, get_args

from django.utils.translation import gettext as _
from ninja.errors import ValidationErrorContext
from pydantic import BaseModel

FieldMessages = dict[str, list[str]]
MAX_SUGGESTIONS = 20
"""Unknown fields of one request for which the nearest name is sought: each search costs much time."""


def collect_field_messages(contexts: list[ValidationErrorContext[Any]]) -> FieldMessages:
    """Return the messages of all invalid parameters by field path ("name", "items.0.word", "file")."""
    fields: FieldMessages = {}
    unknown = 0
    for context in contexts:
        single = getattr(context.model, "__read_from_single_attr__", None)
        reverse = context.model.__ninja_flatten_map_reverse__
        for problem in context.pydantic_validation_error.errors(include_url=False, include_input=False):
            location = tuple(reverse.get(problem["loc"], problem["loc"]))
            if single and location[:1] == (single,):
                location = location[1:]
            path = ".".join(str(part) for part in location if part != "__root__") or "body"
            message = get_message(problem["type"], problem.get("ctx", {}))
            if problem["type"] == "extra_forbidden" and (unknown := unknown + 1) <= MAX_SUGGESTIONS:
                message = _describe_unknown_field(context.model, problem["loc"]) or message
            fields.setdefault(path, []).append(message)
    return fields


def find_nearest_name(name: str, known: Iterable[str]) -> str:
    """Return the known name that is most like this one; "" when none is near."""
    return next(iter(get_close_matches(name, list(known), n=1, cutoff=0.6)), "")


def _describe_unknown_field(model: type[BaseModel], location: Sequence[int | str]) -> str:
    nearest = find_nearest_name(str(location[-1]), _list_field_names(model, location[:-1]))
    return _("There is no such field. Did you mean “%(name)s”?") % {"name": nearest} if nearest else ""


def _list_field_names(model: type[BaseModel], location: Sequence[int | str]) -> list[str]:
    """Return the names of the fields of the object at this location; none where it is not of one schema."""
    for part in location:
        if isinstance(part, str):
            field = model.model_fields.get(part)
            schema = _find_schema(field.annotation) if field else None
            if schema is None:
                return []
            model = schema
    return [field.alias or name for name, field in model.model_fields.items()]


def _find_schema(annotation: Any) -> type[BaseModel] | None:
    """Return the schema of a field: its type, or within a list or an optional one."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((schema for part in get_args(annotation) if (schema := _find_schema(part))), None)


def get_message(error_type: str, context: Mapping[str, Any]) -> str:
    """Return the text of one pydantic error type. Errors of our own validators already carry their text."""
    if error_type == "value_error":
        return str(context.get("error", "")) or _("This value is not valid.")
    if context.get("min_length") == 1:
        return _("This field is required.")
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
