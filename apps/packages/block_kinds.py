"""The kind of block that shows a package."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.learning.blocks.kinds import Block, BlockKind, check_text
from apps.packages.models import PackageState
from apps.packages.origin import is_on
from apps.packages.queries import BLOCK_KIND, find_package
from apps.packages.refusals import REFUSALS
from apps.packages.services.unpacking import ZIP

TITLE = 200


def _find_missing(block: Block) -> Iterable[StrOrPromise]:
    package = find_package(UUID(block["file"])) if block["file"] else None
    if not block["file"]:
        yield _("The package is missing.")
    elif package is None or package.state in (PackageState.WAITING, PackageState.UNPACKING):
        yield _("The package is still being unpacked.")
    elif package.state == PackageState.REFUSED:
        yield REFUSALS[package.refusal]


def _render(block: Block) -> Mapping[str, Any]:
    package = find_package(UUID(block["file"])) if block["file"] else None
    if package is None:
        return {"package": None}
    is_ready = package.state == PackageState.READY
    return {"package": {"kind": package.kind, "is_ready": is_ready, "is_on": is_on()}}


BLOCK_KINDS = [
    BlockKind(BLOCK_KIND, {"title": check_text(TITLE)}, files=(ZIP,), find_missing=_find_missing, render=_render)
]
