"""The list of events in docs/webhooks.md, generated from their declarations."""

import json

from apps.core.outgoing_events import all_webhook_events
from apps.webhooks.queries import get_event_description

BEGIN, END = "<!-- events -->", "<!-- end of events -->"


def replace_events_section(page: str) -> str:
    """Return the page with the current events between its markers. Raise ValueError without markers."""
    before, begin, rest = page.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("the page has no markers for the events")
    return f"{before}{begin}\n{_render_events()}{end}{after}"


def _render_events() -> str:
    parts = []
    for name, event in sorted(all_webhook_events().items()):
        example = json.dumps(event.example, ensure_ascii=False, indent=2)
        parts.append(f"\n### `{name}`\n\n{get_event_description(event)}\n\n```json\n{example}\n```\n")
    return "".join(parts) + "\n"
