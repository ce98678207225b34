"""The access matrix: every operation × every point of view, generated from permission × link and the exceptions.

`matrix.tsv` is its committed form, so that a change of who may do what shows in a review. It is written anew by
`./talim generate`.
"""

import copy
import csv
import io
from pathlib import Path
from typing import Any

from apps.core.permissions import get_common_permissions, get_role_permissions
from tests import factories
from tests.access.operations import OPERATIONS, Operation, resolved
from tests.access.rules import CASES, LINKS, RULES, Rule, describe_missing_rule
from tests.access.side_effects import roll_back
from tests.access.world import CASHIER, ONE_OF_A_KIND, ROLES, UNKNOWN, VIEWS, World

FOLDER = Path(__file__).parent
TABLE = FOLDER / "matrix.tsv"
EXCEPTIONS = FOLDER / "exceptions.tsv"


class MissingRules(LookupError):
    """Operations without a rule; the text says what to add in which file."""


def list_permissions_of(view: str) -> frozenset[str]:
    """The permissions that this point of view stands for."""
    return get_common_permissions() | frozenset(CASHIER) if view == "cashier" else get_role_permissions(ROLES[view])


def load_exceptions() -> dict[tuple[str, str], int]:
    """The cells that links and permissions alone would get wrong, from `exceptions.tsv`."""
    with EXCEPTIONS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    assert all(row["why"] for row in rows), "an exception needs its reason"
    return {(row["operation"], row["view"]): int(row["status"]) for row in rows}


def get_expected_status(
    operation: Operation, view: str, special: dict[tuple[str, str], int], case: Rule | None = None
) -> int:
    """The status of one cell; of a `case` (`rules.CASES`) where one is given."""
    rule = case or RULES[operation.name]
    named = get_case_name(operation.name, case) if case else operation.name
    if (named, view) in special:
        return special[named, view]
    done = rule.status or operation.success
    if operation.is_public:
        if operation.is_optional and view in UNKNOWN and view != "nobody":
            return 401
        return done if rule.link == "anybody" or view in LINKS[rule.link] else 404
    if view in UNKNOWN:
        return 401
    if operation.permission not in list_permissions_of(view):
        return 403
    return done if view in LINKS[rule.link] else 404


def choose_views(operation: Operation, special: dict[tuple[str, str], int], case: Rule | None = None) -> list[str]:
    """The points of view that tell something of their own. `nobody` stands for all without a good token, and one of
    each role for all whom its permissions refuse, whoever they are linked to, and for all who may write where no link
    decides.
    """
    named = get_case_name(operation.name, case) if case else operation.name
    by_role = operation.writes and (case or RULES[operation.name]).link == "anybody"
    return [
        view
        for view in VIEWS
        if view in ("nobody", *ONE_OF_A_KIND)
        or (named, view) in special
        or (not by_role and get_expected_status(operation, view, special, case) not in (401, 403))
    ]


def get_case_name(operation: str, case: Rule) -> str:
    """How a case is called in the matrix and in the exceptions."""
    return f"{operation} ({case.path[0]})"


def format_matrix() -> str:
    """The whole matrix as it is committed. Raise MissingRules when an operation has no rule."""
    missing = [describe_missing_rule(operation.name) for operation in OPERATIONS if operation.name not in RULES]
    if missing:
        raise MissingRules("\n".join(missing))
    special = load_exceptions()
    out = io.StringIO()
    rows = csv.writer(out, delimiter="\t", lineterminator="\n")
    rows.writerow(["operation", "permission", "link", *VIEWS])
    for operation in OPERATIONS:
        cells = [get_expected_status(operation, view, special) for view in VIEWS]
        rows.writerow([operation.name, operation.permission or "public", RULES[operation.name].link, *cells])
    by_name = {operation.name: operation for operation in OPERATIONS}
    for name, case in CASES:
        operation = by_name[name]
        cells = [get_expected_status(operation, view, special, case) for view in VIEWS]
        rows.writerow([get_case_name(name, case), operation.permission or "public", case.link, *cells])
    return out.getvalue()


def build_body(operation: Operation, rule: Rule) -> dict[str, Any] | None:
    """A valid body: the schema's example with the rule's values over it; None where there is none."""
    schema = operation.body_schema
    if schema is None:
        return None
    return copy.deepcopy(resolved(schema)["examples"][0]) | rule.body


def send_request(
    world: World, operation: Operation, view: str, *, path: list[Any] | None = None, body: Any = None,
    query: Any = None, rule: Rule | None = None,
) -> factories.ApiResponse:  # fmt: skip
    """One request as this point of view. `path`, `body` and `query` stand in for those of the rule."""
    rule = rule or RULES[operation.name]
    values = [world.value(name) for name in rule.path] if path is None else path
    sent = build_body(operation, rule) if body is None else body
    return world.client(view).request(
        operation.method,
        operation.at(*values),
        json=world.filled(sent),
        query=world.filled(rule.query if query is None else query),
        form=world.filled(rule.body) if rule.file else None,
        files={"file": getattr(world, rule.file)} if rule.file else None,
        idempotency_key="matrix" if rule.key else None,
    )


def summarize_answer(answer: factories.ApiResponse) -> tuple[int, Any]:
    """What a caller can learn from an answer: status and content, without the request's id."""
    if isinstance(answer.json, dict):
        return answer.status, {**answer.json, "request_id": ""}
    return answer.status, answer.content


def ask(world: World, operation: Operation, view: str, **request: Any) -> tuple[int, Any]:
    """What a caller learns from a request (`send_request`) that is rolled back."""
    with roll_back():
        return summarize_answer(send_request(world, operation, view, **request))
