"""What a rule of the access matrix says."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Rule:
    """`link`: who gets through. `path`: what the parameters of the path name. `body` is laid over the schema's
    example (with a `file` it is the form), `query` is sent as it is; `@name` in them is the id of that thing. `status`
    when it is not the first.
    """

    link: str
    path: tuple[str, ...] = ()
    body: dict[str, Any] = field(default_factory=dict)
    query: dict[str, Any] = field(default_factory=dict)
    file: str = ""
    status: int | None = None
    key: bool = False


def rule(link: str, *path: str, **more: Any) -> Rule:
    """A rule in one line."""
    return Rule(link, path, **more)


def split_methods(rules: dict[str, Rule]) -> dict[str, Rule]:
    """The rules by operation: `GET PATCH /x/` has the rule of both methods."""
    named = [(name.split(), rule) for name, rule in rules.items()]
    return {f"{method} {path}": rule for (*methods, path), rule in named for method in methods}
