"""What every GET tells every point of view and leaves behind, asked once for all who want to know."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from tests.access import matrix
from tests.access.operations import Operation
from tests.access.rules import RULES
from tests.access.side_effects import count_written_rows, get_fingerprint_since, list_audited_actions, roll_back
from tests.access.world import World
from tests.access.world_quizzes import SECRETS
from tests.factories import ApiResponse

MAX_PAGE = {"page_size": 100, "limit": 100}


@dataclass(frozen=True)
class Reading:
    """Status, what the caller learns, the paths of all keys (`results[].student.id`; None: it is no JSON), the names of
    the world's things whose ids stand in the answer; which of `world_quizzes.SECRETS` it tells; the tables that
    changed and the lines in the audit log.
    """

    status: int
    told: tuple[int, Any]
    keys: frozenset[str] | None
    things: tuple[str, ...]
    secrets: tuple[str, ...]
    changed: frozenset[str]
    audited: frozenset[str]


class Readings:
    """Of one world, whose tables are `unchanged` whenever nobody is asking; None: nobody asks what changes."""

    def __init__(self, world: World, unchanged: dict[str, tuple[int, int]] | None) -> None:
        self._world, self._unchanged = world, unchanged
        self._known: dict[tuple[str, str, bool], Reading] = {}

    def __call__(self, operation: Operation, view: str, *, by_rule: bool = True) -> Reading:
        """Of a GET as this point of view, with the filters of its rule if it has some; whatever it does is undone."""
        query = RULES[operation.name].query if by_rule else {}
        known = operation.name, view, bool(query)
        if known not in self._known:
            self._known[known] = self._read(operation, view, query)
        return self._known[known]

    def _read(self, operation: Operation, view: str, query: dict[str, Any]) -> Reading:
        with roll_back():
            before = 0 if self._unchanged is None else count_written_rows()
            answer = matrix.send_request(self._world, operation, view, query=query or get_page_sizes(operation))
            changed, lines = self._list_effects(before)
        good = answer.status < 400 and answer.json is not None
        return Reading(
            answer.status,
            matrix.summarize_answer(answer),
            frozenset(list_key_paths(answer.json)) if good else None,
            tuple(find_objects_in(self._world, answer)),
            tuple(secret for secret in SECRETS if secret.encode() in answer.content),
            changed,
            lines,
        )

    def _list_effects(self, before: int) -> tuple[frozenset[str], frozenset[str]]:
        """The tables that changed since `before` rows were written, and the lines in the audit log."""
        unchanged = self._unchanged
        if unchanged is None:
            return frozenset(), frozenset()
        after = get_fingerprint_since(before, unchanged)
        changed = frozenset(table for table in after if after[table] != unchanged[table])
        return changed, frozenset(list_audited_actions(self._world))


def get_page_sizes(operation: Operation) -> dict[str, int]:
    """The query for which it answers with a list in its whole length."""
    takes = {row["name"] for row in operation.schema.get("parameters", []) if row["in"] == "query"}
    return {name: size for name, size in MAX_PAGE.items() if name in takes}


def find_objects_in(world: World, answer: ApiResponse) -> list[str]:
    """The names of the world's things whose ids stand in a good JSON answer."""
    if answer.status >= 400 or answer.json is None:
        return []
    output = answer.content.decode()
    return sorted(name for name, thing in vars(world).items() if isinstance(thing, Model) and str(thing.pk) in output)


def list_key_paths(value: Any, path: str = "") -> set[str]:
    """The paths of everything in a JSON value: `results[].student.id`."""
    if isinstance(value, dict):
        deeper = (list_key_paths(inner, f"{path}.{key}" if path else key) for key, inner in value.items())
        return {path, *(key for keys in deeper for key in keys)} - {""}
    if isinstance(value, list):
        return {path, *(key for inner in value for key in list_key_paths(inner, f"{path}[]"))} - {f"{path}[]"}
    return {path}
