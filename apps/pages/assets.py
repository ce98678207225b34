"""Files built by `./talim assets`: the hashed file name of each asset."""

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.templatetags.static import static

FOLDER = Path(__file__).with_name("static") / "pages"


@dataclass(frozen=True)
class BuiltAssets:
    """`main` is the script, `first` its direct imports, `theme` the script before the first paint, `admin` the style
    sheet of Django's admin, `launches` the scripts that start
    interactive packages, by their kind; icons by size in pixels.
    """

    main: str
    style: str
    first: tuple[str, ...]
    icons: dict[str, str]
    picture: str
    theme: str = ""
    admin: str = ""
    launches: dict[str, str] = field(default_factory=dict)


@cache
def load_assets() -> BuiltAssets:
    """Return the list of built files."""
    listed = json.loads((FOLDER / "assets.json").read_text(encoding="utf-8"))
    return BuiltAssets(**listed | {"first": tuple(listed["first"])})


def get_asset_url(name: str) -> str:
    """Return the URL of a built file."""
    return static(f"pages/{name}")


@cache
def read_service_worker() -> bytes:
    """Return the script that stores the pages on the device."""
    return (FOLDER / "sw.js").read_bytes()


@cache
def read_favicon() -> bytes:
    """Return the icon as an ICO file of 16 and 32 pixels, drawn as `clients/pages/icons/talim.svg`."""
    return Path(__file__).with_name("favicon.ico").read_bytes()
