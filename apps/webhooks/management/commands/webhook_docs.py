"""`manage.py webhook_docs`: write the webhook events into docs/webhooks.md."""

from apps.core.generated_files import GeneratedPageCommand
from apps.webhooks.event_docs import render_webhook_events_as_markdown


class Command(GeneratedPageCommand):
    help = "Write every webhook event into docs/webhooks.md."
    page = "webhooks.md"
    begin, end = "<!-- events -->", "<!-- end of events -->"

    def render_part(self) -> str:
        """Return all events."""
        return f"\n{render_webhook_events_as_markdown()}"
