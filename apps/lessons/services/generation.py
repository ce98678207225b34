"""Generation of lessons from a group's schedule. It can run again at any time and never undoes what people did.

A generated lesson keeps the time it was generated for (`Lesson.slot`). A lesson that was held, moved, cancelled,
pinned, given to a substitute, forced or edited is *touched*: it is never changed or removed, nor is one that has
started. It takes one slot of the local day it was generated for, even if the schedule has changed. Untouched future
lessons that the schedule does not contain are removed.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.local_days import get_day_bounds, get_local_day
from apps.core.uow import unit_of_work
from apps.courses.models import Group, GroupStatus
from apps.courses.services import billing
from apps.events.publishing import get_group_stream, publish_event
from apps.lessons import events, timetable
from apps.lessons.generation_report import (
    UNSOLVED_REASONS,
    GenerationReason,
    GenerationReport,
    SlotConflict,
    SlotMove,
    SlotResult,
)
from apps.lessons.models import Lesson
from apps.lessons.services import notifications
from apps.lessons.services.booked_slots import BookedSlots
from apps.lessons.services.conflicts import lock_generation, lock_rooms_groups_and_teachers
from apps.lessons.services.live_requests import drop_live_rooms, request_rooms_of_new_lessons
from apps.lessons.services.skipped_lessons import save_skipped_lessons
from apps.lessons.slots import Slot, list_slots
from apps.lessons.timetable_news import PlannedLesson, TimetableNews
from apps.settings.queries import get_system_settings
from apps.settings.services import write_audit_log

MAX_WEEKS = 60
BATCH = 500
DELETE_SQL = "DELETE FROM lessons_lesson WHERE id = ANY(%s)"
"""Rows that refer to a lesson pin it, but for online rooms of a whole timetable, which are dropped first; otherwise the
foreign keys refuse.
"""


def generate_lessons(
    group: Group,
    *,
    since: date | None = None,
    until: date | None = None,
    dry_run: bool = False,
    actor: User | None = None,
    silent_extension: bool = False,
) -> GenerationReport:
    """Create the lessons of the group's schedule up to the day `until` (default: the system's horizon, or as far as
    lessons exist), remove untouched future ones that it does not contain, and report what was done and why;
    `dry_run` only reports.

    Safe to repeat and to run twice at once. Conflicting lessons are skipped, with the reason, and stored as
    `SkippedLesson`. Lessons beyond `until` stay when they still fit. With the past day `since`, missing lessons from
    that day on are created too; nobody is notified of past ones. A line whose teacher may not teach goes to the group's
    lead teacher; when the lead may not either, existing lessons stay and none are created. People are notified later
    that the timetable has changed; with `silent_extension` or `until`, not about lessons after the last existing one.

    Raise Invalid when `until` is in the past or more than 60 weeks ahead, or `since` in the future or more than 60
    weeks back.
    """
    with unit_of_work():
        if not dry_run:
            lock_generation()
        group = Group.objects.select_related("branch").get(pk=group.pk)
        plan = _GenerationPlan(group, timezone.now(), since=since, until=until)
        if not dry_run:
            plan = _lock_plan(plan, since=since, until=until)
        plan.skip_conflicts()
        if not dry_run:
            plan.apply()
            save_skipped_lessons(group, plan.list_unsolved(), since=plan.earliest, last_day=plan.last_day)
            if plan.to_add or plan.to_remove:
                _publish_changes(actor, plan, silent_extension=silent_extension or until is not None)
        return plan.build_report(dry_run=dry_run)


def _lock_plan(plan: "_GenerationPlan", *, since: date | None, until: date | None) -> "_GenerationPlan":
    """Return a plan whose lessons to remove and whose resources are locked until the commit.

    Changes by hand lock the lesson first and its resources afterwards: so does this.
    """
    locked_ids: set[UUID] = set()
    while new := {lesson.pk for lesson, _reason in plan.to_remove} - locked_ids:
        list(Lesson.objects.select_for_update().filter(pk__in=new).order_by("pk").values_list("pk"))
        locked_ids |= new
        plan = _GenerationPlan(plan.group, plan.now, since=since, until=until)
    if plan.candidates or plan.to_remove:
        lock_rooms_groups_and_teachers(plan.list_resource_ids())
    return plan


def _publish_changes(actor: User | None, plan: "_GenerationPlan", *, silent_extension: bool) -> None:
    added, removed = len(plan.to_add), len(plan.to_remove)
    changes = {"lessons": (f"-{removed}", f"+{added}")}
    write_audit_log(actor, "lessons.generate", plan.group, changes)
    publish_event(get_group_stream(plan.group.pk), events.TimetableChanged(added=added, removed=removed))
    if plan.list_future_slots():
        request_rooms_of_new_lessons(plan.group.pk, since=plan.now)
    is_news = not silent_extension or plan.changes_known_lessons()
    if is_news and (plan.to_remove or plan.list_future_slots()):
        notifications.schedule_timetable_notification(plan.group, plan.list_teacher_ids(), plan.get_news())
    if is_news or plan.makes_past_lessons:
        billing.request_repricing_from_earliest(plan.group.pk, plan.get_first_day())


class _GenerationPlan:
    """What a run would do now. `candidates` are slots that need a lesson; `skip_conflicts` makes `to_add` of them."""

    def __init__(self, group: Group, now: datetime, *, since: date | None, until: date | None) -> None:
        self.group, self.now, self.zone = group, now, group.local_zone
        self.zone_info = ZoneInfo(self.zone)
        self.today = get_local_day(now, self.zone)
        self.first_day = self._get_first_day(since)
        self.makes_past_lessons = since is not None
        self.earliest = get_day_bounds(self.first_day, self.zone)[0] if self.makes_past_lessons else now
        self.last_day = self._get_last_day(until)
        self.holidays: list[tuple[date, date]] = []
        self.touched_ids: set[UUID] = set()
        self.last_known_slot: datetime | None = None
        self.slots_for_lead: set[datetime] = set()
        self.slots_without_teacher: set[datetime] = set()
        self.candidates: list[Slot] = []
        self.to_add: list[tuple[Slot, Lesson]] = []
        self.to_remove: list[tuple[Lesson, GenerationReason]] = []
        self.kept: list[SlotResult] = []
        self.skipped: list[SlotResult] = []
        self.unsolved: list[tuple[Slot, SlotResult]] = []
        self._compare(keep_furthest=until is None)

    def _get_first_day(self, since: date | None) -> date:
        if since is None:
            return self.today
        if since > self.today:
            raise Invalid.field("since", _("This day is in the future."))
        if since < self.today - timedelta(weeks=MAX_WEEKS):
            raise Invalid.field("since", _("At most %(count)d weeks back.") % {"count": MAX_WEEKS})
        return since

    def _get_last_day(self, until: date | None) -> date:
        if until is None:
            return self.today + timedelta(weeks=get_system_settings().lesson_horizon_weeks)
        if until < self.today:
            raise Invalid.field("until", _("This day is in the past."))
        if until > self.today + timedelta(weeks=MAX_WEEKS):
            raise Invalid.field("until", _("At most %(count)d weeks ahead.") % {"count": MAX_WEEKS})
        return until

    def _compare(self, *, keep_furthest: bool) -> None:
        lessons: dict[date, list[Lesson]] = defaultdict(list)
        for lesson in self._load_generated_lessons():
            assert lesson.slot is not None
            lessons[get_local_day(lesson.slot, self.zone)].append(lesson)
        slots_known = (lesson.slot for rows in lessons.values() for lesson in rows if lesson.slot)
        self.last_known_slot = max(slots_known, default=None)
        furthest = max(self.last_day, self.today, *lessons)
        if keep_furthest:
            self.last_day = furthest
        slots: dict[date, list[Slot]] = defaultdict(list)
        for slot in self._list_slots(furthest):
            slots[slot.day].append(slot)
        for day in sorted(lessons.keys() | slots.keys()):
            self.candidates += self._plan_day(slots[day], lessons[day])
        self.candidates.sort(key=lambda slot: slot.starts_at)

    def _load_generated_lessons(self) -> list[Lesson]:
        """Return the group's generated lessons from the first day on, ordered by slot."""
        begin, _end = get_day_bounds(self.first_day, self.zone)
        rows = Lesson.objects.filter(group=self.group, slot__gte=begin).order_by("slot")
        self.touched_ids = set(rows.filter(timetable.build_touched_filter()).values_list("pk", flat=True))
        return list(rows.only("slot", "starts_at", "ends_at", "room_id", "teacher_id"))

    def _list_slots(self, last: date) -> list[Slot]:
        self.holidays = timetable.list_holiday_ranges(self.group.branch_id, self.first_day, last)
        lines, lead = timetable.load_timetable_lines(self.group, rooms_in_use=True), self.group.lead_teacher_id
        assigned = {line.teacher_id for line in lines if line.teacher_id is not None}
        able = timetable.filter_active_teacher_ids({lead, *assigned})
        slots = list_slots(lines, first_day=self.first_day, last_day=last, zone=self.zone, lead_teacher_id=lead)
        unable = {slot.starts_at for slot in slots if slot.teacher_id not in able}
        self.slots_for_lead, self.slots_without_teacher = (unable, set()) if lead in able else (set(), unable)
        return [replace(slot, teacher_id=lead) if slot.starts_at in self.slots_for_lead else slot for slot in slots]

    def _find_blocking_reason(self, slot: Slot) -> GenerationReason | None:
        """Return why there is no lesson on that day at all."""
        if self.group.status == GroupStatus.CLOSED:
            return GenerationReason.CLOSED
        if self.group.starts_on is not None and slot.day < self.group.starts_on:
            return GenerationReason.BEFORE_START
        if self.group.ends_on is not None and slot.day > self.group.ends_on:
            return GenerationReason.AFTER_END
        if any(first <= slot.day <= last for first, last in self.holidays):
            return GenerationReason.HOLIDAY
        return None

    def _plan_day(self, slots: Sequence[Slot], lessons: Sequence[Lesson]) -> list[Slot]:
        """Decide about the lessons of one local day; return the slots for which lessons are to be created."""
        reasons = {slot.starts_at: reason for slot in slots if (reason := self._find_blocking_reason(slot)) is not None}
        left = {lesson.slot: lesson for lesson in lessons}
        open_slots, candidates = [], []
        for slot in slots:
            lesson = left.get(slot.starts_at)
            if slot.starts_at in reasons:
                if lesson is None or not self._must_stay(lesson):
                    self._skip(slot, reasons[slot.starts_at])
            elif lesson is None:
                open_slots.append(slot)
            else:
                del left[slot.starts_at]
                if slot.starts_at in self.slots_without_teacher:
                    self._keep(lesson, GenerationReason.TEACHER_UNAVAILABLE)
                elif _fits(lesson, slot) or self._must_stay(lesson):
                    self._keep(lesson, self._fit_reason(slot) if _fits(lesson, slot) else GenerationReason.PAST)
                else:
                    self.to_remove.append((lesson, GenerationReason.CHANGED))
                    candidates.append(slot)
        for at, lesson in left.items():
            assert at is not None
            if not self._must_stay(lesson):
                self.to_remove.append((lesson, reasons.get(at, GenerationReason.CHANGED)))
                continue
            self._keep(lesson, GenerationReason.PAST)
            if open_slots:
                open_slots.remove(min(open_slots, key=lambda slot: abs(slot.starts_at - at)))
        for slot in open_slots:
            if slot.starts_at <= self.now and not self.makes_past_lessons:
                self._skip(slot, GenerationReason.PAST)
            elif slot.starts_at in self.slots_without_teacher:
                self._skip(slot, GenerationReason.TEACHER_UNAVAILABLE)
            elif slot.day <= self.last_day:
                candidates.append(slot)
        return candidates

    def _must_stay(self, lesson: Lesson) -> bool:
        return lesson.pk in self.touched_ids or lesson.starts_at <= self.now

    def skip_conflicts(self) -> None:
        """Build lessons for the candidates without a conflict."""
        if not self.candidates:
            return
        gone = {lesson.pk for lesson, _reason in self.to_remove}
        busy = BookedSlots.load_for_slots(self.group.pk, self.candidates, ignore_ids=gone)
        for slot in self.candidates:
            clash = busy.find_conflict(self.group.pk, slot)
            if clash is not None:
                self._skip(slot, GenerationReason.CLASH, clash)
                continue
            lesson = Lesson(group=self.group, starts_at=slot.starts_at, ends_at=slot.ends_at, slot=slot.starts_at)
            lesson.teacher_id, lesson.room_id = slot.teacher_id, slot.room_id
            busy.book(self.group.pk, slot, lesson.pk)
            self.to_add.append((slot, lesson))

    def list_resource_ids(self) -> set[UUID | None]:
        """Return the ids of the group, and of rooms and teachers of lessons to add and to remove."""
        added = [(slot.room_id, slot.teacher_id) for slot in self.candidates]
        removed = [(lesson.room_id, lesson.teacher_id) for lesson, _reason in self.to_remove]
        return {self.group.pk, *(resource_id for pair in (*added, *removed) for resource_id in pair)}

    def apply(self) -> None:
        """Remove, then create; report slots that others booked meanwhile as skipped."""
        if self.to_remove:
            drop_live_rooms([lesson.pk for lesson, _reason in self.to_remove])
            with connection.cursor() as cursor:
                cursor.execute(DELETE_SQL, [[lesson.pk for lesson, _reason in self.to_remove]])
        if not self.to_add:
            return
        lessons = [lesson for _slot, lesson in self.to_add]
        Lesson.objects.bulk_create(lessons, ignore_conflicts=True, batch_size=BATCH)
        made = set(Lesson.objects.filter(pk__in=[lesson.pk for lesson in lessons]).values_list("pk", flat=True))
        missed = [slot for slot, lesson in self.to_add if lesson.pk not in made]
        if missed:
            self.to_add = [new for new in self.to_add if new[1].pk in made]
            busy = BookedSlots.load_for_slots(self.group.pk, missed)
            for slot in missed:
                self._skip(slot, GenerationReason.CLASH, busy.find_conflict(self.group.pk, slot))

    def changes_known_lessons(self) -> bool:
        """Return whether the run does more than add lessons after the last existing one."""
        last = self.last_known_slot
        return bool(self.to_remove) or any(
            last is not None and slot.starts_at < last for slot in self.list_future_slots()
        )

    def list_future_slots(self) -> list[Slot]:
        """Return the slots to add that are still to come."""
        return [slot for slot, _lesson in self.to_add if slot.starts_at > self.now]

    def get_news(self) -> TimetableNews:
        """Return the lessons to come that fall away, and those that come."""
        removed = (lesson for lesson, _reason in self.to_remove if lesson.starts_at > self.now)
        added = (lesson for slot, lesson in self.to_add if slot.starts_at > self.now)
        return TimetableNews(frozenset(map(PlannedLesson.of, removed)), frozenset(map(PlannedLesson.of, added)))

    def get_first_day(self) -> date:
        """Return the first local day on which a lesson is added or removed."""
        removed = (get_local_day(lesson.starts_at, self.zone) for lesson, _reason in self.to_remove)
        return min((*removed, *(slot.day for slot, _lesson in self.to_add)))

    def list_teacher_ids(self) -> set[UUID]:
        """Return the teachers of lessons that are added or removed."""
        changed = [slot.teacher_id for slot, _lesson in self.to_add]
        changed += [lesson.teacher_id for lesson, _reason in self.to_remove]
        return {teacher_id for teacher_id in changed if teacher_id is not None}

    def _fit_reason(self, slot: Slot) -> GenerationReason:
        return GenerationReason.LEAD_INSTEAD if slot.starts_at in self.slots_for_lead else GenerationReason.FITS

    def _keep(self, lesson: Lesson, reason: GenerationReason) -> None:
        reason = GenerationReason.TOUCHED if lesson.pk in self.touched_ids else reason
        self.kept.append(self._slot_result(lesson, reason, lesson.pk))

    def _skip(self, slot: Slot, reason: GenerationReason, clash: SlotConflict | None = None) -> None:
        if slot.day > self.last_day and reason != GenerationReason.CLASH:
            return
        result = self._slot_result(slot, reason, None, clash)
        self.skipped.append(result)
        if reason in UNSOLVED_REASONS:
            self.unsolved.append((slot, result))

    def list_unsolved(self) -> list[tuple[Slot, SlotResult]]:
        """Return skipped slots that need a decision, ordered by time; not those where the group has a lesson that was
        created by hand.
        """
        clashes = [row.clash for _slot, row in self.unsolved if row.clash is not None]
        in_the_way = {clash.lesson for clash in clashes if clash.lesson is not None and clash.group == self.group.pk}
        by_hand = Lesson.objects.filter(pk__in=in_the_way, slot__isnull=True).values_list("pk", flat=True)
        covered = set(by_hand) if in_the_way else set()
        rows = [pair for pair in self.unsolved if pair[1].clash is None or pair[1].clash.lesson not in covered]
        return sorted(rows, key=lambda pair: pair[0].starts_at)

    def _slot_result(
        self, row: Slot | Lesson, reason: GenerationReason, lesson_id: UUID | None, clash: SlotConflict | None = None
    ) -> SlotResult:
        local = row.starts_at.astimezone(self.zone_info)
        ends = row.ends_at.astimezone(self.zone_info)
        return SlotResult(local.date(), local.time(), local, ends, lesson_id, reason, clash)

    def build_report(self, *, dry_run: bool) -> GenerationReport:
        """Build the report, each list ordered by time."""
        added = [
            self._slot_result(slot, self._fit_reason(slot), None if dry_run else lesson.pk)
            for slot, lesson in self.to_add
        ]
        removed = [self._slot_result(lesson, reason, lesson.pk) for lesson, reason in self.to_remove]
        rows = {"added": added, "kept": self.kept, "removed": removed, "skipped": self.skipped}
        lists = {name: sorted(lessons, key=lambda row: row.starts_at) for name, lessons in rows.items()}
        moved = _pair_moves(lists["removed"], lists["added"])
        counts = {name: len(lessons) for name, lessons in rows.items()}
        unsolved = [row for _slot, row in self.list_unsolved()]
        return GenerationReport(
            until=self.last_day, dry_run=dry_run, counts=counts, moved=moved, unsolved=unsolved, **lists
        )


def _pair_moves(removed: Sequence[SlotResult], added: Sequence[SlotResult]) -> list[SlotMove]:
    """Pair removed and added lessons of the same calendar week, in order."""
    weeks: dict[tuple[int, int], list[SlotResult]] = defaultdict(list)
    for row in added:
        weeks[row.day.isocalendar()[:2]].append(row)
    return [SlotMove(was, week.pop(0)) for was in removed if (week := weeks[was.day.isocalendar()[:2]])]


def _fits(lesson: Lesson, slot: Slot) -> bool:
    """Return whether an untouched lesson is as the schedule has it now."""
    return (lesson.ends_at, lesson.room_id, lesson.teacher_id) == (slot.ends_at, slot.room_id, slot.teacher_id)
