"""`/homework`: open homework with deadline and state, the last results, and recordings to hear."""

from zoneinfo import ZoneInfo

from django.db.models import Case, F, Q, QuerySet, When
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.homework.models import Homework, HomeworkState
from apps.homework.queries import visible_homework
from apps.messaging.telegram import Button
from apps.portal.telegram.chat import LinkedChat
from apps.portal.telegram.formatting import describe_state, format_datetime, format_score
from apps.portal.telegram.recordings import list_family_recordings
from apps.portal.telegram.today import get_pupil_zone

OPEN_STATES = (HomeworkState.ASSIGNED, HomeworkState.RETURNED, HomeworkState.PROCESSING, HomeworkState.NEEDS_REVIEW)
MAX_OPEN, MAX_RESULTS = 10, 5


def show_homework(chat: LinkedChat) -> None:
    """Show the homework of the pupil that the chat is about."""
    pupil = chat.get_pupil("homework")
    if pupil is None:
        return
    zone = ZoneInfo(get_pupil_zone(pupil))
    rows = visible_homework(chat.user, student_id=pupil.pk)
    still_open = _order_open(rows.filter(state__in=OPEN_STATES))
    done = list(rows.exclude(state__in=OPEN_STATES).order_by("-last_attempt__created_at", "-id")[:MAX_RESULTS])
    lines = [_("Homework of {name}").format(name=pupil.full_name)]
    lines += [f"• {_describe_open(one, zone)}" for one in still_open] or [_("No open homework.")]
    if done:
        lines += ["", _("Last results:"), *(f"• {_describe_result(one)}" for one in done)]
    chat.reply("\n".join(lines), _build_listen_buttons(chat, [*done, *still_open]))


def _order_open(rows: QuerySet[Homework]) -> list[Homework]:
    """Return homework that is still due, the next deadline first, then overdue homework, newest first."""
    deadline, now = "assignment__deadline", timezone.now()
    rows = rows.annotate(due=Case(When(**{f"{deadline}__isnull": False}, then=Greatest(deadline, "extended_until"))))
    coming = Q(due__isnull=True) | Q(due__gte=now)
    found: list[Homework] = list(rows.filter(coming).order_by(F("due").asc(nulls_last=True), "id")[:MAX_OPEN])
    return [*found, *rows.filter(due__lt=now).order_by("-due", "-id")[: MAX_OPEN - len(found)]]


def _describe_open(one: Homework, zone: ZoneInfo) -> str:
    until = (
        _("until {moment}").format(moment=format_datetime(one.due_at, zone)) if one.due_at else _("without a deadline")
    )
    return f"{one.assignment.title}: {describe_state(one)}, {until}"


def _describe_result(one: Homework) -> str:
    found = format_score(one)
    return f"{one.assignment.title}: {found or describe_state(one)}"


def _build_listen_buttons(chat: LinkedChat, rows: list[Homework]) -> list[list[Button]]:
    """Return a button for each recording that the user may hear, of the attempt that counts."""
    counting = [(row.best_attempt_id or row.last_attempt_id, row) for row in rows]
    attempts = {key: one for key, one in counting if key is not None}
    heard = set(list_family_recordings(chat.user).filter(pk__in=list(attempts)).values_list("pk", flat=True))
    return [
        [chat.build_button(_("Listen: {title}").format(title=one.assignment.title)[:60], "hear", key)]
        for key, one in attempts.items()
        if key in heard
    ]
