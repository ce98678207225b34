"""Base classes and types of all API schemas.

`In` is for bodies and queries (unknown fields refused, texts stripped, NUL refused), `Out` for answers. Every schema
has a valid example: `model_config = build_example(name="A1", capacity=12)`. `get_sent_fields(payload)` returns what a
PATCH sent. Times and dates that clients send are `Moment` and `Day` (years 2000 to 2100), never a bare datetime or
date.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from operator import attrgetter
from typing import Annotated, Any, get_args, get_origin
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from ninja import Schema
from ninja.schema import DjangoGetter, ResolverMetaclass
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
    model_validator,
)
from pydantic.functional_validators import ModelWrapValidatorHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from apps.core import schema_examples, validators
from apps.core.translated_texts import fill_languages
from apps.core.validators import InvalidValue

build_example = schema_examples.build_example
PLAIN_TYPES = frozenset({str, int, bool, float, type(None), datetime, date, UUID, Decimal, dict, list, tuple})
"""Types whose values are put into answers unchanged."""


def get_schema_example(schema: type[Schema]) -> dict[str, Any]:
    """Return the example of a schema; empty without one."""
    extra: Any = schema.model_config.get("json_schema_extra") or {"examples": [{}]}
    return dict(extra["examples"][0])


def derive_example(annotation: Any) -> Any:
    """Return the example of a field: null if it may be null, else its schema's, or a list of it; `...` if unknown."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if type(None) in arguments:
        return None
    if origin is list:
        item = derive_example(arguments[0])
        return [item] if isinstance(item, dict) else []
    return get_schema_example(annotation) if isinstance(annotation, type) and issubclass(annotation, Schema) else ...


class In(Schema):
    """What clients send. Unknown fields and NUL characters are refused; texts are stripped."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _refuse_nul(cls, data: Any) -> Any:
        if _has_nul(data):
            raise InvalidValue(_("The NUL character is not allowed."))
        return data


class Changes(In):
    """What a PATCH changes: fields that are not sent stay, so their defaults are not in the schema."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler(core_schema)
        for field in handler.resolve_ref_schema(schema)["properties"].values():
            field.pop("default", None)
        return schema


def build_attribute_path_getter(path: str) -> Callable[[Any], Any]:
    """Return the function that reads a path of attributes, spelt as in queries: `lesson__group_id`."""
    return attrgetter(path.replace("__", "."))


def follow_attribute_path(obj: Any, names: list[str]) -> Any:
    """Return what a path of attributes leads to; None when something on it is None or a missing related row."""
    for name in names:
        try:
            obj = getattr(obj, name)
        except ObjectDoesNotExist:
            return None
        if obj is None:
            return None
    return obj


@dataclass(frozen=True, slots=True)
class ReadWith:
    """Marks a field of an answer that a function of the object reads: `Annotated[str, ReadWith(get_payment_title)]`."""

    function: Callable[[Any], Any]

    def __call__(self, getter: DjangoGetter) -> Any:
        """Return the value, as Ninja's resolvers do."""
        return self.function(getter._obj)


class PlainGetter(DjangoGetter):
    """Ninja's getter with a fast path for plain values and model instances, which are most of an answer."""

    def __getattr__(self, key: str) -> Any:
        """Return the resolver's value, else the object's attribute or key."""
        obj = self._obj
        resolver = self._schema_cls._ninja_resolvers.get(key)
        if resolver is not None:
            return self._convert_result(resolver(getter=self))
        value = obj.get(key, self) if isinstance(obj, dict) else getattr(obj, key, self)
        if type(value) in PLAIN_TYPES or isinstance(value, Model):
            return value
        return super().__getattr__(key)

    def _convert_result(self, result: Any) -> Any:
        return result if type(result) in PLAIN_TYPES else super()._convert_result(result)


class OutMetaclass(ResolverMetaclass):
    """Adds readers of fields to Ninja's resolvers, by alias or name: marks, and aliases that are paths."""

    def __new__(mcs, *args: Any, **kwargs: Any) -> Any:
        """Return the class with its resolvers."""
        schema: Any = super().__new__(mcs, *args, **kwargs)
        for name, field in schema.model_fields.items():
            key = field.validation_alias if isinstance(field.validation_alias, str) else name
            if "__" in key:
                can_be_null = type(None) in get_args(field.annotation)
                follow = (
                    partial(follow_attribute_path, names=key.split("__"))
                    if can_be_null
                    else build_attribute_path_getter(key)
                )
                schema._ninja_resolvers[key] = ReadWith(follow)
            for mark in field.metadata:
                if isinstance(mark, ReadWith):
                    schema._ninja_resolvers[key] = mark
        return schema


class Out(Schema, metaclass=OutMetaclass):
    """What the API answers.

    Attributes are read directly first. Ninja's slower getter (resolvers, calls, related managers) is used when the
    schema has resolvers or the direct reading is not valid. `ReadWith` marks a field that a function reads; an alias
    may be a path (`validation_alias="lesson__group_id"`): null when something on it is, if the field may be null.
    """

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Complete the example."""
        cls._complete_example()

    @classmethod
    def _complete_example(cls) -> None:
        """Add what parents and fields say to the example, in the order of the fields, if this makes it whole."""
        values: dict[str, Any] = {}
        for base in reversed(cls.__mro__):
            values |= get_schema_example(base) if issubclass(base, Out) else {}
        fields = {field.serialization_alias or name: field for name, field in cls.model_fields.items()}
        wanted = {key: field for key, field in fields.items() if key not in values and field.is_required()}
        values |= {key: derive_example(field.annotation) for key, field in wanted.items()}
        if ... not in values.values() and values != get_schema_example(cls):
            cls.model_config["json_schema_extra"] = {
                "examples": [{key: values[key] for key in fields if key in values}]
            }

    @model_validator(mode="wrap")
    @classmethod
    def _run_root_validator(cls, values: Any, handler: ModelWrapValidatorHandler[Any], info: ValidationInfo) -> Any:
        if not cls._ninja_resolvers:
            try:
                return handler(values)
            except ValidationError:
                pass
        return handler(PlainGetter(values, cls, info.context))


def _has_nul(data: Any) -> bool:
    if isinstance(data, str):
        return "\x00" in data
    if isinstance(data, dict):
        return any(_has_nul(key) or _has_nul(value) for key, value in data.items())
    if isinstance(data, list):
        return any(_has_nul(value) for value in data)
    return False


def get_sent_fields(payload: In) -> dict[str, Any]:
    """Return only the fields that the client sent, by name: what a PATCH changes."""
    return payload.model_dump(exclude_unset=True)


Phone = Annotated[str, AfterValidator(validators.normalize_phone), Field(examples=["+998901234567"])]
Email = Annotated[str, AfterValidator(validators.normalize_email), Field(examples=["malika@example.com"])]
WebLink = Annotated[str, Field(max_length=500), AfterValidator(validators.validate_web_link)]
"""A link that users open, or an empty text."""
MOMENT_BOUNDS: dict[str, Any] = {
    "formatMinimum": "2000-01-01T00:00:00Z", "formatMaximum": "2100-12-31T23:59:59.999999Z"
}  # fmt: skip
Moment = Annotated[AwareDatetime, AfterValidator(validators.validate_time), Field(json_schema_extra=MOMENT_BOUNDS)]
DAY_BOUNDS: dict[str, Any] = {"formatMinimum": "2000-01-01", "formatMaximum": "2100-12-31"}
Day = Annotated[date, AfterValidator(validators.validate_date), Field(json_schema_extra=DAY_BOUNDS)]
BirthDate = Annotated[date, Field(json_schema_extra={"formatMinimum": "1900-01-01", "formatMaximum": "2100-12-31"})]
"""A day of the last 120 years; services check it."""


def _accept_day(value: Any, handler: ValidatorFunctionWrapHandler) -> date:
    """Return a day for a text such as 2026-11-20, else a moment."""
    try:
        day = date.fromisoformat(value if len(value) == 10 else "")
    except (TypeError, ValueError):
        return handler(value)  # type: ignore[no-any-return]
    return validators.validate_date(day)


DayOrMoment = Annotated[
    Moment,
    WrapValidator(_accept_day),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "format": "date", **DAY_BOUNDS},
                {"type": "string", "format": "date-time", **MOMENT_BOUNDS},
            ]
        }
    ),
]
"""Of a list's filter: a moment, or a day of the branch (then the value is a `date`)."""
IsSet = Annotated[bool, BeforeValidator(lambda value: value is not None)]
"""Of an answer: whether the attribute has a value."""
Key = Annotated[UUID, BeforeValidator(attrgetter("pk"))]
"""Of an answer: the id of a related row."""
TextsOut = Annotated[dict[str, str], AfterValidator(fill_languages)]
"""Of an answer: a text in every language of the centre; "" where there is none."""
Translated = Annotated[str, BeforeValidator(str)]
"""Of an answer: a text that is translated when it is read."""
PersonalName = Annotated[str, AfterValidator(validators.normalize_personal_name), Field(examples=["Malika"])]
