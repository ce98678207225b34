"""Notes to guardians about small children: each week, and on the evening of a day with play for who switched it on.

Both tell what the child played and learnt, and one thing to do at home with it. The key of a note is the child with the
last day that it tells of, so a job that runs again sends nothing twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

import apps.jobs.services as jobs
from apps.accounts.models import ChildProfile, User
from apps.accounts.queries import load_guardians_with_progress
from apps.core.local_days import get_day_bounds
from apps.core.translated_texts import pick_translation, write_in_every_language
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.kids.family_days import WEEK, PlayedDays, load_played_days
from apps.kids.notification_types import EVENING_NOTE, WEEK_NOTE
from apps.kids.progress_views import WORDS, describe_mastery
from apps.notifications.models import Notification
from apps.notifications.preferences import list_users_who_want
from apps.notifications.services import notify
from apps.settings.queries import get_default_branch

SEND_NOTES = "kids.send_family_notes"
EVENING = time(19)
"""From when notes of a day are sent, in the zone of the default branch."""
LAST_WEEKDAY = 6
"""The week is told on Sunday."""
MOST_SKILLS = 5
BATCH_SIZE = 100
"""Children whose days are read at once, and notes in one transaction."""


@dataclass(frozen=True)
class _Span:
    """Days that a note tells of, and until when it is worth sending."""

    type: str
    first: date
    last: date
    until: datetime


def send_family_notes(job: ClaimedJob) -> None:
    """Job handler, each hour: send the notes that are due from the evening on, and until the next evening those of the
    week.
    """
    spans = list_due_spans(timezone.now())
    rows = ChildProfile.objects.filter(user__erased_at=None).order_by("user_id")
    children = list(rows.values_list("user_id", flat=True)) if spans else []
    for span in spans:
        for start in range(0, len(children), BATCH_SIZE):
            _send_notes(span, children[start : start + BATCH_SIZE])
    with unit_of_work():
        jobs.complete_job(job)


def list_due_spans(now: datetime) -> list[_Span]:
    """Return the days that are told at this moment."""
    zone = get_default_branch().zone
    local = now.astimezone(ZoneInfo(zone))
    day = local.date() if local.time() >= EVENING else local.date() - timedelta(days=1)
    spans = [_Span(EVENING_NOTE, day, day, get_day_bounds(day, zone)[1])] if day == local.date() else []
    if day.weekday() == LAST_WEEKDAY:
        spans.append(_Span(WEEK_NOTE, day - WEEK, day, get_day_bounds(day + timedelta(days=1), zone)[1]))
    return spans


def _send_notes(span: _Span, children: Sequence[UUID]) -> None:
    days = load_played_days(children, span.first, span.last)
    told = {child: played for child, played in days.items() if not played.is_empty}
    guardians = load_guardians_with_progress(told)
    if span.type == EVENING_NOTE:
        guardians = _keep_those_who_asked(guardians)
    names = User.objects.in_bulk(list(guardians))
    sent = _load_sent_keys(span, guardians)
    with unit_of_work():
        for child, people in guardians.items():
            missing = [person for person in people if (person.pk, _build_key(span, child)) not in sent]
            if missing:
                _send_note(span, names[child], told[child], missing)


def _keep_those_who_asked(guardians: dict[UUID, list[User]]) -> dict[UUID, list[User]]:
    asked = list_users_who_want([person for people in guardians.values() for person in people], EVENING_NOTE)
    kept = {child: [person for person in people if person.pk in asked] for child, people in guardians.items()}
    return {child: people for child, people in kept.items() if people}


def _load_sent_keys(span: _Span, guardians: Mapping[UUID, Sequence[User]]) -> set[tuple[UUID, str]]:
    rows = Notification.objects.filter(
        type=span.type,
        user__in={person.pk for people in guardians.values() for person in people},
        key__in=[_build_key(span, child) for child in guardians],
    )
    return set(rows.values_list("user_id", "key"))


def _build_key(span: _Span, child: UUID) -> str:
    return f"{child}:{span.last}"


def _send_note(span: _Span, child: User, days: PlayedDays, people: Iterable[User]) -> None:
    data = {
        "child": str(child.pk),
        "student": child.first_name,
        "done": write_in_every_language(partial(_describe, days)),
        "tip": write_in_every_language(lambda: str(days.choose_tip(span.last).text)),
    }
    for person in people:
        notify(user=person, type=span.type, data=data, key=_build_key(span, child.pk), until=span.until)


def _describe(days: PlayedDays) -> str:
    """Return what was played and learnt in the active language."""
    lines = []
    if days.lessons:
        lines.append(_("Lessons done: %(count)d.") % {"count": len(days.lessons)})
    if days.seconds:
        lines.append(_("Minutes of play: %(count)d.") % {"count": days.minutes})
    skills = [
        f"{pick_translation(row.skill.name)} – {WORDS[describe_mastery(row)]}" for row in days.skills[:MOST_SKILLS]
    ]
    if skills:
        lines.append(_("Practised: %(skills)s") % {"skills": " ".join(skills)})
    return "\n".join(lines)
