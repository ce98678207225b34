"""What other apps say about acts that change a pupil's days in groups: a freeze, an end, a transfer, an undo.

An app declares its rules in `day_rules.py`: `DAY_RULES = [DayRule("payments.lowered_bills", …)]`. A rule is a context
around the writes of the act, in its transaction and under its locks: it reads what was before and what is afterwards,
and refuses the act by a domain error.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core import declarations
from apps.core.errors import Conflict, ErrorCode


@dataclass(frozen=True)
class DayChange:
    """An act that changes no day of the pupil before `since`.

    `act` is its action in the audit log, `field` the day that the request names. `accept_attended`: the actor knows of
    attended days that the act takes away. `is_undo`: it takes back an earlier act.
    """

    act: str
    actor: User | None
    student: User
    since: date
    field: str = ""
    accept_attended: bool = False
    is_undo: bool = False
    reason: str = ""


@dataclass(frozen=True)
class DayRule:
    """A rule, and the context that watches an act."""

    name: str
    watch: Callable[[DayChange], AbstractContextManager[None]]


class AttendedDays(Conflict):
    """The act takes away days that are marked as attended, and the actor has not said that they know; `days` by the
    name of the pupil.
    """

    code = ErrorCode.ATTENDED_DAYS

    def __init__(self, days: Mapping[str, Sequence[date]]) -> None:
        self.days = days
        listed = "; ".join(f"{name} – {', '.join(f'{day:%d.%m.%Y}' for day in of)}" for name, of in days.items())
        all_days = sorted({day.isoformat() for of in days.values() for day in of})
        detail = _("These days are marked as attended: %(days)s.") % {"days": listed}
        super().__init__(detail, fields={"accept_attended": list(all_days)})


@cache
def all_day_rules() -> dict[str, DayRule]:
    """Return all declared rules by name. Raise ValueError when two share a name."""
    return declarations.collect_declarations_by_name("day_rules", DayRule, label="rule about days")


@contextmanager
def follow_day_rules(change: DayChange) -> Iterator[None]:
    """Let all rules watch the act. Call it in its unit of work, after its locks and around its writes."""
    with ExitStack() as stack:
        for rule in all_day_rules().values():
            stack.enter_context(rule.watch(change))
        yield
