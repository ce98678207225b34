"""`manage.py openapi`: write the schema to `docs/openapi.json`, or compare it and look for what breaks clients.

`docs/api-surface.txt` is what the last release promised (`api.surface`). A line of it that a change breaks fails the
check unless `docs/api-breaks.tsv` names it with a reason; `--release` makes today's schema the promise.
"""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from api.surface import Surface, broken, parse, surface

DOCS = settings.BASE_DIR / "docs"
PATH = DOCS / "openapi.json"
SURFACE = DOCS / "api-surface.txt"
BREAKS = DOCS / "api-breaks.tsv"


def schema_text() -> str:
    """The API's schema as it is committed: English, sorted where order means nothing, one line per entry."""
    from api.app import api

    with translation.override("en"):
        return json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1) + "\n"


def unmarked(now: Surface) -> list[str]:
    """What `now` breaks of the last release and docs/api-breaks.tsv does not name with a reason."""
    marked = set()
    for line in BREAKS.read_text(encoding="utf-8").splitlines():
        what, _, reason = line.partition("\t")
        if reason.strip():
            marked.add(what)
    return [one for one in broken(parse(SURFACE.read_text(encoding="utf-8")), now) if one not in marked]


class Command(BaseCommand):
    help = "Write the OpenAPI schema to docs/openapi.json; with --check only compare."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="fail when the committed file differs or breaks clients"
        )
        parser.add_argument("--release", action="store_true", help="make today's schema what clients may rely on")

    def handle(self, *args: Any, **options: Any) -> None:
        text = schema_text()
        if not options["check"]:
            PATH.parent.mkdir(exist_ok=True)
            PATH.write_text(text, encoding="utf-8")
            self.stdout.write(f"{PATH.relative_to(settings.BASE_DIR)} written")
            if options["release"]:
                SURFACE.write_text(surface(json.loads(text)).text(), encoding="utf-8")
                BREAKS.write_text("", encoding="utf-8")
                self.stdout.write(f"{SURFACE.relative_to(settings.BASE_DIR)} written, no break is marked any more")
            return
        if not PATH.exists() or PATH.read_text(encoding="utf-8") != text:
            raise CommandError("docs/openapi.json is not the API's schema: run `manage.py openapi`.")
        if found := unmarked(surface(json.loads(text))):
            raise CommandError(
                "This breaks clients of the last release:\n  "
                + "\n  ".join(found)
                + "\nKeep what they rely on, or name "
                "the line and, behind a tab, the reason in docs/api-breaks.tsv."
            )
