"""Blocks as learners get them: the stored fields, with HTML, formulas and links to files beside them."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from apps.core.files.links import DOWNLOAD_SECONDS, build_file_download_link
from apps.core.files.stored import FILE_EXTENSIONS
from apps.learning.blocks.kinds import Block, all_block_kinds
from apps.learning.models import CourseFile


def render_blocks(blocks: Collection[Block], files: Mapping[UUID, CourseFile]) -> list[dict[str, Any]]:
    """Return checked blocks for a reader: with `html` beside a document, `mathml` beside a formula, and `file` as an
    object with a link that expires (null without a file). `files` has such objects by their names.
    """
    rendered = []
    for block in blocks:
        kind = all_block_kinds()[block["kind"]]
        shown = {**block, **kind.render(block)}
        if kind.has_file:
            file = files.get(UUID(block["file"])) if block["file"] else None
            shown["file"] = describe_file(file) if file else None
            if shown["file"] and kind.hides_file:
                shown["file"] |= {"url": "", "expires_at": None}
        if kind.named_files:
            named = ((name, files.get(UUID(key))) for name, key in block["files"].items())
            shown["files"] = {name: describe_file(file) for name, file in named if file}
        rendered.append(shown)
    return rendered


def describe_file(file: CourseFile) -> dict[str, Any]:
    """Return a file as JSON, with a link that expires in DOWNLOAD_SECONDS."""
    return {
        "id": str(file.pk),
        "title": file.title,
        "kind": file.kind,
        "content_type": file.file.content_type,
        "size": file.file.size,
        "duration_ms": file.duration_ms,
        "url": build_course_file_link(file),
        "expires_at": compute_link_end().isoformat().replace("+00:00", "Z"),
    }


def build_course_file_link(file: CourseFile) -> str:
    """Return a link to the file that expires in DOWNLOAD_SECONDS."""
    title = "".join(letter if letter.isprintable() and letter not in "/\\" else " " for letter in file.title)
    return build_file_download_link(file.file, name=f"{title}.{FILE_EXTENSIONS[file.file.content_type]}")


def compute_link_end() -> datetime:
    """Return when a link that is made now expires."""
    return timezone.now() + timedelta(seconds=DOWNLOAD_SECONDS)
