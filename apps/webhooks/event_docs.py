"""The list of events in docs/webhooks.md, generated from their declarations."""

import json

from apps.core.outgoing_events import get_webhook_event_classes


def render_webhook_events_as_markdown() -> str:
    """Return all webhook events as Markdown."""
    parts = []
    for name, event in sorted(get_webhook_event_classes().items()):
        example = json.dumps(event.example, ensure_ascii=False, indent=2)
        parts.append(f"\n### `{name}`\n\n{event.get_description()}\n\n```json\n{example}\n```\n")
    return "".join(parts) + "\n"
