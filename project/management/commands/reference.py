"""`manage.py reference`: write docs/inventory.md, docs/analytics.md and the diagrams of docs/er.md, or check them."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from apps.core.generated_files import GeneratedFilesCommand, OutOfDate, read_text
from project.reference import diagrams, inventory, measures, ml_integration, reporting

DOCS = settings.BASE_DIR / "docs"
PICTURES = DOCS / "pictures"
ER_HEAD = """# Diagrams of the models

One diagram per app: its tables, their fields and their links. `./talim generate` draws them from the models; it needs
Graphviz.

| sign | means |
|---|---|
| dot | primary key |
| question mark | the field may be empty |
| dashed line | the link may be empty |
| crow's foot | the side with many rows |
| grey box | a model of another app |
"""


class Command(GeneratedFilesCommand):
    help = (
        "Write the pages of docs/ that are made from code, and the pictures of docs/er.md; with --check only compare."
    )

    def build_files(self) -> Mapping[Path, str]:
        """Return the pages."""
        pictures = [
            f"## {app.label}\n\n![{app.label}](pictures/er-{app.label}.svg)\n" for app in diagrams.list_platform_apps()
        ]
        return {
            DOCS / "inventory.md": inventory.build_inventory_page(),
            DOCS / "analytics.md": measures.build_measures_page(),
            DOCS / "reporting.md": reporting.build_reporting_page(),
            DOCS / "ml-integration.md": ml_integration.build_page(),
            DOCS / "er.md": "\n".join([ER_HEAD, *pictures]),
        }

    def handle(self, *args: Any, **options: Any) -> None:
        """Write or compare pages and pictures. A picture is drawn when its source changed; that needs Graphviz."""
        super().handle(*args, **options)
        undrawn = {
            path: dot
            for path, dot in _list_diagram_sources().items()
            if diagrams.read_source_hash(read_text(path)) != diagrams.hash_source(dot)
        }
        if undrawn and options["check"]:
            raise OutOfDate(str(path.relative_to(settings.BASE_DIR)) for path in undrawn)
        for path, dot in undrawn.items():
            path.parent.mkdir(exist_ok=True)
            try:
                path.write_text(diagrams.render_svg(dot), encoding="utf-8")
            except diagrams.NoGraphviz as error:
                raise CommandError(str(error)) from error


def _list_diagram_sources() -> dict[Path, str]:
    """Return the Graphviz source of each picture: models, order of imports, and the .dot files in the folder."""
    sources = {
        PICTURES / f"er-{app.label}.svg": diagrams.build_model_diagram(app) for app in diagrams.list_platform_apps()
    }
    project_settings = tomllib.loads(read_text(settings.BASE_DIR / "pyproject.toml"))
    contracts = project_settings["tool"]["importlinter"]["contracts"]
    sources[PICTURES / "imports.svg"] = diagrams.build_import_diagram(contracts[0]["layers"])
    return sources | {path.with_suffix(".svg"): read_text(path) for path in sorted(PICTURES.glob("*.dot"))}
