"""Count the lines of Python code that people read: `python -m project.size`, which `./talim size` runs.

A line counts if it holds code: blank lines, comments and docstrings do not count, nor do migrations. Files that
git ignores are left out. `--write` puts the counts into docs/figures.md, `--check` fails where these differ.
"""

import ast
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
PLATFORM = ("apps", "api", "ml", "realtime", "project")
PAGE = ROOT / "docs/figures.md"
BEGIN, END = "<!-- code -->\n", "<!-- end code -->\n"
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def main(arguments: list[str]) -> int:
    """Print, write or check the lines of each top folder and of the platform as a whole; return the exit status."""
    lines: Counter[str] = Counter()
    files: Counter[str] = Counter()
    for path in list_python_files(ROOT):
        folder = PurePosixPath(path).parts[0] if "/" in path else "."
        lines[folder] += count_code_lines((ROOT / path).read_text(encoding="utf-8"))
        files[folder] += 1
    if not arguments:
        for name, parts in _list_rows(lines):
            print(f"{_total(lines, parts):>8,} lines  {_total(files, parts):>6,} files  {name}")  # noqa: T201
        return 0
    text = PAGE.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not end:
        raise SystemExit(f"{PAGE.name} lacks the line {(END if begin else BEGIN).strip()}.")
    wanted = f"{before}{begin}{build_section(lines)}{end}{after}"
    if arguments == ["--check"] and wanted != text:
        print("Out of date: docs/figures.md (Code). Run ./talim generate.")  # noqa: T201
        return 1
    if wanted != text:
        PAGE.write_text(wanted, encoding="utf-8")
        print("docs/figures.md written")  # noqa: T201
    return 0


def build_section(lines: Mapping[str, int]) -> str:
    """Return the part of docs/figures.md: whole thousands, so that not every commit changes it."""
    rows = [(name, round(_total(lines, parts), -3)) for name, parts in _list_rows(lines)]
    table = "".join(f"| {name} | {count:,} |\n" for name, count in rows if count)
    return (
        "## Code\n\n`./talim size` counts lines of Python that are neither blank, comment nor docstring, without "
        f"migrations. To the\nnearest thousand:\n\n| folders | lines |\n|---|---|\n{table}"
    )


def _list_rows(lines: Mapping[str, int]) -> list[tuple[str, tuple[str, ...]]]:
    """Return each folder, the largest first, and the platform: what it is called and its folders."""
    folders = [(name, (name,)) for name in sorted(lines, key=lambda name: -lines[name])]
    return [*folders, (" ".join(PLATFORM), PLATFORM)]


def list_python_files(root: Path) -> list[str]:
    """Return the Python files of a checkout, without migrations; also new ones that are not yet tracked."""
    git = shutil.which("git")
    if git is None:
        raise SystemExit("git is needed: it lists the files to count.")
    command = [git, "-C", str(root), "-c", f"safe.directory={root}", "ls-files"]
    command += ["--cached", "--others", "--exclude-standard", "*.py"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    paths = [path for path in listed.stdout.splitlines() if "migrations" not in PurePosixPath(path).parts]
    # git also lists files that are deleted in the tree only.
    return [path for path in paths if (root / path).exists()]


def count_code_lines(source: str) -> int:
    """Return the number of lines that are neither blank nor only a comment or a docstring."""
    code = {number for number, line in enumerate(source.split("\n"), 1) if not _is_blank_or_comment(line)}
    docstrings: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.Constant, ast.JoinedStr)):
            if node.lineno != node.end_lineno:
                code |= _list_lines(node)  # lines inside a string count, whatever they look like
        elif isinstance(node, DOCUMENTED):
            # Also those below an attribute.
            docstrings |= {
                number for statement in node.body if _is_string(statement) for number in _list_lines(statement)
            }
    return len(code - docstrings)


def _is_blank_or_comment(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _is_string(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def _list_lines(node: ast.expr | ast.stmt) -> set[int]:
    return set(range(node.lineno, (node.end_lineno or node.lineno) + 1))


def _total(counts: Mapping[str, int], folders: Iterable[str]) -> int:
    return sum(counts[folder] for folder in folders)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
