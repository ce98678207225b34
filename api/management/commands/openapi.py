"""`manage.py openapi`: write the schema to `docs/openapi.json`, or check it and look for breaking changes.

`docs/api-surface.txt` holds the surface of the last release (`api.surface`). `--check` fails on a breaking change that
`docs/api-breaks.tsv` does not name with a reason. `--release` stores the surface of the present schema.
"""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from api.surface import ApiSurface, extract_surface, find_breaking_changes, parse_surface

DOCS = settings.BASE_DIR / "docs"
PATH = DOCS / "openapi.json"
SURFACE = DOCS / "api-surface.txt"
BREAKS = DOCS / "api-breaks.tsv"


def build_schema_text() -> str:
    """Return the API's schema as it is committed: English, as indented JSON."""
    from api.app import api

    with translation.override("en"):
        return json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1) + "\n"


def find_unexplained_breaks(current: ApiSurface) -> list[str]:
    """Return the breaking changes since the last release that docs/api-breaks.tsv does not explain."""
    marked = set()
    for line in BREAKS.read_text(encoding="utf-8").splitlines():
        what, _, reason = line.partition("\t")
        if reason.strip():
            marked.add(what)
    return [
        change
        for change in find_breaking_changes(parse_surface(SURFACE.read_text(encoding="utf-8")), current)
        if change not in marked
    ]


class Command(BaseCommand):
    help = "Write the OpenAPI schema to docs/openapi.json; with --check only compare."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="fail when the committed file differs or breaks clients"
        )
        parser.add_argument("--release", action="store_true", help="store the present schema as the released one")

    def handle(self, *args: Any, **options: Any) -> None:
        text = build_schema_text()
        if not options["check"]:
            PATH.parent.mkdir(exist_ok=True)
            PATH.write_text(text, encoding="utf-8")
            self.stdout.write(f"{PATH.relative_to(settings.BASE_DIR)} written")
            if options["release"]:
                SURFACE.write_text(extract_surface(json.loads(text)).to_text(), encoding="utf-8")
                BREAKS.write_text("", encoding="utf-8")
                self.stdout.write(f"{SURFACE.relative_to(settings.BASE_DIR)} written; the list of breaks is empty now")
            return
        if not PATH.exists() or PATH.read_text(encoding="utf-8") != text:
            raise CommandError("docs/openapi.json is not the API's schema: run `manage.py openapi`.")
        if breaks := find_unexplained_breaks(extract_surface(json.loads(text))):
            raise CommandError(
                "This breaks clients of the last release:\n  " + "\n  ".join(breaks) + "\nUndo these changes, or add "
                "each line, a tab and the reason to docs/api-breaks.tsv."
            )
