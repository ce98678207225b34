"""Check declarations that name code by its dotted path: `python -m project.lint` runs it.

A declaration holds the function itself where imports allow that. What stays a text: handlers of jobs, because services
import the names of their kinds from the module that would import the services; the speech engine and gateways, because
they are loaded by who uses them only; settings, which Django reads before apps are loaded. Each such path must lead to
something that can be called as its caller calls it.
"""

import inspect
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.module_loading import import_string

from apps.jobs.kinds import ClaimedJob, get_job_kinds_by_name
from apps.payments.gateways import GATEWAYS


class DeclaredPath(NamedTuple):
    """A path, the declaration that names it, and the types of what the caller passes, by position."""

    place: str
    path: str
    passes: tuple[type, ...] = ()


def list_declared_paths() -> Iterator[DeclaredPath]:
    """Yield the paths of all declarations."""
    for kind in get_job_kinds_by_name().values():
        if kind.handler:
            yield DeclaredPath(f"job kind {kind.name}", kind.handler, (ClaimedJob,))
        if kind.on_dead:
            yield DeclaredPath(f"job kind {kind.name}, on_dead", kind.on_dead, (ClaimedJob, str))
    for name, path in GATEWAYS.items():
        yield DeclaredPath(f"gateway {name}", path)
    yield DeclaredPath("SPEECH_ENGINE", settings.SPEECH_ENGINE)
    yield DeclaredPath("LAST_BACKUP", settings.LAST_BACKUP)


def find_path_problem(declared: DeclaredPath) -> str | None:
    """Return what is wrong with a path: it leads nowhere, or to what cannot be called so."""
    try:
        found = import_string(declared.path)
    except ImportError as error:
        return f"{declared.place}: {error}"
    if not callable(found):
        return f"{declared.place}: {declared.path} is no function"
    signature = inspect.signature(found)
    passed = ", ".join(each.__name__ for each in declared.passes)
    try:
        bound = signature.bind(*declared.passes)
    except TypeError as error:
        return f"{declared.place}: {declared.path}{signature} is called with ({passed}): {error}"
    for name, wanted in bound.arguments.items():
        if not _takes(signature.parameters[name].annotation, wanted):
            return f"{declared.place}: {declared.path}{signature} is called with ({passed})"
    return None


def _takes(annotation: Any, wanted: type) -> bool:
    """Return whether a parameter with this annotation takes the type. What is imported for type checkers only is a
    text.
    """
    return annotation in (wanted, wanted.__name__, Any, inspect.Parameter.empty)


def main() -> int:
    """Print what is wrong and return the exit status."""
    problems = [problem for declared in list_declared_paths() if (problem := find_path_problem(declared))]
    print("\n".join(problems) if problems else "All declared paths lead to what can be called.")  # noqa: T201
    return 1 if problems else 0
