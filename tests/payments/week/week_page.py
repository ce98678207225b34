"""The requests of "A cashier's week" in `docs/payments.md`, with what the page says that is answered.

A line is `Person: METHOD path {json} → status code, path.of.field = value, {name} = path.of.field`; lines that begin
with spaces go on. Names in braces are ids; the last form names an id of the answer.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.process_forker import ROOT

PAGE = ROOT / "docs" / "payments.md"
SECTION = re.compile(r"^## \d+\. A cashier's week\n(.*?)^## ", re.MULTILINE | re.DOTALL)
DAY_OR_BLOCK = re.compile(r"^\*\*(\w+)|^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
NAME = re.compile(r"\{([A-Za-z][A-Za-z' ]*)\}")
STEP = re.compile(
    r"(?P<person>\w+): (?P<method>GET|POST) (?P<request>.+) → (?P<status>\d{3})(?: (?P<code>\w+))?(?P<more>.*)"
)


@dataclass(frozen=True)
class Step:
    """A request of a person, and what is answered."""

    line: str
    person: str
    method: str
    request: str
    status: int
    code: str | None
    fields: tuple[tuple[str, str], ...]

    def read_request(self, ids: Mapping[str, str]) -> tuple[str, Any]:
        """Return path and body with these ids."""
        path, _, body = NAME.sub(lambda name: ids[name[1]], self.request).partition(" ")
        return f"/payments/{path}", json.loads(body) if body else None

    def check_fields(self, answer: Any, ids: dict[str, str]) -> None:
        """Compare the fields of the answer; keep the ids that the step names."""
        for left, right in self.fields:
            name = NAME.fullmatch(left)
            if name:
                ids[name[1]] = find_field(answer, right)
            else:
                assert find_field(answer, left) == json.loads(right), (self.line, answer)


def find_field(answer: Any, path: str) -> Any:
    """Return the field of this path, as `results.0.id`."""
    for key in path.split("."):
        answer = answer[int(key) if key.isdigit() else key]
    return answer


def read_blocks() -> Iterator[tuple[int, list[Step]]]:
    """Yield the blocks of the page: the number of the day (0: Monday) and its steps."""
    section = SECTION.search(PAGE.read_text(encoding="utf-8"))
    assert section, "the section is missing"
    day = 0
    for part in DAY_OR_BLOCK.finditer(section[1]):
        if part[1]:
            day = DAYS.index(part[1]) if part[1] in DAYS else day
        else:
            yield day, [_read_step(line) for line in re.sub(r"\n +", " ", part[2]).splitlines()]


def _read_step(line: str) -> Step:
    found = STEP.fullmatch(line)
    assert found, f"not a request: {line}"
    fields = [tuple(field.split(" = ", 1)) for field in found["more"].split(", ")[1:]]
    return Step(
        line, found["person"], found["method"], found["request"], int(found["status"]), found["code"], tuple(fields)
    )
