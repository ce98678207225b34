"""Which block shows a file of a package."""

import mimetypes
from pathlib import PurePosixPath
from typing import Any

from apps.course_transfers.plans import Block, CoursePlan
from apps.learning.blocks.kinds import all_block_kinds
from apps.packages.queries import BLOCK_KIND

_KINDS = {"image": "image", "audio": "audio", "video": "video"}
_ENDINGS = {".pdf": "pdf", ".pptx": "slides"}


def make_file_block(plan: CoursePlan, path: str, values: dict[str, Any], *, name: str = "") -> Block:
    """Return a block that shows this file of the archive, by the ending of its name; what the file really is decides
    when it is stored (`apps.course_transfers.services.file_checks`). `name`: its name where the path has another.
    """
    name = name or PurePosixPath(path).name
    title = str(values.get("title") or PurePosixPath(name).stem)[:200]
    plan.add_file(path, title)
    guessed = (mimetypes.guess_type(name)[0] or "").partition("/")[0]
    kind = _KINDS.get(guessed) or _ENDINGS.get(PurePosixPath(name).suffix.lower()) or "file"
    if kind == "image":
        picture = {"alt": values.get("alt", ""), "decorative": values.get("decorative", False)}
        return {"kind": kind, "file": path, **picture}
    return {"kind": kind, "file": path, "title": title}


def make_interactive_block(plan: CoursePlan, path: str, title: str) -> Block:
    """Return a block for an interactive package (SCORM, H5P) of the archive."""
    plan.add_file(path, title[:200])
    plan.files[path].is_package = True
    return {"kind": BLOCK_KIND, "file": path, "title": title[:200]}


def adapt_block(block: Block, content_type: str) -> Block:
    """Return the block in a kind that can show a file of this content type."""
    kinds = all_block_kinds()
    if kinds[block["kind"]].accepts_file(content_type):
        return block
    kept = {"id": block["id"], "file": block["file"]}
    title = str(block.get("title") or block.get("alt") or block.get("caption") or "")[:200]
    if content_type.startswith("image/"):
        return {**kept, "kind": "image", "alt": title}
    guessed = _KINDS.get(content_type.partition("/")[0], "file")
    return {**kept, "kind": guessed, "title": title}
