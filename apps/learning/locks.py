"""Which lessons of a course are locked for a learner, why, and until when: opening rules and the order of a course."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from apps.core.local_days import format_day_and_time
from apps.learning.outlines import Outline, OutlineLesson, Rule


@dataclass(frozen=True)
class LessonLock:
    """Why a lesson is locked: the rule, the same in words, and when it opens, where that is known."""

    rule: str
    text: str
    opens_at: datetime | None = None


@dataclass(frozen=True)
class LearnerFacts:
    """What opening rules ask about a learner: lessons done, when the enrolment began, the moment, and their zone."""

    done: Collection[UUID]
    starts_at: datetime
    now: datetime
    zone: str


def _hold_until(rule: str, opens_at: datetime | None, facts: LearnerFacts) -> LessonLock | None:
    if opens_at is None or opens_at <= facts.now:
        return None
    when = format_day_and_time(opens_at, facts.zone)
    return LessonLock(rule, _("Opens on %(when)s.") % {"when": when}, opens_at)


def _hold_until_date(rule: Rule, outline: Outline, facts: LearnerFacts) -> LessonLock | None:
    return _hold_until("on_date", parse_datetime(rule["at"]), facts)


def _hold_for_days(rule: Rule, outline: Outline, facts: LearnerFacts) -> LessonLock | None:
    return _hold_until("after_days", facts.starts_at + timedelta(days=rule["days"]), facts)


def _hold_for_lesson(rule: Rule, outline: Outline, facts: LearnerFacts) -> LessonLock | None:
    """A lesson that was removed since holds nobody up."""
    lesson = outline.get_lesson(UUID(rule["lesson"]))
    if lesson is None or lesson.id in facts.done:
        return None
    return LessonLock("after_lesson", _("Finish “%(title)s” first.") % {"title": lesson.title})


_CHECKS: Mapping[str, Callable[[Rule, Outline, LearnerFacts], LessonLock | None]] = {
    "on_date": _hold_until_date,
    "after_days": _hold_for_days,
    "after_lesson": _hold_for_lesson,
}


def find_locks(outline: Outline, facts: LearnerFacts) -> dict[UUID, LessonLock]:
    """Return the locks of the lessons that are not open for this learner, by lesson.

    A lesson that is done stays open whatever was changed since, and previews are open to everybody. Of several locks
    the reason is the lesson to do first, else the latest date.
    """
    locks: dict[UUID, LessonLock] = {}
    for module in outline.modules:
        for lesson in module.lessons:
            if lesson.id in facts.done or lesson.is_preview:
                continue
            rules = [*module.opens, *lesson.opens, *_list_rules_of_order(outline, lesson)]
            found = [lock for rule in rules if (lock := _CHECKS[rule["rule"]](rule, outline, facts))]
            if found:
                locks[lesson.id] = _choose_lock(found)
    return locks


def _list_rules_of_order(outline: Outline, lesson: OutlineLesson) -> Iterable[Rule]:
    before = outline.get_previous(lesson.id) if outline.is_sequential else None
    return [{"rule": "after_lesson", "lesson": str(before.id)}] if before else []


def _choose_lock(locks: list[LessonLock]) -> LessonLock:
    for lock in locks:
        if lock.opens_at is None:
            return lock
    return max(locks, key=lambda lock: lock.opens_at or datetime.max)
