"""`manage.py realtime_docs`: write the streams, snapshots and events of all apps into docs/realtime.md."""

from apps.core.generated_files import GeneratedPageCommand
from realtime.documentation import replace_generated_part


class Command(GeneratedPageCommand):
    help = "Write every stream, snapshot and event into docs/realtime.md."
    page = "realtime.md"

    def render_page(self, text: str) -> str:
        """Return the page with all streams, snapshots and events."""
        return replace_generated_part(text)
