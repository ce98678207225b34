"""`/homework`: open homework with deadline and state, the last results, and recordings to hear."""

from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.homework.models import Homework, HomeworkState
from apps.homework.queries import list_visible_homework, with_due_at
from apps.messaging.telegram import Button
from apps.portal.telegram.chat import LinkedChat
from apps.portal.telegram.formatting import describe_state, format_datetime, format_score
from apps.portal.telegram.recordings import list_family_recordings

OPEN_STATES = (HomeworkState.ASSIGNED, HomeworkState.RETURNED, HomeworkState.PROCESSING, HomeworkState.NEEDS_REVIEW)
MAX_OPEN, MAX_RESULTS = 10, 5


def show_homework(chat: LinkedChat) -> None:
    """Show the homework of the pupil that the chat is about."""
    if (pupil := chat.get_pupil("homework")) is None:
        return
    zone = ZoneInfo(chat.user.zone)
    rows = list_visible_homework(chat.user, student_id=pupil.pk)
    open_homework = _order_open(rows.filter(state__in=OPEN_STATES))
    finished = list(rows.exclude(state__in=OPEN_STATES).order_by("-last_attempt__created_at", "-id")[:MAX_RESULTS])
    lines = [_("Homework of {name}").format(name=pupil.full_name)]
    lines += [f"• {_describe_open(item, zone)}" for item in open_homework] or [_("No open homework.")]
    if finished:
        results = [f"• {item.assignment.title}: {format_score(item) or describe_state(item)}" for item in finished]
        lines += ["", _("Last results:"), *results]
    chat.reply("\n".join(lines), _build_listen_buttons(chat, [*finished, *open_homework]))


def _order_open(rows: QuerySet[Homework]) -> list[Homework]:
    """Return homework that is still due, the next deadline first, then overdue homework, newest first."""
    open_rows, now = with_due_at(rows), timezone.now()
    still_due = Q(due__isnull=True) | Q(due__gte=now)
    coming = list(open_rows.filter(still_due).order_by(F("due").asc(nulls_last=True), "id")[:MAX_OPEN])
    return [*coming, *open_rows.filter(due__lt=now).order_by("-due", "-id")[: MAX_OPEN - len(coming)]]


def _describe_open(homework: Homework, zone: ZoneInfo) -> str:
    until = _("without a deadline")
    if homework.due_at:
        until = _("until {moment}").format(moment=format_datetime(homework.due_at, zone))
    return f"{homework.assignment.title}: {describe_state(homework)}, {until}"


def _build_listen_buttons(chat: LinkedChat, rows: list[Homework]) -> list[list[Button]]:
    """Return a button for each recording that the user may hear, of the attempt that counts."""
    counting = ((row.best_attempt_id or row.last_attempt_id, row.assignment.title) for row in rows)
    titles = {attempt_id: title for attempt_id, title in counting if attempt_id}
    audible = set(list_family_recordings(chat.user).filter(pk__in=list(titles)).values_list("pk", flat=True))
    heard = [(attempt_id, title) for attempt_id, title in titles.items() if attempt_id in audible]
    text = _("Listen: {title}")
    return [[chat.build_button(text.format(title=title)[:60], "hear", attempt_id)] for attempt_id, title in heard]
