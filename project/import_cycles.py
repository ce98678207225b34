"""Find circles of imports: `python -m project.import_cycles`, which `./talim lint` runs.

A circle is a group of modules of which each reaches each other by imports; imports inside functions and imports for
type checkers count. For Python, grimp reads the imports.
"""

import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("apps", "api", "realtime", "ml", "project", "bench")
TYPESCRIPT = ("clients/ts/src", "clients/pages/src")
RELATIVE_IMPORT = re.compile(r"""(?:from|import)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""")


def main() -> int:
    """Print every circle and return the exit status."""
    cycles = [*find_cycles(read_python_imports()), *find_cycles(read_typescript_imports(ROOT, TYPESCRIPT))]
    for cycle in cycles:
        print(f"A circle of {len(cycle)} modules: {', '.join(cycle)}")  # noqa: T201
    return 1 if cycles else 0


def read_python_imports() -> dict[str, set[str]]:
    """Return the modules that each module of the platform imports."""
    graph = grimp.build_graph(PACKAGES[0], *PACKAGES[1:])
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def read_typescript_imports(root: Path, folders: Iterable[str]) -> dict[str, set[str]]:
    """Return the files that each TypeScript file imports by a relative path, `import()` included."""
    imports = {}
    for folder in folders:
        for path in sorted((root / folder).rglob("*.ts*")):
            named = RELATIVE_IMPORT.findall(path.read_text(encoding="utf-8"))
            targets = ((path.parent / name).resolve() for name in named)
            imports[str(path.relative_to(root))] = {
                str(target.relative_to(root.resolve())) for target in targets if target.is_file()
            }
    return imports


def find_cycles(imports: Mapping[str, set[str]]) -> list[list[str]]:
    """Return the strongly connected components of more than one module, the largest first (Tarjan 1972)."""
    index: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    cycles: list[list[str]] = []

    def visit(module: str) -> None:
        index[module] = lowest[module] = len(index)
        stack.append(module)
        for target in imports.get(module, ()):
            if target not in index:
                visit(target)
                lowest[module] = min(lowest[module], lowest[target])
            elif target in stack:
                lowest[module] = min(lowest[module], index[target])
        if lowest[module] == index[module]:
            component = stack[stack.index(module) :]
            del stack[stack.index(module) :]
            if len(component) > 1:
                cycles.append(sorted(component))

    sys.setrecursionlimit(10_000)
    for module in imports:
        if module not in index:
            visit(module)
    return sorted(cycles, key=len, reverse=True)


if __name__ == "__main__":
    sys.exit(main())
