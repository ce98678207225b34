"""What socket events and webhook events have in common: a type, and fields with examples."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict

from apps.core import declarations


@dataclass(frozen=True)
class Example:
    """The value of a field in the example of its event: `Annotated[str, Example("late")]`."""

    value: Any


StudentId = Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8002")]
StartsAt = Annotated[str, Example("2026-09-07T10:00:00+00:00")]
EndsAt = Annotated[str, Example("2026-09-07T11:30:00+00:00")]
UzsAmount = Annotated[dict[str, Any], Example({"amount": 45000000, "currency": "UZS"})]
"""Fields of several apps."""


class ExampleModel(BaseModel):
    """A model with an `example`: one valid value, made of the `Example` of each field. The class argument `example`
    replaces values of it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    example: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls, *, example: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)

    @classmethod
    def __pydantic_init_subclass__(cls, *, example: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        fields = {
            name: item.value
            for name, field in cls.model_fields.items()
            for item in field.metadata
            if isinstance(item, Example)
        }
        cls.example = fields | cls.example | dict(example or {})

    @classmethod
    def get_description(cls) -> str:
        """Return the docstring in one line."""
        return " ".join((cls.__doc__ or "").split())


class EventType(ExampleModel):
    """Base of all events; its fields are the event's `data`.

    A class names its public type, `<thing>.<what happened>`: `class LessonHeld(Event, type="lesson.held")`.
    """

    type: ClassVar[str]

    def __init_subclass__(cls, *, type: str = "", example: Mapping[str, Any] | None = None, **kwargs: Any) -> None:  # noqa: A002
        super().__init_subclass__(**kwargs)
        if type:
            cls.type = type


E = TypeVar("E", bound=EventType)


def collect_event_types(module: str, base: type[E]) -> dict[str, type[E]]:
    """Return the subclasses of `base` with a type of their own, in all modules of this name, by type. Raise ValueError
    when two share a type.
    """
    table: dict[str, type[E]] = {}
    for declaring_module in declarations.import_app_modules(module):
        for event in vars(declaring_module).values():
            if not (isinstance(event, type) and issubclass(event, base) and "type" in vars(event)):
                continue
            if table.setdefault(event.type, event) is not event:
                raise ValueError(f"event {event.type} is declared twice")
    return table
