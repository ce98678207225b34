"""Check-in by pupils, with a code on the teacher's screen that changes every 30 seconds."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from uuid import UUID

import segno
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts import rate_limits
from apps.accounts.models import User
from apps.attendance import queries
from apps.attendance.models import Attendance, AttendanceStatus, MarkSource
from apps.attendance.services import mark_writer
from apps.attendance.services.mark_writer import NewMark
from apps.attendance.services.register_rules import REFUSAL_TEXTS, Refusal, measure_lateness
from apps.core import sealing
from apps.core.errors import Conflict, Invalid, NotFound
from apps.core.uow import unit_of_work
from apps.lessons.models import Lesson, LessonStatus
from apps.settings.queries import get_system_settings

WINDOW_SECONDS = 30
CODE_LENGTH = 7
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without characters that are easily confused."""

MAX_TRIES, TRIES_SECONDS = 10, 24 * 3600


@dataclass(frozen=True)
class CheckInCode:
    """The code, a QR code (SVG) that leads to it, and how many seconds it stays."""

    code: str
    qr: str
    seconds_left: int


def compute_check_in_code(lesson_id: UUID, time_step: int) -> str:
    """Return the code of a lesson in this time step: 30 seconds, counted from 1970."""
    digest = hmac.digest(sealing.derive_keys("check-in")[0], f"{lesson_id}:{time_step}".encode(), "sha256")
    number = int.from_bytes(digest[:16], "big")
    letters = []
    for _place in range(CODE_LENGTH):
        number, place = divmod(number, len(CODE_LETTERS))
        letters.append(CODE_LETTERS[place])
    return "".join(letters)


def get_check_in_code(*, lesson: Lesson) -> CheckInCode:
    """Return the current code. Raise Conflict when check-in is switched off, or outside its time."""
    now = timezone.now()
    _check_open(lesson, now)
    code = compute_check_in_code(lesson.pk, _get_window(now))
    address = f"{settings.ENV.frontend_url.rstrip('/')}/check-in/{lesson.pk}/{code}"
    drawing = BytesIO()
    segno.make(address, error="m").save(drawing, kind="svg", scale=8, border=2)
    return CheckInCode(code, drawing.getvalue().decode(), WINDOW_SECONDS - int(now.timestamp()) % WINDOW_SECONDS)


def check_in(*, student: User, lesson: Lesson, code: str) -> Attendance:
    """Mark the pupil present, or late by the minutes since the start; return the current mark.

    An existing mark stays. Raise Conflict when check-in is switched off, outside its time, and for a user who keeps the
    register; TooMany after 10 wrong tries for the lesson; Invalid for a wrong code.
    """
    now = timezone.now()
    _check_open(lesson, now)
    if queries.list_lessons_to_mark(student).filter(pk=lesson.pk).exists():
        raise Conflict(REFUSAL_TEXTS[Refusal.SELF])
    rate_limits.enforce_limit("check-in", f"{student.pk}:{lesson.pk}", times=MAX_TRIES, seconds=TRIES_SECONDS)
    if not _is_valid_code(lesson, code, now):
        raise Invalid.field("code", _("This is not the current code."))
    rate_limits.uncount_try("check-in", f"{student.pk}:{lesson.pk}")
    with unit_of_work():
        locked = mark_writer.lock_lesson(lesson.pk)
        _check_open(locked, now)
        if student.pk not in queries.load_expected_pupils([locked])[locked.pk]:
            raise NotFound()
        key = (locked.pk, student.pk)
        if key not in mark_writer.load_current_marks([key]):
            mark = _build_mark(locked, student, now)
            mark_writer.write_marks(actor=student, marks=[mark], source=MarkSource.SELF)
    return queries.list_register_marks(lesson.pk, [student.pk]).get()


def _build_mark(lesson: Lesson, student: User, now: datetime) -> NewMark:
    status, minutes = measure_lateness(lesson, now)
    return NewMark(lesson, student.pk, AttendanceStatus.objects.get(code=status), minutes)


def _check_open(lesson: Lesson, now: datetime) -> None:
    settings = get_system_settings()
    if not settings.self_check_in:
        raise Conflict(_("Check-in by pupils is switched off."))
    if lesson.status == LessonStatus.CANCELLED:
        raise Conflict(REFUSAL_TEXTS[Refusal.CANCELLED])
    opens = settings.check_in_opens_minutes
    if not lesson.starts_at - timedelta(minutes=opens) <= now <= lesson.ends_at:
        refusal = _("Check-in is open from %(minutes)s minutes before the lesson until its end.")
        raise Conflict(refusal % {"minutes": opens})


def _is_valid_code(lesson: Lesson, code: str, now: datetime) -> bool:
    """Return whether it is the code of this window or of the one before, in constant time."""
    entered = code.strip().upper().encode()
    window = _get_window(now)
    matches = [
        hmac.compare_digest(entered, compute_check_in_code(lesson.pk, shown_window).encode())
        for shown_window in (window, window - 1)
    ]
    return any(matches)


def _get_window(now: datetime) -> int:
    return int(now.timestamp()) // WINDOW_SECONDS
