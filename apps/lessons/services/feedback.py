"""Feedback on the lead teacher of a group after each month: pupils are asked, answer, and the round closes.

While a round is open, an answer belongs to its pupil, so that it can be changed. When the round closes, only numbers
and words stay, and they name nobody.
"""

from datetime import date, timedelta
from functools import partial
from random import SystemRandom
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.core.errors import Conflict, ErrorCode
from apps.core.local_days import get_day_bounds, get_next_month
from apps.core.months import format_month
from apps.core.translated_texts import write_in_every_language
from apps.core.uow import unit_of_work
from apps.courses.models import Group
from apps.courses.queries import get_lead_teacher_on
from apps.jobs.kinds import ClaimedJob
from apps.lessons import feedback_queries
from apps.lessons.models import LEAST_FEEDBACK_ANSWERS, FeedbackRequest, FeedbackRound
from apps.lessons.notification_types import FEEDBACK
from apps.notifications.services import notify
from apps.settings.queries import get_system_settings

DAYS_TO_ANSWER = 14
"""Days after the month in which answers are taken."""
DAYS_TO_ASK = 7
"""Days after the month in which a round may begin: its lessons may be marked late."""
ONE_DAY = timedelta(days=1)


def ask_for_feedback(job: ClaimedJob) -> None:
    """Job handler, every hour: ask the pupils of groups whose month has ended, each once. Nothing while the setting
    `teacher_feedback` is off.
    """
    if get_system_settings().teacher_feedback:
        for group, month in feedback_queries.list_months_to_ask_about(days=DAYS_TO_ASK):
            begin_feedback_round(group=group, month=month)
    with unit_of_work():
        jobs.complete_job(job)


def begin_feedback_round(*, group: Group, month: date) -> FeedbackRound | None:
    """Ask the pupils of the group about the lead teacher at the end of the month, whose first day is `month`.

    None without effect where the group was asked already, and with fewer than `LEAST_FEEDBACK_ANSWERS` pupils to ask:
    their answers would never be shown.
    """
    last = get_next_month(month) - ONE_DAY
    with unit_of_work():
        teacher = get_lead_teacher_on(group, last)
        pupils = feedback_queries.list_pupils_to_ask(group, month, about=teacher)
        if len(pupils) < LEAST_FEEDBACK_ANSWERS:
            return None
        closes_at = get_day_bounds(last + DAYS_TO_ANSWER * ONE_DAY, group.local_zone)[1]
        new = FeedbackRound(group=group, month=month, teacher=teacher, closes_at=closes_at, asked=len(pupils))
        # Two jobs at once: one makes the round, the other one leaves it.
        FeedbackRound.objects.bulk_create([new], ignore_conflicts=True)
        if not FeedbackRound.objects.filter(pk=new.pk).exists():
            return None
        requests = [FeedbackRequest(round=new, student=pupil) for pupil in pupils]
        for request in FeedbackRequest.objects.bulk_create(requests):
            _notify_asked(request)
    return new


def save_feedback(*, request: FeedbackRequest, rating: int, text: str) -> FeedbackRequest:
    """Write the answer, 1 to 5 stars and words, or change it. Raise Conflict `not_open` when the time is over."""
    with unit_of_work():
        rows = FeedbackRequest.objects.select_related("student", "round__group__branch", "round__teacher")
        locked = rows.select_for_update(of=("self",)).filter(pk=request.pk).first()
        if locked is None or locked.round.closes_at <= timezone.now():
            raise Conflict(_("The time to answer is over."), code=ErrorCode.NOT_OPEN)
        locked.rating, locked.text = rating, text
        locked.save(update_fields=["rating", "text", "updated_at"])
        return locked


def close_feedback(job: ClaimedJob) -> None:
    """Job handler, every hour: close the rounds whose time is over."""
    due = FeedbackRound.objects.filter(closed_at__isnull=True, closes_at__lte=timezone.now())
    for round_id in due.values_list("pk", flat=True):
        close_feedback_round(round_id=round_id)
    with unit_of_work():
        jobs.complete_job(job)


def close_feedback_round(*, round_id: UUID) -> None:
    """Keep the result of a round and delete what says who answered; of fewer than `LEAST_FEEDBACK_ANSWERS` answers only
    their number. Repeating it changes nothing.
    """
    with unit_of_work():
        row = FeedbackRound.objects.select_for_update().filter(pk=round_id, closed_at__isnull=True).first()
        if row is None:
            return
        # It waits for answers that are being written; later ones find no row.
        requests = list(FeedbackRequest.objects.select_for_update().filter(round=row))
        answers = [request for request in requests if request.rating is not None]
        row.closed_at, row.answered = timezone.now(), len(answers)
        if row.answered >= LEAST_FEEDBACK_ANSWERS:
            row.stars = [sum(answer.rating == star for answer in answers) for star in range(1, 6)]
            row.words = [answer.text for answer in answers if answer.text]
            SystemRandom().shuffle(row.words)
        row.save(update_fields=["closed_at", "answered", "stars", "words", "updated_at"])
        FeedbackRequest.objects.filter(round=row).delete()


def _notify_asked(request: FeedbackRequest) -> None:
    """Notify who may answer."""
    month = write_in_every_language(partial(format_month, request.round.month))
    data = {"feedback": str(request.pk), "group": request.round.group.name, "month": month}
    data |= {"student": request.student.first_name, "teacher": request.round.teacher.full_name}
    for person in feedback_queries.load_answering_people(request):
        notify(user=person, type=FEEDBACK, data=data, key=str(request.pk), until=request.round.closes_at)
