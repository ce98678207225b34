"""The origin of packages: PACKAGES_ORIGIN, `packages.<host of the pages>`, which answers package files only."""

import re
from urllib.parse import quote, urlsplit

from django.conf import settings

from apps.packages.models import LearnerPackage

FIRST_LABEL = "packages."


def is_on() -> bool:
    """Return whether this server shows packages."""
    return bool(settings.PACKAGES_ORIGIN)


def get_packages_host() -> str:
    """Return the name of the packages' host, without its port; "" while packages are off."""
    return urlsplit(settings.PACKAGES_ORIGIN).hostname or ""


def get_packages_origin() -> str:
    """Return the origin of packages; "" while they are off."""
    return str(settings.PACKAGES_ORIGIN)


def get_pages_origin() -> str:
    """Return the origin of the pages that show packages; "" while packages are off."""
    return str(settings.PACKAGES_ORIGIN).replace(FIRST_LABEL, "", 1)


def build_launch_address(row: LearnerPackage) -> str:
    """Return the address that a page shows in a frame: of the page that starts the package."""
    return f"{get_packages_origin()}/p/{row.token}/launch/"


def quote_entry(row: LearnerPackage) -> str:
    """Return the path of the first page as in addresses, with its query."""
    path, mark, rest = re.match(r"([^?#]*)([?#]?)(.*)", row.package.entry).groups()  # type: ignore[union-attr]
    return quote(path) + mark + quote(rest, safe="=&;/?:@!$()*,+%#-._~")
