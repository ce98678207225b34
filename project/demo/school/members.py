"""The memberships: a year of pupils who join, freeze, change groups and leave."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from apps.accounts.models import User
from apps.courses.models import (
    Freeze,
    Level,
    Membership,
    MembershipChange,
    MembershipStatus,
    Placement,
    PlacementMethod,
    WaitingEntry,
)
from project.demo.school.frame import Class, School
from project.demo.school.writing import copy

SIZES = (15, 16, 17, 18, 19, 20)
AT_ONCE = 2
"""The most groups that a pupil is in at one time."""

LATER = 0.15
"""Share of pupils who join during the year."""

LEAVES = 0.28
TRANSFERS = 0.12
FREEZES = 0.10
BEGAN_ON_TRIAL = 0.3
REASONS = ("Moved to another district", "School examinations", "No time", "Went to a university", "")
DAY = timedelta(days=1)


@dataclass
class Stay:
    """A membership to be inserted; `until` is its last day, None while it is open."""

    one: Class
    student: User
    since: date
    until: date | None = None
    continues: "Stay | None" = None
    moved_on: bool = False
    freezes: list[tuple[date, date | None]] = field(default_factory=list)
    row: Membership | None = None

    def stands_on(self, day: date) -> bool:
        """Return whether the pupil is an active member on that day (not frozen)."""
        inside = self.since <= day and (self.until is None or day <= self.until)
        return inside and not any(first <= day and (last is None or day <= last) for first, last in self.freezes)

    def overlaps(self, since: date, until: date | None) -> bool:
        """Return whether the period shares a day with this membership."""
        return (until is None or self.since <= until) and (self.until is None or since <= self.until)


class Books:
    """All planned memberships, by pupil and by group."""

    def __init__(self, school: School) -> None:
        self.school, self.rng = school, school.rng
        self.all: list[Stay] = []
        self.by_student: dict[UUID, list[Stay]] = defaultdict(list)
        self.by_group: dict[UUID, list[Stay]] = defaultdict(list)
        pupils = list(school.pupils)
        self.rng.shuffle(pupils)
        later = int(len(pupils) * LATER)
        weights = [sum(class_.group.branch_id == branch.pk for class_ in school.classes) for branch in school.branches]
        self.home = {pupil.pk: self.rng.choices(school.branches, weights)[0].pk for pupil in pupils}
        self.here = {branch.pk: [p for p in pupils if self.home[p.pk] == branch.pk] for branch in school.branches}
        self.newcomers, self.unplaced = pupils[:later], pupils[later:]

    def add(self, stay: Stay) -> Stay:
        """Add a membership."""
        self.all.append(stay)
        self.by_student[stay.student.pk].append(stay)
        self.by_group[stay.one.group.pk].append(stay)
        return stay

    def can_join(self, student: User, scheduled_group: Class, since: date, until: date | None) -> bool:
        """Return whether the pupil has time for the group and was not in it before."""
        stays = self.by_student[student.pk]
        if (
            any(stay.one is scheduled_group for stay in stays)
            or self.home[student.pk] != scheduled_group.group.branch_id
        ):
            return False
        during = [stay for stay in stays if stay.overlaps(since, until)]
        return len(during) < AT_ONCE and all(stay.one.hour != scheduled_group.hour for stay in during)

    def somebody(self, scheduled_group: Class, since: date, until: date | None, first: list[User]) -> User | None:
        """Return a pupil who can join: from `first` (and remove them there), else one with the fewest groups."""
        for student in first:
            if self.can_join(student, scheduled_group, since, until):
                first.remove(student)
                return student
        everybody = self.here[scheduled_group.group.branch_id]
        some = self.rng.sample(everybody, min(60, len(everybody)))
        some.sort(key=lambda student: len(self.by_student[student.pk]))
        return next((student for student in some if self.can_join(student, scheduled_group, since, until)), None)

    def open_on(self, scheduled_group: Class, day: date) -> int:
        """Return how many are members on that day or join later."""
        return sum(stay.until is None or stay.until >= day for stay in self.by_group[scheduled_group.group.pk])


def fill(school: School) -> list[Stay]:
    """Insert the year's memberships with history, freezes, placements and waiting list. Return the memberships."""
    books = Books(school)
    size = max(1, round(len(school.pupils) * 1.7 / max(1, len(school.classes))))
    for class_ in school.classes:
        for _seat in range(min(school.rng.choice(SIZES), size)):
            _seat_of(books, class_)
    for pupil in [*books.unplaced, *books.newcomers]:
        _find_place(books, pupil)
    _transfers(books)
    _write(school, books.all)
    _leads_and_waiting(books)
    _placements(books)
    return books.all


def _seat_of(books: Books, scheduled_group: Class) -> None:
    """Fill one seat through the year: when a pupil leaves, another joins some days later."""
    school, rng = books.school, books.rng
    since = school.first_day if rng.random() < 0.8 else school.first_day + timedelta(days=rng.randrange(60))
    first = books.unplaced
    while since <= school.today:
        until = _last_day(books, since)
        student = books.somebody(scheduled_group, since, until, first)
        if student is None:
            return
        _freeze(books, books.add(Stay(scheduled_group, student, since, until)))
        if until is None:
            return
        since, first = until + timedelta(days=rng.randrange(3, 21)), books.newcomers


def _last_day(books: Books, since: date) -> date | None:
    soonest, latest = since + timedelta(days=21), books.school.today - timedelta(days=3)
    if soonest >= latest or books.rng.random() >= LEAVES:
        return None
    return soonest + timedelta(days=books.rng.randrange((latest - soonest).days))


def _freeze(books: Books, stay: Stay) -> None:
    last = stay.until or books.school.today
    if books.rng.random() >= FREEZES or (last - stay.since).days < 40:
        return
    begins = stay.since + timedelta(days=books.rng.randrange(14, (last - stay.since).days - 1))
    ends = begins + timedelta(days=books.rng.randrange(6, 27))
    if stay.until is not None:
        ends = min(ends, stay.until)
    stay.freezes.append((begins, ends))


def _find_place(books: Books, pupil: User) -> None:
    """Put a pupil without a group into the emptiest group that they can join, if any."""
    since = books.school.today - timedelta(days=books.rng.randrange(2, 40))
    since = max(since, books.school.first_day)
    for class_ in sorted(books.school.classes, key=lambda one: books.open_on(one, since)):
        if books.open_on(class_, since) < class_.group.capacity and books.can_join(pupil, class_, since, None):
            books.add(Stay(class_, pupil, since))
            return


def _transfers(books: Books) -> None:
    """Let some pupils who left a group join another group of the same course."""
    for stay in [stay for stay in books.all if stay.until is not None]:
        if books.rng.random() >= TRANSFERS or stay.until is None:
            continue
        since = stay.until + DAY
        others = [class_ for class_ in books.school.classes if class_.group.course_id == stay.one.group.course_id]
        for other in others:
            free = books.open_on(other, since) < other.group.capacity
            if free and since <= books.school.today and books.can_join(stay.student, other, since, None):
                stay.moved_on = True
                books.add(Stay(other, stay.student, since, continues=stay))
                break


def _write(school: School, stays: list[Stay]) -> None:
    rows, changes, freezes = [], [], []
    for stay in stays:
        created_at = school.since(stay.since - DAY, 15)
        stay.row = Membership(
            id=school.ids.at(created_at), created_at=created_at, updated_at=created_at, group=stay.one.group,
            student=stay.student,
            status=MembershipStatus.ACTIVE, joined_on=stay.since, left_on=stay.until,
        )  # fmt: skip
        changes += _history(school, stay, stay.row)
        freezes += [_freeze_row(school, stay.row, pause) for pause in stay.freezes]
        rows.append(stay.row)
    for stay in stays:
        if stay.row is not None and stay.continues is not None:
            stay.row.continues = stay.continues.row
    copy(rows)
    copy(changes)
    copy(freezes)


def _history(school: School, stay: Stay, row: Membership) -> list[MembershipChange]:
    """Return the changes of one membership, and set its present status."""
    steps: list[tuple[str, date, str]] = []
    trial = stay.continues is None and school.rng.random() < BEGAN_ON_TRIAL
    stays_after = stay.since + timedelta(days=7)
    decided = stays_after <= school.today and (stay.until is None or stays_after < stay.until)
    begins_as = MembershipStatus.TRIAL if trial else MembershipStatus.ACTIVE
    steps.append((begins_as, stay.since, ""))
    status = begins_as
    if trial and decided and not any(first <= stays_after for first, _last in stay.freezes):
        status = MembershipStatus.ACTIVE
        steps.append((status, stays_after, ""))
    for first, last in stay.freezes:
        if first <= school.today:
            steps.append((MembershipStatus.FROZEN, first, "Holidays with the family"))
        if last is not None and last < school.today and last != stay.until:
            steps.append((status, last + DAY, ""))
    if stay.until is not None:
        reason = "" if stay.moved_on else school.rng.choice(REASONS)
        steps.append((MembershipStatus.LEFT, stay.until, reason))
        row.reason = reason
    row.status, changes, before = steps[-1][0], list[MembershipChange](), ""
    for to, on, reason in steps:
        created_at = school.since(on, 16)
        changes.append(
            MembershipChange(
                id=school.ids.at(created_at),
                created_at=created_at,
                updated_at=created_at,
                membership=row,
                from_status=before,
                to_status=to,
                on=on,
                by=school.office[0],
                reason=reason,
            )
        )
        before = to
    return changes


def _freeze_row(school: School, row: Membership, pause: tuple[date, date | None]) -> Freeze:
    created_at = school.since(pause[0] - DAY, 12)
    return Freeze(
        id=school.ids.at(created_at), created_at=created_at, updated_at=created_at, membership=row, starts_on=pause[0],
        ends_on=pause[1], reason="Holidays with the family", by=school.office[0],
    )  # fmt: skip


def _leads_and_waiting(books: Books) -> None:
    """Insert leads for groups with a free seat, and waiting-list entries for full groups."""
    school, waiting, leads, steps = books.school, list[WaitingEntry](), list[Membership](), list[MembershipChange]()
    for class_ in school.classes:
        taken = books.open_on(class_, school.today)
        candidates = [p for p in books.here[class_.group.branch_id] if books.can_join(p, class_, school.today, None)]
        if not candidates:
            continue
        if taken >= class_.group.capacity:
            for number, student in enumerate(school.rng.sample(candidates, min(3, len(candidates))), 1):
                created_at = school.since(school.today - timedelta(days=20 - number), 11)
                waiting.append(
                    WaitingEntry(
                        id=school.ids.at(created_at),
                        created_at=created_at,
                        updated_at=created_at,
                        group=class_.group,
                        student=student,
                    )
                )
        elif school.rng.random() < 0.2:
            created_at, student = school.since(school.today, 9), school.rng.choice(candidates)
            row = Membership(
                id=school.ids.at(created_at), created_at=created_at, updated_at=created_at, group=class_.group,
                student=student,
                status=MembershipStatus.LEAD, joined_on=school.today,
            )  # fmt: skip
            leads.append(row)
            steps.append(
                MembershipChange(
                    id=school.ids.at(created_at),
                    created_at=created_at,
                    updated_at=created_at,
                    membership=row,
                    to_status=row.status,
                    on=school.today,
                    by=school.office[0],
                )
            )
    copy(waiting)
    copy(leads)
    copy(steps)


def _placements(books: Books) -> None:
    """Insert placements of pupils of language courses, most by a test before they joined."""
    school, levels, rows = books.school, {level.code: level for level in Level.objects.all()}, list[Placement]()
    seen: set[tuple[UUID, str]] = set()
    for stay in books.all:
        course = stay.one.group.course
        key = stay.student.pk, course.language
        if course.level not in levels or key in seen or school.rng.random() < 0.35:
            continue
        seen.add(key)
        tested, found_on = school.rng.random() < 0.8, stay.since - timedelta(days=school.rng.randrange(1, 6))
        created_at = school.since(found_on, 14)
        rows.append(
            Placement(
                id=school.ids.at(created_at),
                created_at=created_at,
                updated_at=created_at,
                student=stay.student,
                language=course.language,
                level=levels[course.level],
                found_on=found_on,
                found_by=school.office[0],
                method=PlacementMethod.TEST if tested else PlacementMethod.INTERVIEW,
                score=school.rng.randrange(35, 96) if tested else None,
            )
        )
    copy(rows)
