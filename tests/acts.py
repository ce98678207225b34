"""`docs/acts.md`: for each writing operation, its page and control. `python -m tests.acts` checks it.

Browser tests record the writing requests that the server accepted (`clients/pages/test/recorded-acts.ts`). With
`--write` the table of performed acts is made of them; with `--performed` each row of a test that ran must have been
performed again, and nothing that is for machines only.
"""

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
RECORDED = ROOT / "var" / "acts"
DOCUMENT = ROOT / "docs" / "acts.md"
WRITING = ("post", "put", "patch", "delete")
MACHINE_SHARE = 0.15
"""At most this part of the writing operations may have no control on a page."""
UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
PERFORMED = re.compile(r"(<!-- performed -->\n).*?(<!-- end performed -->)", re.DOTALL)
TABLES = ("On pages", "By themselves", "Machine only")


@dataclass(frozen=True, order=True)
class Act:
    """An operation as a browser test performed it."""

    operation: str
    page: str
    control: str
    test: str


def read_operations() -> dict[str, re.Pattern[str]]:
    """Return the writing operations, each with a pattern of `METHOD path`."""
    schema = json.loads((ROOT / "docs" / "openapi.json").read_text("utf-8"))
    return {
        operation["operationId"]: re.compile(f"{method.upper()} " + re.sub(r"\{\w+\}", "[^/]+", path))
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
        if method in WRITING
    }


def read_recorded(operations: dict[str, re.Pattern[str]]) -> list[Act]:
    """Return what the last browser tests performed; of each operation, acts in English with a control come first."""
    found: dict[Act, tuple[bool, bool]] = {}
    for file in sorted(RECORDED.glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            act = json.loads(line)
            called = f"{act['method']} {act['path']}"
            # Of two patterns, the one with fewer placeholders is the operation's own.
            names = sorted((p.pattern.count("[^/]+"), name) for name, p in operations.items() if p.fullmatch(called))
            if names:
                page = UUID.sub(":id", act["page"])
                key = Act(names[0][1], page, act["name"].replace("|", "/"), file.stem)
                found[key] = (not act["name"], act["language"] != "en")
    return sorted(found, key=lambda act: (act.operation, found[act], act))


def read_rows(text: str) -> dict[str, list[list[str]]]:
    """Return the cells of each table's rows, by the heading above."""
    rows: dict[str, list[list[str]]] = {name: [] for name in TABLES}
    for name in TABLES:
        section = re.search(rf"^## {name}$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
        for line in section[1].splitlines() if section else []:
            if line.startswith("| `"):
                rows[name].append([cell.strip().strip("`") for cell in line.strip("|").split("|")])
    return rows


def write_performed(acts: list[Act]) -> None:
    """Put the first act of each operation into the document, and keep rows of tests that did not run."""
    text = DOCUMENT.read_text("utf-8")
    ran = {file.stem for file in RECORDED.glob("*.jsonl")}
    first = {row[0]: Act(*row) for row in read_rows(text)["On pages"] if row[3] not in ran}
    by_themselves = {row[0] for row in read_rows(text)["By themselves"]}
    first |= {act.operation: act for act in reversed(acts) if act.operation not in by_themselves}
    lines = [f"| `{act.operation}` | `{act.page}` | {act.control} | {act.test} |" for act in sorted(first.values())]
    table = "\n".join(["| operation | page | control | test |", "|---|---|---|---|", *lines])
    text = PERFORMED.sub(lambda match: f"{match[1]}{table}\n{match[2]}", text)
    kept, others = text.split("<!-- end performed -->")
    for operation in first:
        others = re.sub(rf"^\| `{operation}` \|.*\n", "", others, flags=re.MULTILINE)
    text = f"{kept}<!-- end performed -->{others}"
    DOCUMENT.write_text(text, encoding="utf-8")


def find_problems(operations: dict[str, re.Pattern[str]]) -> list[str]:
    """Return what is wrong with the document."""
    rows = read_rows(DOCUMENT.read_text("utf-8"))
    named = [row[0] for name in TABLES for row in rows[name]]
    problems = [f"{name} has no row in docs/acts.md." for name in operations if name not in named]
    problems += [f"{name} in docs/acts.md is no writing operation." for name in named if name not in operations]
    problems += [f"{name} has {named.count(name)} rows." for name in sorted(set(named)) if named.count(name) > 1]
    problems += [f"{row[0]} says not why." for name in TABLES[1:] for row in rows[name] if not row[1]]
    without_control = sum(len(rows[name]) for name in TABLES[1:])
    if without_control > MACHINE_SHARE * len(operations):
        problems.append(f"{without_control} operations have no control on a page: more than {MACHINE_SHARE:.0%}.")
    return problems


def find_missing(acts: list[Act]) -> list[str]:
    """Return the rows that their test did not perform in the last run, and those of machines only that one did."""
    ran = {file.stem for file in RECORDED.glob("*.jsonl")}
    performed = {(act.operation, act.test) for act in acts}
    rows = read_rows(DOCUMENT.read_text("utf-8"))
    machine = {row[0] for row in rows["Machine only"]}
    problems = [
        f"{operation} was not performed by {test}, as docs/acts.md says."
        for operation, _, _, test in rows["On pages"]
        if test in ran and (operation, test) not in performed
    ]
    problems += [
        f"{operation} is for machines only, as docs/acts.md says, and {test} performs it on a page."
        for operation, test in sorted(performed)
        if operation in machine
    ]
    return problems


def main(arguments: list[str]) -> int:
    """Run the command and return its exit status."""
    operations = read_operations()
    if "--write" in arguments:
        write_performed(read_recorded(operations))
    problems = find_problems(operations)
    if "--performed" in arguments:
        problems += find_missing(read_recorded(operations))
    print("\n".join(problems) or "Every writing operation has its row.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
