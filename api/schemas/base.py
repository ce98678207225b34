"""Base classes and types of all API schemas.

`In` is for bodies and queries (unknown fields refused, texts stripped, NUL refused), `Out` for answers. Every schema
has a valid example: `model_config = example(name="A1", capacity=12)`. `get_changes(payload)` returns what a PATCH sent.
Times and dates that clients send are `Moment` and `Day` (years 2000 to 2100), never a bare datetime or date.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from ninja import Schema
from ninja.schema import DjangoGetter
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, ValidationError, ValidationInfo, model_validator
from pydantic.functional_validators import ModelWrapValidatorHandler

from apps.core import validators
from apps.core.validators import InvalidValue

PLAIN_TYPES = frozenset({str, int, bool, float, type(None), datetime, date, UUID, Decimal, dict, list, tuple})
"""Types whose values are put into answers unchanged."""


def build_example(**values: Any) -> ConfigDict:
    """Return the `model_config` of a schema with this example. Values are as in JSON."""
    return ConfigDict(json_schema_extra={"examples": [values]})


class In(Schema):
    """What clients send. Unknown fields and NUL characters are refused; texts are stripped."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _refuse_nul(cls, data: Any) -> Any:
        if _has_nul(data):
            raise InvalidValue(_("The NUL character is not allowed."))
        return data


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


class Out(Schema):
    """What the API answers.

    Attributes are read directly first. Ninja's slower getter (resolvers, calls, related managers) is used when the
    schema has resolvers or the direct reading is not valid.
    """

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


def get_changes(payload: In) -> dict[str, Any]:
    """Return only the fields that the client sent, by name: what a PATCH changes."""
    return payload.model_dump(exclude_unset=True)


Phone = Annotated[str, AfterValidator(validators.normalize_phone), Field(examples=["+998901234567"])]
Email = Annotated[str, AfterValidator(validators.normalize_email), Field(examples=["malika@example.com"])]
Moment = Annotated[
    AwareDatetime,
    AfterValidator(validators.validate_time),
    Field(json_schema_extra={"formatMinimum": "2000-01-01T00:00:00Z", "formatMaximum": "2100-12-31T23:59:59.999999Z"}),
]
DAY_BOUNDS: dict[str, Any] = {"formatMinimum": "2000-01-01", "formatMaximum": "2100-12-31"}
Day = Annotated[date, AfterValidator(validators.validate_date), Field(json_schema_extra=DAY_BOUNDS)]
PersonalName = Annotated[str, AfterValidator(validators.normalize_personal_name), Field(examples=["Malika"])]
