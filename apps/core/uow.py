"""The unit of work: one transaction around everything a service does.

Services open `unit_of_work()`. The outermost one opens the transaction; inner ones join it as savepoints.
What services collect on the way (events to publish) is flushed just before the commit by the hooks other
apps registered, in the order of their names, so a rolled-back unit leaves no trace.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction

FlushHook = Callable[[list[Any]], None]

_hooks: dict[str, FlushHook] = {}
_current: ContextVar["UnitOfWork | None"] = ContextVar("unit_of_work", default=None)
_deferred: ContextVar[bool] = ContextVar("told_afterwards", default=False)

DEFERRED = "afterwards"
"""The hook for what is told after the commit: who notifies and who publishes collect for it, `apps.notifications`
flushes it."""


class UnitOfWork:
    """What the open unit has collected, by the name of the hook that will flush it."""

    def __init__(self) -> None:
        self.collected: dict[str, list[Any]] = {}

    def collect(self, hook: str, item: Any) -> None:
        """Keep `item` for the flush hook of that name; KeyError when no such hook is registered."""
        if hook not in _hooks:
            raise KeyError(f"no flush hook named {hook!r}")
        self.collected.setdefault(hook, []).append(item)

    def checkpoint(self) -> dict[str, int]:
        """How much each hook has collected so far."""
        return {name: len(items) for name, items in self.collected.items()}

    def rewind(self, checkpoint: dict[str, int]) -> None:
        """Forget what was collected after `mark` (an inner unit rolled back)."""
        for name, items in self.collected.items():
            del items[checkpoint.get(name, 0) :]


class OutsideUnitOfWork(RuntimeError):
    """Something that needs an open unit of work was called without one."""


def register_flush_hook(name: str, hook: FlushHook) -> None:
    """Call `hook(items)` inside the transaction, just before each outermost commit that collected for `name`."""
    _hooks[name] = hook


def get_current_unit() -> UnitOfWork:
    """The open unit of work; raises OutsideUnitOfWork when there is none."""
    unit = _current.get()
    if unit is None:
        raise OutsideUnitOfWork("publish and enqueue work only inside unit_of_work()")
    return unit


@contextmanager
def defer_messages() -> Iterator[None]:
    """Whatever is told inside, notifications and events, leaves after the commit, by a job: telling people cannot undo
    what they are told of.
    """
    token = _deferred.set(True)
    try:
        yield
    finally:
        _deferred.reset(token)


def are_messages_deferred() -> bool:
    """Whether what is told now belongs to the hook AFTERWARDS."""
    return _deferred.get()


@contextmanager
def unit_of_work() -> Iterator[UnitOfWork]:
    """Open or join the unit of work; see the module's text for the order of things."""
    unit = _current.get()
    if unit is not None:
        checkpoint = unit.checkpoint()
        try:
            with transaction.atomic():
                yield unit
        except BaseException:
            unit.rewind(checkpoint)
            raise
        return
    unit = UnitOfWork()
    token = _current.set(unit)
    try:
        with transaction.atomic():
            yield unit
            for name in sorted(_hooks):
                if unit.collected.get(name):
                    _hooks[name](unit.collected[name])
    finally:
        _current.reset(token)
