"""`manage.py webhook_docs`: write the events that webhooks can ask for into docs/webhooks.md."""

from apps.core.page_command import PageCommand
from apps.webhooks.event_docs import with_events


class Command(PageCommand):
    help = "Write every webhook event into docs/webhooks.md."
    page = "webhooks.md"

    def fresh(self, text: str) -> str:
        """With every one of them."""
        return with_events(text)
