"""`manage.py realtime_docs`: write the streams, snapshots and events of all apps into docs/realtime.md."""

from apps.core.page_command import PageCommand
from realtime.documentation import replace_generated_part


class Command(PageCommand):
    help = "Write every stream, snapshot and event into docs/realtime.md."
    page = "realtime.md"

    def render_page(self, text: str) -> str:
        """With every one of them."""
        return replace_generated_part(text)
