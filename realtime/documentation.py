"""The generated part of docs/realtime.md: all kinds of streams with their snapshots, and all events with examples."""

from typing import Any

import orjson

from apps.events.publishing import Event, get_event_classes
from realtime.state_rules import HINTS, RULES
from realtime.states import STATES
from realtime.stream_kinds import STREAM_KINDS


def render_stream_tables() -> str:
    """Return streams, snapshots and events as Markdown. Raise ValidationError when an example is not valid."""
    streams = ["## Streams", "", "| stream | who may subscribe | carries |", "|---|---|---|"]
    streams += [f"| `{kind.name}:{{id}}` | {kind.audience} | {kind.carries} |" for kind in STREAM_KINDS.values()]
    parts = ["\n".join(streams), "## Snapshots"]
    parts += [f"### `{name}`\n\n{_render_json(STATES[name].example)}" for name in STREAM_KINDS]
    parts.append("## Old state and events are the new state")
    parts += [_render_rules(name) for name in STREAM_KINDS]
    parts.append("## Events")
    parts += [_render_event(event) for _, event in sorted(get_event_classes().items())]
    return "\n\n".join(parts) + "\n"


def _render_rules(name: str) -> str:
    lines = [f"### On `{name}`", "", "| event | what it does to the state |", "|---|---|"]
    lines += [f"| `{event}` | {rule} |" for event, rule in sorted(RULES[name].items())]
    lines += [f"| `{event}` (no `seq`) | {rule} |" for event, rule in sorted(HINTS.get(name, {}).items())]
    return "\n".join(lines)


def _render_event(event: type[Event]) -> str:
    data = event.model_validate(event.example).model_dump(mode="json")
    return f"### `{event.type}`\n\n{event.get_description()}\n\n{_render_json(data)}"


def _render_json(value: dict[str, Any]) -> str:
    return f"```json\n{orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()}\n```"
