"""`manage.py webhook_docs`: write the webhook events into docs/webhooks.md."""

from apps.core.page_command import PageCommand
from apps.webhooks.event_docs import replace_events_section


class Command(PageCommand):
    help = "Write every webhook event into docs/webhooks.md."
    page = "webhooks.md"

    def render_page(self, text: str) -> str:
        """Return the page with all events."""
        return replace_events_section(text)
