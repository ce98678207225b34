"""`manage.py webhook_docs`: write the events that webhooks can ask for into docs/webhooks.md."""

from apps.core.page_command import PageCommand
from apps.webhooks.event_docs import replace_events_section


class Command(PageCommand):
    help = "Write every webhook event into docs/webhooks.md."
    page = "webhooks.md"

    def render_page(self, text: str) -> str:
        """With every one of them."""
        return replace_events_section(text)
