"""`manage.py reference`: write docs/inventory.md and the diagrams of docs/er.md, or check them."""

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from project.reference import diagrams, inventory

DOCS = settings.BASE_DIR / "docs"
PICTURES = DOCS / "pictures"
ER_HEAD = """# Diagrams of the models

One diagram per app: its tables, their fields and their links. `manage.py reference` draws them from the models; it
needs Graphviz.

| sign | means |
|---|---|
| dot | primary key |
| question mark | the field may be empty |
| dashed line | the link may be empty |
| crow's foot | the side with many rows |
| grey box | a model of another app |
"""


class Command(BaseCommand):
    help = "Write docs/inventory.md, docs/er.md and its pictures; with --check only compare."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when a file is not up to date")

    def handle(self, *args: Any, **options: Any) -> None:
        stale = [path for path, text in _build_pages().items() if _read(path) != text]
        sources = _diagram_sources()
        undrawn = [
            path for path, dot in sources.items() if diagrams.read_source_hash(_read(path)) != diagrams.hash_source(dot)
        ]
        if options["check"]:
            if behind := [str(path.relative_to(settings.BASE_DIR)) for path in (*stale, *undrawn)]:
                raise CommandError(f"not up to date: {', '.join(behind)}. Run `manage.py reference`.")
            return
        for path in stale:
            path.write_text(_build_pages()[path], encoding="utf-8")
        for path in undrawn:
            path.parent.mkdir(exist_ok=True)
            try:
                path.write_text(diagrams.render_svg(sources[path]), encoding="utf-8")
            except diagrams.NoGraphviz as error:
                raise CommandError(str(error)) from error
        self.stdout.write(f"{len(stale) + len(undrawn)} files written")


def _diagram_sources() -> dict[Path, str]:
    """Return the Graphviz source of each picture: models, order of imports, and the .dot files in the folder."""
    sources = {PICTURES / f"er-{app.label}.svg": diagrams.build_model_diagram(app) for app in diagrams.list_own_apps()}
    contracts = tomllib.loads(_read(settings.BASE_DIR / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    sources[PICTURES / "imports.svg"] = diagrams.build_import_diagram(contracts[0]["layers"])
    return sources | {path.with_suffix(".svg"): _read(path) for path in sorted(PICTURES.glob("*.dot"))}


def _build_pages() -> dict[Path, str]:
    pictures = [f"## {app.label}\n\n![{app.label}](pictures/er-{app.label}.svg)\n" for app in diagrams.list_own_apps()]
    return {DOCS / "inventory.md": inventory.build_inventory_page(), DOCS / "er.md": "\n".join([ER_HEAD, *pictures])}


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
