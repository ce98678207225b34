"""A course as values, as readers of packages make it: what will stand in the draft."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Block = dict[str, Any]
"""A block. Its `file`, and each value of its `files`, is a path in the archive (a key of `CoursePlan.files`) until the
files are stored.
"""


def get_named_files(block: Block) -> dict[str, str]:
    """Return the files of a block that have names; a block of a package may hold anything else there."""
    named = block.get("files")
    return {name: file for name, file in named.items() if isinstance(file, str)} if isinstance(named, dict) else {}


def list_shown_files(block: Block) -> list[str]:
    """Return the files of a block: its `file`, and those that it names."""
    return [file for file in (block.get("file"), *get_named_files(block).values()) if file]


def replace_files(block: Block, files: Mapping[str, str | None]) -> Block:
    """Return the block with other values for its files: None for a `file` that is not in `files`, and nothing for one
    that the block names.
    """
    replaced = dict(block)
    if "file" in block:
        replaced["file"] = files.get(block["file"] or "")
    if "files" in block:
        named = ((name, files.get(file)) for name, file in get_named_files(block).items())
        replaced["files"] = {name: file for name, file in named if file}
    return replaced


@dataclass
class PlannedFile:
    """A file of the archive that blocks show. `sha256`: "" where the package does not say it. `is_package`: an
    interactive package.
    """

    path: str
    title: str
    sha256: str = ""
    is_package: bool = False


@dataclass
class PlannedLesson:
    """A lesson. `key`: what rules of other lessons name; the id of the lesson in our own packages."""

    title: str
    key: str = ""
    slug: str = ""
    is_preview: bool = False
    minutes: int = 5
    completion: dict[str, Any] = field(default_factory=dict)
    opens: list[dict[str, Any]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


@dataclass
class PlannedModule:
    """A module and its lessons, in order."""

    title: str
    key: str = ""
    opens: list[dict[str, Any]] = field(default_factory=list)
    lessons: list[PlannedLesson] = field(default_factory=list)


@dataclass
class CoursePlan:
    """A whole course. `category`: its name in each language. `prices`: amounts in minor units, each with a currency.
    `thumbnail`: the path of its picture in the archive, or "". `quizzes`: paths in the archive of quizzes, which are
    kept as they are.
    """

    title: dict[str, str]
    description: dict[str, str] = field(default_factory=dict)
    language: str = ""
    level: str = ""
    category: dict[str, str] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    prices: list[dict[str, Any]] = field(default_factory=list)
    thumbnail: str = ""
    is_sequential: bool = False
    weight: str = "equal"
    modules: list[PlannedModule] = field(default_factory=list)
    files: dict[str, PlannedFile] = field(default_factory=dict)
    quizzes: list[str] = field(default_factory=list)

    @property
    def lessons(self) -> Iterator[PlannedLesson]:
        """All lessons, in order."""
        for module in self.modules:
            yield from module.lessons

    def add_file(self, path: str, title: str) -> str:
        """Note that blocks show this file of the archive; return its path."""
        self.files.setdefault(path, PlannedFile(path, title))
        return path
