"""`manage.py realtime_docs`: write the streams, snapshots and events of all apps into docs/realtime.md."""

from apps.core.page_command import PageCommand
from realtime.documentation import with_tables


class Command(PageCommand):
    help = "Write every stream, snapshot and event into docs/realtime.md."
    page = "realtime.md"

    def fresh(self, text: str) -> str:
        """With every one of them."""
        return with_tables(text)
