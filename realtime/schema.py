"""docs/realtime.json: every snapshot and every event's data as JSON schema, for clients in other languages."""

from typing import Any, Literal

from pydantic import TypeAdapter

from apps.events.publishing import Event, get_event_classes
from realtime.states import OPEN_FIELDS, STATES
from realtime.stream_kinds import STREAM_KINDS

REF = "#/schemas/{model}"


def build_schema() -> dict[str, Any]:
    """Return `{"streams": {kind: …}, "events": {type: …}, "schemas": {name: JSON schema}}`, sorted.

    A kind of stream without a declared state is an object with any fields.
    """
    schemas: dict[str, Any] = {}
    streams = {
        kind.name: {
            "audience": kind.audience,
            "carries": kind.carries,
            "snapshot": _add_schema(STATES[kind.name], schemas) if kind.name in STATES else {"type": "object"},
        }
        for kind in STREAM_KINDS.values()
    }
    events = {type_: _build_event_schema(event, schemas) for type_, event in sorted(get_event_classes().items())}
    return {"streams": streams, "events": events, "schemas": dict(sorted(schemas.items()))}


def _build_event_schema(event: type[Event], schemas: dict[str, Any]) -> dict[str, Any]:
    """Return the reference to the event's data. Raise KeyError when an open field does not exist."""
    reference = _add_schema(event, schemas, mode="serialization")
    for field, declared in OPEN_FIELDS.get(event.type, {}).items():
        properties = schemas[event.__name__]["properties"]
        properties[field] = {"title": properties[field]["title"], **_add_schema(declared, schemas)}
    return reference


def _add_schema(
    declared: Any, schemas: dict[str, Any], mode: Literal["validation", "serialization"] = "validation"
) -> dict[str, Any]:
    schema: dict[str, Any] = TypeAdapter(declared).json_schema(mode=mode, ref_template=REF)
    schemas |= schema.pop("$defs", {})
    name = getattr(declared, "__name__", "")
    if schema.get("type") != "object" or not schema.get("properties"):
        return schema
    schema["description"] = declared.get_description()
    schemas[name] = schema
    return {"$ref": REF.format(model=name)}
