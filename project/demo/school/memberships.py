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
from apps.leads.contacts import build_keys
from apps.leads.models import EntryKind, Lead, LeadEntry, LeadPhone, LeadSource
from apps.leads.services.stages import open_stages
from project.demo.school.bulk_insert import insert_rows
from project.demo.school.structure import ScheduledGroup, School

SIZES = (15, 16, 17, 18, 19, 20)
MAX_GROUPS = 2
"""The most groups that a pupil is in at one time."""

LATE_JOINERS = 0.15
"""Share of pupils who join during the year."""

LEAVES = 0.28
TRANSFERS = 0.12
FREEZES = 0.10
BEGAN_ON_TRIAL = 0.3
FADING_SHARE, FADING_DAYS = 0.85, 100
"""Of those who leave the centre, so many come more and more seldom before: what the model of risk can learn."""
LEAVES_SOON = 0.04
"""Share of pupils who are about to leave."""
REASONS = ("Moved to another district", "School examinations", "No time", "Went to a university", "")
DAY = timedelta(days=1)


@dataclass
class PlannedMembership:
    """A membership to be inserted; `until` is its last day, None while it is open. `fades_until`: the pupil comes more
    and more seldom up to this day, which may be ahead.
    """

    scheduled_group: ScheduledGroup
    student: User
    since: date
    until: date | None = None
    continues: "PlannedMembership | None" = None
    moved_on: bool = False
    fades_until: date | None = None
    freezes: list[tuple[date, date | None]] = field(default_factory=list)
    row: Membership | None = None

    def is_member_on(self, day: date) -> bool:
        """Return whether the pupil is an active member on that day (not frozen)."""
        inside = self.since <= day and (self.until is None or day <= self.until)
        return inside and not any(first <= day and (last is None or day <= last) for first, last in self.freezes)

    def get_fading(self, day: date) -> float:
        """Return how far the pupil is with leaving, from 0 to 1."""
        if self.fades_until is None:
            return 0.0
        return max(0.0, 1 - (self.fades_until - day).days / FADING_DAYS)

    def overlaps(self, since: date, until: date | None) -> bool:
        """Return whether the period shares a day with this membership."""
        return (until is None or self.since <= until) and (self.until is None or since <= self.until)


class MembershipPlan:
    """All planned memberships, by pupil and by group."""

    def __init__(self, school: School) -> None:
        self.school, self.rng = school, school.rng
        self.memberships: list[PlannedMembership] = []
        self.by_student: dict[UUID, list[PlannedMembership]] = defaultdict(list)
        self.by_group: dict[UUID, list[PlannedMembership]] = defaultdict(list)
        pupils = list(school.pupils)
        self.rng.shuffle(pupils)
        later = int(len(pupils) * LATE_JOINERS)
        weights = [
            sum(class_.group.branch_id == branch.pk for class_ in school.scheduled_groups) for branch in school.branches
        ]
        self.branch_of_pupil = {pupil.pk: self.rng.choices(school.branches, weights)[0].pk for pupil in pupils}
        self.pupils_by_branch = {
            branch.pk: [p for p in pupils if self.branch_of_pupil[p.pk] == branch.pk] for branch in school.branches
        }
        self.newcomers, self.unplaced = pupils[:later], pupils[later:]

    def add(self, stay: PlannedMembership) -> PlannedMembership:
        """Add a membership."""
        self.memberships.append(stay)
        self.by_student[stay.student.pk].append(stay)
        self.by_group[stay.scheduled_group.group.pk].append(stay)
        return stay

    def can_join(self, student: User, scheduled_group: ScheduledGroup, since: date, until: date | None) -> bool:
        """Return whether the pupil has time for the group and was not in it before."""
        stays = self.by_student[student.pk]
        if (
            any(stay.scheduled_group is scheduled_group for stay in stays)
            or self.branch_of_pupil[student.pk] != scheduled_group.group.branch_id
        ):
            return False
        during = [stay for stay in stays if stay.overlaps(since, until)]
        return len(during) < MAX_GROUPS and all(
            stay.scheduled_group.time_slot != scheduled_group.time_slot for stay in during
        )

    def find_pupil(
        self, scheduled_group: ScheduledGroup, since: date, until: date | None, first: list[User]
    ) -> User | None:
        """Return a pupil who can join: from `first` (and remove them there), else one with the fewest groups."""
        for student in first:
            if self.can_join(student, scheduled_group, since, until):
                first.remove(student)
                return student
        everybody = self.pupils_by_branch[scheduled_group.group.branch_id]
        some = self.rng.sample(everybody, min(60, len(everybody)))
        some.sort(key=lambda student: len(self.by_student[student.pk]))
        return next((student for student in some if self.can_join(student, scheduled_group, since, until)), None)

    def count_members_from(self, scheduled_group: ScheduledGroup, day: date) -> int:
        """Return how many are members on that day or join later."""
        return sum(stay.until is None or stay.until >= day for stay in self.by_group[scheduled_group.group.pk])


def create_memberships(school: School) -> list[PlannedMembership]:
    """Insert the year's memberships with history, freezes, placements and waiting list. Return the memberships."""
    books = MembershipPlan(school)
    size = max(1, round(len(school.pupils) * 1.7 / max(1, len(school.scheduled_groups))))
    for class_ in school.scheduled_groups:
        for _seat in range(min(school.rng.choice(SIZES), size)):
            _fill_seat(books, class_)
    for pupil in [*books.unplaced, *books.newcomers]:
        _place_pupil(books, pupil)
    _plan_transfers(books)
    _plan_fading(books)
    _write_memberships(school, books.memberships)
    _create_leads_and_waiting_list(books)
    _create_placements(books)
    return books.memberships


def _fill_seat(books: MembershipPlan, scheduled_group: ScheduledGroup) -> None:
    """Fill one seat through the year: when a pupil leaves, another joins some days later."""
    school, rng = books.school, books.rng
    since = school.first_day if rng.random() < 0.8 else school.first_day + timedelta(days=rng.randrange(60))
    first = books.unplaced
    while since <= school.today:
        until = _choose_last_day(books, since)
        student = books.find_pupil(scheduled_group, since, until, first)
        if student is None:
            return
        _plan_freeze(books, books.add(PlannedMembership(scheduled_group, student, since, until)))
        if until is None:
            return
        since, first = until + timedelta(days=rng.randrange(3, 21)), books.newcomers


def _choose_last_day(books: MembershipPlan, since: date) -> date | None:
    soonest, latest = since + timedelta(days=21), books.school.today - timedelta(days=3)
    if soonest >= latest or books.rng.random() >= LEAVES:
        return None
    return soonest + timedelta(days=books.rng.randrange((latest - soonest).days))


def _plan_freeze(books: MembershipPlan, stay: PlannedMembership) -> None:
    last = stay.until or books.school.today
    if books.rng.random() >= FREEZES or (last - stay.since).days < 40:
        return
    begins = stay.since + timedelta(days=books.rng.randrange(14, (last - stay.since).days - 1))
    ends = begins + timedelta(days=books.rng.randrange(6, 27))
    if stay.until is not None:
        ends = min(ends, stay.until)
    stay.freezes.append((begins, ends))


def _place_pupil(books: MembershipPlan, pupil: User) -> None:
    """Put a pupil without a group into the emptiest group that they can join, if any."""
    since = books.school.today - timedelta(days=books.rng.randrange(2, 40))
    since = max(since, books.school.first_day)
    for class_ in sorted(books.school.scheduled_groups, key=lambda item: books.count_members_from(item, since)):
        if books.count_members_from(class_, since) < class_.group.capacity and books.can_join(
            pupil, class_, since, None
        ):
            books.add(PlannedMembership(class_, pupil, since))
            return


def _plan_transfers(books: MembershipPlan) -> None:
    """Let some pupils who left a group join another group of the same course."""
    for stay in [stay for stay in books.memberships if stay.until is not None]:
        if books.rng.random() >= TRANSFERS or stay.until is None:
            continue
        since = stay.until + DAY
        others = [
            class_
            for class_ in books.school.scheduled_groups
            if class_.group.course_id == stay.scheduled_group.group.course_id
        ]
        for other in others:
            free = books.count_members_from(other, since) < other.group.capacity
            if free and since <= books.school.today and books.can_join(stay.student, other, since, None):
                stay.moved_on = True
                books.add(PlannedMembership(other, stay.student, since, continues=stay))
                break


def _plan_fading(books: MembershipPlan) -> None:
    """Choose who comes more and more seldom before leaving the centre, or will leave it soon."""
    rng, today = books.rng, books.school.today
    for stays in books.by_student.values():
        last = max(stay.until or date.max for stay in stays)
        if last == date.max:
            last = today + timedelta(days=rng.randrange(1, FADING_DAYS // 2))
            fades = rng.random() < LEAVES_SOON
        else:
            fades = rng.random() < FADING_SHARE
        for stay in stays:
            stay.fades_until = last if fades else None


def _write_memberships(school: School, stays: list[PlannedMembership]) -> None:
    rows, changes, freezes = [], [], []
    for stay in stays:
        created_at = school.get_moment(stay.since - DAY, 15)
        stay.row = school.build_row(
            Membership,
            created_at,
            group=stay.scheduled_group.group,
            student=stay.student,
            status=MembershipStatus.ACTIVE,
            joined_on=stay.since,
            left_on=stay.until,
        )
        changes += _build_history(school, stay, stay.row)
        freezes += [_build_freeze(school, stay.row, pause) for pause in stay.freezes]
        rows.append(stay.row)
    for stay in stays:
        if stay.row is not None and stay.continues is not None:
            stay.row.continues = stay.continues.row
    insert_rows(rows)
    insert_rows(changes)
    insert_rows(freezes)


def _build_history(school: School, stay: PlannedMembership, row: Membership) -> list[MembershipChange]:
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
        created_at = school.get_moment(on, 16)
        changes.append(
            school.build_row(
                MembershipChange,
                created_at,
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


def _build_freeze(school: School, row: Membership, pause: tuple[date, date | None]) -> Freeze:
    created_at = school.get_moment(pause[0] - DAY, 12)
    return school.build_row(
        Freeze,
        created_at,
        membership=row,
        starts_on=pause[0],
        ends_on=pause[1],
        reason="Holidays with the family",
        by=school.office[0],
    )


def _create_leads_and_waiting_list(books: MembershipPlan) -> None:
    """Insert leads for groups with a free seat, and waiting-list entries for full groups."""
    school, waiting, leads, entries = books.school, list[WaitingEntry](), list[Lead](), list[LeadEntry]()
    phones = list[LeadPhone]()
    for class_ in school.scheduled_groups:
        taken = books.count_members_from(class_, school.today)
        candidates = [
            p for p in books.pupils_by_branch[class_.group.branch_id] if books.can_join(p, class_, school.today, None)
        ]
        if not candidates:
            continue
        if taken >= class_.group.capacity:
            for number, student in enumerate(school.rng.sample(candidates, min(3, len(candidates))), 1):
                created_at = school.get_moment(school.today - timedelta(days=20 - number), 11)
                waiting.append(school.build_row(WaitingEntry, created_at, group=class_.group, student=student))
        elif not leads or school.rng.random() < 0.2:
            created_at, student = school.get_moment(school.today, 9), school.rng.choice(candidates)
            group = class_.group
            wish = {
                "branch": group.branch,
                "group": group,
                "course": group.course,
                "stage": open_stages(group.branch)[0],
            }
            name = {"name": student.full_name, **build_keys(student.full_name)}
            lead = school.build_row(Lead, created_at, source=LeadSource.PHONE, owner=school.office[0], **wish, **name)
            leads.append(lead)
            entries.append(school.build_row(LeadEntry, created_at, lead=lead, kind=EntryKind.CREATED, at=created_at))
            if student.phone:
                phones.append(school.build_row(LeadPhone, created_at, lead=lead, phone=student.phone))
    insert_rows(waiting)
    insert_rows(leads)
    insert_rows(phones)
    insert_rows(entries)


def _create_placements(books: MembershipPlan) -> None:
    """Insert placements of pupils of language courses, most by a test before they joined."""
    school, levels, rows = books.school, {level.code: level for level in Level.objects.all()}, list[Placement]()
    seen: set[tuple[UUID, str]] = set()
    for stay in books.memberships:
        course = stay.scheduled_group.group.course
        key = stay.student.pk, course.language
        if course.level not in levels or key in seen or school.rng.random() < 0.35:
            continue
        seen.add(key)
        tested, found_on = school.rng.random() < 0.8, stay.since - timedelta(days=school.rng.randrange(1, 6))
        created_at = school.get_moment(found_on, 14)
        rows.append(
            school.build_row(
                Placement,
                created_at,
                student=stay.student,
                language=course.language,
                level=levels[course.level],
                found_on=found_on,
                found_by=school.office[0],
                method=PlacementMethod.TEST if tested else PlacementMethod.INTERVIEW,
                score=school.rng.randrange(35, 96) if tested else None,
            )
        )
    insert_rows(rows)
