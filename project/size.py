"""Count the lines of Python code that people read: `python -m project.size`, which `./talim size` runs.

A line counts if it holds code: blank lines, comments and docstrings do not count, nor do migrations. Only files
that git tracks are counted.
"""

import ast
import io
import shutil
import subprocess
import sys
import tokenize
from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
PLATFORM = ("apps", "api", "ml", "realtime", "project")
NO_CODE = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING,
    tokenize.ENDMARKER,
}  # fmt: skip
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def main() -> int:
    """Print lines and files of each top folder, and of the platform as a whole; return the exit status."""
    lines: Counter[str] = Counter()
    files: Counter[str] = Counter()
    for path in list_python_files(ROOT):
        folder = PurePosixPath(path).parts[0] if "/" in path else "."
        lines[folder] += count_code_lines((ROOT / path).read_text(encoding="utf-8"))
        files[folder] += 1
    for folder in sorted(lines, key=lambda name: -lines[name]):
        _print_row(folder, lines[folder], files[folder])
    _print_row(" ".join(PLATFORM), _total(lines, PLATFORM), _total(files, PLATFORM))
    return 0


def list_python_files(root: Path) -> list[str]:
    """Return the tracked Python files of a checkout, without migrations."""
    git = shutil.which("git")
    if git is None:
        raise SystemExit("git is needed: the files that it tracks are counted.")
    command = [git, "-C", str(root), "-c", f"safe.directory={root}", "ls-files", "*.py"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    return [path for path in listed.stdout.splitlines() if "migrations" not in PurePosixPath(path).parts]


def count_code_lines(source: str) -> int:
    """Return the number of lines that are neither blank nor only a comment or a docstring."""
    code: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in NO_CODE:
            code.update(range(token.start[0], token.end[0] + 1))
    return len(code - _list_docstring_lines(source))


def _list_docstring_lines(source: str) -> set[int]:
    """Return the lines of docstrings, also of those below an attribute."""
    numbers: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, DOCUMENTED):
            for statement in node.body:
                value = statement.value if isinstance(statement, ast.Expr) else None
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    numbers.update(range(statement.lineno, (statement.end_lineno or statement.lineno) + 1))
    return numbers


def _total(counts: Counter[str], folders: Iterable[str]) -> int:
    return sum(counts[folder] for folder in folders)


def _print_row(name: str, lines: int, files: int) -> None:
    print(f"{lines:>8,} lines  {files:>6,} files  {name}")  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
