"""The unit of work: one transaction around everything that a service does.

Services open `unit_of_work()`. The outermost one opens the transaction; inner ones are savepoints. What services
collect (events, jobs) is flushed just before the commit by hooks that apps register, in the order of their names; what
an inner unit collected belongs to the outer one when it ends. So a rolled-back unit leaves no trace.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction

FlushHook = Callable[[list[Any]], None]

_hooks: dict[str, FlushHook] = {}
_current: ContextVar["UnitOfWork | None"] = ContextVar("unit_of_work", default=None)
_deferred: ContextVar[bool] = ContextVar("deferred_messages", default=False)

DEFERRED = "afterwards"
"""The hook for messages sent after the commit. Publishers collect for it; `apps.notifications` flushes it."""


class UnitOfWork:
    """What the open unit has collected, by the name of the flush hook."""

    def __init__(self) -> None:
        self.collected: dict[str, list[Any]] = {}

    def collect(self, hook: str, item: Any) -> None:
        """Keep `item` for the flush hook of that name. Raise KeyError for an unknown hook."""
        if hook not in _hooks:
            raise KeyError(f"no flush hook named {hook!r}")
        self.collected.setdefault(hook, []).append(item)


class OutsideUnitOfWork(RuntimeError):
    """A function that needs an open unit of work was called without one."""


def register_before_commit_hook(name: str, hook: FlushHook) -> None:
    """Call `hook(items)` in the transaction, just before each outermost commit that collected for `name`."""
    _hooks[name] = hook


def get_current_unit_of_work() -> UnitOfWork:
    """Return the open unit of work. Raise OutsideUnitOfWork when there is none."""
    unit = _current.get()
    if unit is None:
        raise OutsideUnitOfWork("publish and enqueue work only inside unit_of_work()")
    return unit


def release_connection() -> None:
    """Give this thread's database connection back to the pool before a long wait; the next query takes one again.

    Inside a transaction it does nothing.
    """
    if not transaction.get_connection().in_atomic_block:
        transaction.get_connection().close()


@contextmanager
def defer_messages() -> Iterator[None]:
    """Send the notifications and events of this block by a job, after the commit.

    An error while sending then cannot undo the change that they report.
    """
    token = _deferred.set(True)
    try:
        yield
    finally:
        _deferred.reset(token)


def are_messages_deferred() -> bool:
    """Return whether messages are collected for the hook DEFERRED now."""
    return _deferred.get()


@contextmanager
def unit_of_work() -> Iterator[UnitOfWork]:
    """Open or join the unit of work; see the module docstring for the order of steps."""
    outer, unit = _current.get(), UnitOfWork()
    token = _current.set(unit)
    try:
        with transaction.atomic():
            yield unit
            for name in sorted(_hooks) if outer is None else ():
                if unit.collected.get(name):
                    _hooks[name](unit.collected[name])
    finally:
        _current.reset(token)
    if outer is not None:
        for name, items in unit.collected.items():
            outer.collected.setdefault(name, []).extend(items)
