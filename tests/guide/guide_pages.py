"""The pages of docs/guide as what a reader would run: their blocks of bash and TypeScript, and what each should print.

A block with a title is a file that the reader keeps (`talim.sh`, `talim.ts`); the others run in their order. A block of
`text` that follows one of code is what that prints, `…` standing for anything.
"""

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.process_forker import ROOT

FOLDER = ROOT / "docs" / "guide"
MARK = "\x01block "
FENCE = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class GuideBlock:
    """A block of code: language, title, the page's line where it begins, and what it prints if that is told."""

    language: str
    title: str
    line: int
    code: str
    prints: str | None


@dataclass(frozen=True)
class GuidePage:
    """One page and its blocks of code."""

    path: Path
    blocks: tuple[GuideBlock, ...]

    @property
    def name(self) -> str:
        return self.path.stem

    def get_blocks(self, language: str) -> list[GuideBlock]:
        """What runs, in its order."""
        return [block for block in self.blocks if block.language == language and not block.title]

    def get_titled_blocks(self, language: str) -> list[GuideBlock]:
        """The files that the reader keeps."""
        return [block for block in self.blocks if block.language == language and block.title]


def read_guide_page(path: Path) -> GuidePage:
    """The page of this file."""
    text = path.read_text(encoding="utf-8")
    result = list(FENCE.finditer(text))
    blocks = []
    for number, fence in enumerate(result):
        language, title, code = fence[1], fence[2] or "", fence[3]
        if language == "text":
            continue
        after = result[number + 1] if number + 1 < len(result) else None
        shows_answer = after is not None and after[1] == "text" and not text[fence.end() : after.start()].strip()
        line = text.count("\n", 0, fence.start()) + 1
        blocks.append(GuideBlock(language, title, line, code, after[3] if shows_answer and after else None))
    return GuidePage(path, tuple(blocks))


def read_all_guide_pages() -> list[GuidePage]:
    """All pages, by name."""
    return [read_guide_page(path) for path in sorted(FOLDER.glob("*.md"))]


def collect_titled_files(language: str) -> dict[str, str]:
    """The files that the reader keeps, by name, from whichever page."""
    return {block.title: block.code for page in read_all_guide_pages() for block in page.get_titled_blocks(language)}


def find_output_differences(page: GuidePage, language: str, output: str) -> list[str]:
    """Where what was printed is not what the page shows. Each block begins with `MARK` and its number on a line."""
    parts = re.split(f"^{MARK}\\d+\n", output, flags=re.MULTILINE)[1:]
    blocks = page.get_blocks(language)
    if len(parts) != len(blocks):
        return [f"{page.path.name}: {len(parts)} of {len(blocks)} blocks of {language} were begun"]
    wrong = []
    for block, printed in zip(blocks, parts, strict=True):
        if block.prints is not None and not matches_output(block.prints, printed):
            wrong.append(f"{page.path.name}:{block.line} shows\n{block.prints}but prints\n{printed}")
    return wrong


def run_page(page: GuidePage, language: str, *words: str, folder: Path, env: Mapping[str, str]) -> list[str]:
    """Run a page's blocks by this command in a folder; what went wrong."""
    done = subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True, timeout=300)
    if done.returncode:
        return [f"{page.path.name} ended with {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"]
    return find_output_differences(page, language, done.stdout)


def matches_output(shown: str, printed: str) -> bool:
    """Whether this was printed, `…` standing for anything."""
    pattern = ".*".join(re.escape(part) for part in shown.strip().split("…"))
    return re.fullmatch(pattern, printed.strip(), re.DOTALL) is not None
