"""Check the blocks of a lesson as a client sends them."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any
from uuid import UUID

import orjson
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.errors import Invalid
from apps.core.validators import InvalidValue
from apps.learning.blocks.kinds import Block, BlockKind, all_block_kinds
from apps.learning.models import CourseFile

MAX_BLOCKS = 200
MAX_BYTES = 1024 * 1024
MAX_NAMED_FILES = 40
FILE_NAME = re.compile(r"[a-z0-9-]{1,40}")
Problems = dict[str, list[StrOrPromise]]


def check_blocks(blocks: Collection[Any], files: Mapping[UUID, CourseFile]) -> list[dict[str, Any]]:
    """Return the blocks as they are stored: each with all fields of its kind and no other.

    `files`: the files that may be named. Fields may be empty. Raise Invalid with the path of every field that is not
    valid ("blocks.3.document"), or of the place in it ("blocks.3.activity.items.0.key").
    """
    if len(blocks) > MAX_BLOCKS:
        raise Invalid.field("blocks", _("A lesson has at most %(count)d blocks.") % {"count": MAX_BLOCKS})
    problems: Problems = {}
    seen: set[str] = set()
    checked = [_check_block(block, f"blocks.{place}", files, seen, problems) for place, block in enumerate(blocks)]
    if problems:
        raise Invalid(fields=problems)
    if len(orjson.dumps(checked)) > MAX_BYTES:
        raise Invalid.field("blocks", _("The lesson is too long. Make two lessons of it."))
    return checked


def iterate_file_ids(blocks: Collection[Any]) -> Iterator[UUID]:
    """Return the ids of files that blocks name, checked or not; what is no id is left out."""
    for block in blocks:
        if not isinstance(block, Mapping):
            continue
        named = block.get("files")
        for file in (block.get("file"), *(named.values() if isinstance(named, Mapping) else ())):
            try:
                if isinstance(file, str):
                    yield UUID(file)
            except ValueError:
                continue


def find_missing(block: Block) -> list[StrOrPromise]:
    """Return what must be filled in before the block can be published."""
    return list(all_block_kinds()[block["kind"]].find_missing(block))


def is_watched(block: Block) -> bool:
    """Return whether progress counts the time that learners listen to this block or watch it."""
    return all_block_kinds()[block["kind"]].is_watched


def read_lengths(blocks: Collection[Block], files: Mapping[UUID, CourseFile]) -> dict[UUID, int]:
    """Return how long each block that is heard or watched is, in milliseconds."""
    lengths: dict[UUID, int] = {}
    for block in blocks:
        kind = all_block_kinds()[block["kind"]]
        file = files.get(UUID(block["file"])) if kind.is_watched and block["file"] else None
        if file is not None and file.duration_ms:
            lengths[UUID(block["id"])] = file.duration_ms
    return lengths


def _check_block(
    block: Any, path: str, files: Mapping[UUID, CourseFile], seen: set[str], problems: Problems
) -> dict[str, Any]:
    name = block.get("kind") if isinstance(block, dict) else None
    kind = all_block_kinds().get(name) if isinstance(name, str) else None
    if kind is None:
        problems[f"{path}.kind"] = [_("There is no such kind of block.")]
        return {}
    known = {"id", "kind", *kind.fields, *(["file"] if kind.has_file else []), *(["files"] if kind.named_files else [])}
    problems.update({f"{path}.{str(key)[:40]}": [_("There is no such field.")] for key in block if key not in known})
    checked: dict[str, Any] = {"id": _check_id(block.get("id"), f"{path}.id", seen, problems), "kind": kind.name}
    if kind.has_file:
        checked["file"] = _check_file(block.get("file"), kind.files, f"{path}.file", files, problems)
    if kind.named_files:
        checked["files"] = _check_named_files(block.get("files"), kind, f"{path}.files", files, problems)
    for field, check in kind.fields.items():
        try:
            checked[field] = check(block.get(field))
        except InvalidValue as error:
            problems[".".join(filter(None, (path, field, error.place)))] = [error.message]
    return checked


def _check_id(value: Any, path: str, seen: set[str], problems: Problems) -> str:
    try:
        key = str(UUID(value)) if isinstance(value, str) else ""
    except ValueError:
        key = ""
    if not key:
        problems[path] = [_("This is not a valid identifier.")]
    elif key in seen:
        problems[path] = [_("Two blocks have the same identifier.")]
    seen.add(key)
    return key


def _check_named_files(
    value: Any, kind: BlockKind, path: str, files: Mapping[UUID, CourseFile], problems: Problems
) -> dict[str, str]:
    """Return the files by their names; a name without a file is left out."""
    given = {} if value is None else value
    if not isinstance(given, dict) or len(given) > MAX_NAMED_FILES:
        problems[path] = [_("Name at most %(count)d files.") % {"count": MAX_NAMED_FILES}]
        return {}
    checked: dict[str, str] = {}
    for name, file in given.items():
        if not FILE_NAME.fullmatch(name):
            problems[f"{path}.{name[:40]}"] = [_("Name a file with small letters, digits and hyphens.")]
        elif key := _check_file(file, kind.named_files, f"{path}.{name}", files, problems):
            checked[name] = key
    return checked


def _check_file(
    value: Any, accepted: tuple[str, ...], path: str, files: Mapping[UUID, CourseFile], problems: Problems
) -> str | None:
    if value in (None, ""):
        return None
    key = next(iterate_file_ids([{"file": value}]), None)
    file = files.get(key) if key else None
    if file is None:
        problems[path] = [_("There is no such file in this course.")]
        return None
    if not file.file.content_type.startswith(accepted):
        problems[path] = [_("A block of this kind cannot show such a file.")]
    return str(key)
