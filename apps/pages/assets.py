"""What `./talim assets` built: which file, named by its content, stands behind which name."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.templatetags.static import static

FOLDER = Path(__file__).with_name("static") / "pages"


@dataclass(frozen=True)
class BuiltAssets:
    """`main` is the script, `first` what it imports at once; icons by their size in pixels."""

    main: str
    style: str
    first: tuple[str, ...]
    icons: dict[str, str]
    picture: str


@cache
def load_assets() -> BuiltAssets:
    """The list beside the built files."""
    listed = json.loads((FOLDER / "assets.json").read_text(encoding="utf-8"))
    return BuiltAssets(**listed | {"first": tuple(listed["first"])})


def get_asset_url(name: str) -> str:
    """Where browsers load a built file from."""
    return static(f"pages/{name}")


@cache
def read_service_worker() -> bytes:
    """The script that keeps the pages on the device."""
    return (FOLDER / "sw.js").read_bytes()
