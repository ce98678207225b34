"""Limits for minors: who may write to whom, when, and seen by whom. Nothing here uses the database.

`MATRIX` is the whole rule for conversations: a cell for each link from the writer to the reader, with a pupil under
`direct_messages_from_age` and without one. `decide` reads it; `find_start_of_hours` says when a message that waits is
delivered; `decide_read_along` which conversations of a child a guardian may read.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

ALWAYS_READ_ALONG_UNDER = 12
"""Guardians may always read the conversations of a child under this age."""


class Link(StrEnum):
    """What the writer is to the reader. One pair of people may have several."""

    LEARNS_FROM = "learns_from"
    LEARNT_FROM = "learnt_from"
    TEACHES = "teaches"
    TAUGHT = "taught"
    CHILD_LEARNS_FROM = "child_learns_from"
    TEACHES_CHILD_OF = "teaches_child_of"
    LEARNS_WITH = "learns_with"
    TO_OFFICE = "to_office"
    FROM_OFFICE = "from_office"
    FROM_OFFICE_TO_TEACHER = "from_office_to_teacher"


class Refusal(StrEnum):
    """Why somebody may not write, for clients."""

    NO_LINK = "no_link"
    AGE = "age"
    SWITCHED_OFF = "switched_off"
    BLOCKED = "blocked"
    GONE = "gone"
    CLOSED = "closed"
    CONTINUED = "continued"


@dataclass(frozen=True)
class Cell:
    """What holds for one link: whether one may write (`if_switched_on`: only with the setting
    `pupil_direct_messages`); whether a message `waits` for `message_hours`; whether guardians of a reader who is a
    minor are told.
    """

    may_write: bool
    if_switched_on: bool = False
    waits: bool = False
    tells_guardians: bool = False


NO = Cell(False)
TO_TEACHER = Cell(True, waits=True)
AT_ONCE = Cell(True)
TO_PUPIL = Cell(True, tells_guardians=True)
AMONG_PUPILS = Cell(True, if_switched_on=True, tells_guardians=True)

MATRIX: dict[Link, tuple[Cell, Cell]] = {
    Link.LEARNS_FROM: (TO_TEACHER, TO_TEACHER),
    Link.LEARNT_FROM: (NO, TO_TEACHER),
    Link.TEACHES: (TO_PUPIL, TO_PUPIL),
    Link.TAUGHT: (NO, TO_PUPIL),
    Link.CHILD_LEARNS_FROM: (TO_TEACHER, TO_TEACHER),
    Link.TEACHES_CHILD_OF: (AT_ONCE, AT_ONCE),
    Link.LEARNS_WITH: (NO, AMONG_PUPILS),
    Link.TO_OFFICE: (AT_ONCE, AT_ONCE),
    Link.FROM_OFFICE: (TO_PUPIL, TO_PUPIL),
    Link.FROM_OFFICE_TO_TEACHER: (TO_TEACHER, TO_TEACHER),
}
"""By link: the cell with a pupil under `direct_messages_from_age` among the two, and the cell without one."""


@dataclass(frozen=True)
class Decision:
    """Whether one may write, why not ("" where one may), and what the cells say of the message."""

    may_write: bool
    refusal: str = ""
    waits: bool = False
    tells_guardians: bool = False


def decide(links: Collection[Link], *, has_young_pupil: bool, pupils_may_write: bool) -> Decision:
    """Return what holds for a message between two people with these links.

    `has_young_pupil`: one of the two is a pupil under `direct_messages_from_age`. `pupils_may_write`: the setting
    `pupil_direct_messages`. Of several links that allow it, a message waits, and guardians are told, if one says so.
    """
    cells = [MATRIX[link][0 if has_young_pupil else 1] for link in links]
    allowing = [cell for cell in cells if cell.may_write and (pupils_may_write or not cell.if_switched_on)]
    if allowing:
        waits = any(cell.waits for cell in allowing)
        return Decision(True, waits=waits, tells_guardians=any(cell.tells_guardians for cell in allowing))
    if any(cell.may_write for cell in cells):
        return Decision(False, Refusal.SWITCHED_OFF)
    if any(MATRIX[link][1].may_write for link in links):
        return Decision(False, Refusal.AGE)
    return Decision(False, Refusal.NO_LINK)


def compute_age(birth_date: date, today: date) -> int:
    """Return the age in whole years. Who was born on 29 February has the birthday on 1 March in other years."""
    return today.year - birth_date.year - ((today.month, today.day) < (birth_date.month, birth_date.day))


def is_young(*, age: int | None, is_minor: bool, is_child: bool, from_age: int) -> bool:
    """Return whether a pupil is under `direct_messages_from_age`. Of unknown age, a minor and who has a child profile
    are.
    """
    return is_minor or is_child if age is None else age < from_age


class ReadAlong(StrEnum):
    """Which conversations of a child its guardians may read: those that `began_since` the setting was switched on."""

    NONE = "none"
    BEGAN_SINCE = "began_since"
    ALL = "all"


def decide_read_along(*, age: int | None, is_minor: bool, is_child: bool, switched_on: bool) -> ReadAlong:
    """Return which conversations of this child guardians may read: all under 12; of other minors, with the setting
    `guardians_read_along`, those that began since. Of unknown age, only a child with a child profile counts as under
    12.
    """
    if not is_minor:
        return ReadAlong.NONE
    if is_child if age is None else age < ALWAYS_READ_ALONG_UNDER:
        return ReadAlong.ALL
    return ReadAlong.BEGAN_SINCE if switched_on else ReadAlong.NONE


def find_start_of_hours(now: datetime, *, begins: time, ends: time, zone: str) -> datetime | None:
    """Return when the message hours of the branch begin next; None while they last. The same time twice: always."""
    local = now.astimezone(ZoneInfo(zone))
    within = begins <= local.time() < ends if begins < ends else local.time() >= begins or local.time() < ends
    if begins == ends or within:
        return None
    day = local.date() if local.time() < begins else local.date() + timedelta(days=1)
    return datetime.combine(day, begins, tzinfo=ZoneInfo(zone)).astimezone(UTC)
