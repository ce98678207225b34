"""`manage.py client_types`: write docs/realtime.json and the types of the TypeScript client, or compare them."""

import json
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from api import typescript
from apps.core.generated_files import GeneratedFilesCommand
from realtime.schema import build_schema

DOCS = settings.BASE_DIR / "docs"
GENERATED = settings.BASE_DIR / "clients" / "ts" / "src" / "generated"


def build_client_files() -> dict[Path, str]:
    """Return the text of each generated file: REST types from docs/openapi.json, socket types from the apps."""
    schema = build_schema()
    rest = json.loads((DOCS / "openapi.json").read_text(encoding="utf-8"))
    return {
        DOCS / "realtime.json": json.dumps(schema, ensure_ascii=False, indent=1) + "\n",
        GENERATED / "api.ts": typescript.generate_rest_types(rest),
        GENERATED / "realtime.ts": typescript.generate_socket_types(schema),
    }


class Command(GeneratedFilesCommand):
    help = "Write docs/realtime.json and clients/ts/src/generated; with --check only compare."

    def build_files(self) -> Mapping[Path, str]:
        """Return the generated files."""
        return build_client_files()
