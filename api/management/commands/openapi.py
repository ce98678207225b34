"""`manage.py openapi`: write the schema to `docs/openapi.json`, or check it and look for breaking changes.

`docs/api-surface.txt` holds the surface of the last release (`api.surface`). `--check` fails on a breaking change that
`docs/api-breaks.tsv` does not name with a reason. `--release` stores the surface of the present schema.
"""

import json
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import translation

from api.surface import ApiSurface, extract_api_surface, find_breaking_changes, parse_api_surface
from apps.core.generated_files import GeneratedFilesCommand

DOCS = settings.BASE_DIR / "docs"
PATH = DOCS / "openapi.json"
SURFACE = DOCS / "api-surface.txt"
BREAKS = DOCS / "api-breaks.tsv"


def build_schema_text() -> str:
    """Return the API's schema as it is committed: in English, a line for each operation and each component."""
    from api.app import api

    with translation.override("en"):
        return format_schema(api.get_openapi_schema())


def format_schema(schema: Mapping[str, Any]) -> str:
    """Return the schema as JSON with a line for each path, operation and component: a change is few lines."""
    paths = [_write_lines(path, methods) for path, methods in schema["paths"].items()]
    groups = [_write_lines(kind, dict(sorted(group.items()))) for kind, group in schema["components"].items()]
    parts = {"paths": paths, "components": groups}
    lines = [
        f"{_write(key)}: " + ("{\n" + ",\n".join(parts[key]) + "}" if key in parts else _write(value))
        for key, value in schema.items()
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _write_lines(name: str, parts: Mapping[str, Any]) -> str:
    lines = [f"  {_write(key)}: {_write(part)}" for key, part in parts.items()]
    return f" {_write(name)}: {{\n" + ",\n".join(lines) + "}"


def _write(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def find_unexplained_breaking_changes(current: ApiSurface) -> list[str]:
    """Return the breaking changes since the last release that docs/api-breaks.tsv does not explain."""
    marked = set()
    for line in BREAKS.read_text(encoding="utf-8").splitlines():
        what, _, reason = line.partition("\t")
        if reason.strip():
            marked.add(what)
    return [
        change
        for change in find_breaking_changes(parse_api_surface(SURFACE.read_text(encoding="utf-8")), current)
        if change not in marked
    ]


class Command(GeneratedFilesCommand):
    help = "Write the OpenAPI schema to docs/openapi.json; with --check only compare."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--release", action="store_true", help="store the present schema as the released one")

    def build_files(self) -> Mapping[Path, str]:
        """Return the schema."""
        return {PATH: build_schema_text()}

    def handle(self, *args: Any, **options: Any) -> None:
        """Write or compare the schema; with `--check` raise CommandError for a break that is not explained."""
        super().handle(*args, **options)
        current = extract_api_surface(json.loads(PATH.read_text(encoding="utf-8")))
        if options["release"]:
            SURFACE.write_text(current.to_text(), encoding="utf-8")
            BREAKS.write_text("", encoding="utf-8")
            self.stdout.write(f"{SURFACE.relative_to(settings.BASE_DIR)} written; the list of breaks is empty now")
        elif options["check"] and (breaks := find_unexplained_breaking_changes(current)):
            raise CommandError(
                "This breaks clients of the last release:\n  " + "\n  ".join(breaks) + "\nUndo these changes, or add "
                "each line, a tab and the reason to docs/api-breaks.tsv."
            )
