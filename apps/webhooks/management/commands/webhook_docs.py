"""`manage.py webhook_docs`: write the webhook events into docs/webhooks.md."""

from apps.core.generated_files import GeneratedPageCommand
from apps.webhooks.event_docs import replace_events_section


class Command(GeneratedPageCommand):
    help = "Write every webhook event into docs/webhooks.md."
    page = "webhooks.md"

    def render_page(self, text: str) -> str:
        """Return the page with all events."""
        return replace_events_section(text)
