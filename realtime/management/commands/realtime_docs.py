"""`manage.py realtime_docs`: write the streams, snapshots and events of all apps into docs/realtime.md."""

from apps.core.generated_files import GeneratedPageCommand
from realtime.documentation import render_stream_tables


class Command(GeneratedPageCommand):
    help = "Write every stream, snapshot and event into docs/realtime.md."
    page = "realtime.md"
    begin, end = "<!-- generated: ./talim generate -->", "<!-- end of the generated part -->"

    def render_part(self) -> str:
        """Return all streams, snapshots and events."""
        return f"\n\n{render_stream_tables()}\n"
