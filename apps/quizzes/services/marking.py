"""Marks by hand: of answers that wait for a teacher, in place of a score, and of answers that came late."""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.quizzes.models import Answer, AttemptState, QuizAttempt
from apps.quizzes.services.closing import score_again
from apps.quizzes.services.scoring import MARK, score_attempt, total_up
from apps.settings.services import write_audit_log

SHARE = Decimal("0.00001")


def mark_answer(*, actor: User, answer: Answer, mark: Decimal, comment: str) -> Answer:
    """Give an answer of a handed-in attempt this many points, in place of a score or an earlier mark.

    Raise Invalid above the points of the question, Conflict while the attempt is open.
    """
    if mark > answer.points:
        raise Invalid.field("mark", _("At most %(points)s points.") % {"points": answer.points.normalize()})
    with unit_of_work():
        attempt, locked = _lock_answer(answer)
        old = locked.mark
        locked.mark, locked.share = mark.quantize(MARK), (mark / locked.points).quantize(SHARE)
        locked.waits, locked.is_correct = False, mark == locked.points
        locked.comment, locked.marked_by, locked.marked_at = comment, actor, timezone.now()
        locked.save(
            update_fields=[
                "mark", "share", "waits", "is_correct", "comment", "marked_by", "marked_at", "updated_at",
            ]
        )  # fmt: skip
        total_up(attempt, list(attempt.answers.all()))
        write_audit_log(actor, "quizzes.mark", locked, {"mark": (old, locked.mark)})
        return locked


def accept_late_answer(*, actor: User, answer: Answer, reason: str) -> Answer:
    """Let an answer count that came late, in place of the one that was there, and score it.

    Do not call inside a transaction. Raise Conflict where none came late, it counts already, or the attempt is open.
    """
    with unit_of_work():
        attempt, locked = _lock_answer(answer)
        late = getattr(locked, "late", None)
        if late is None or late.accepted_at is not None:
            raise Conflict(_("No late answer waits here."))
        late.accepted_at, late.accepted_by, late.reason = timezone.now(), actor, reason
        late.save(update_fields=["accepted_at", "accepted_by", "reason", "updated_at"])
        locked.response, locked.saved_at, locked.client_at = late.response, late.received_at, late.client_at
        locked.saves += 1
        locked.marked_by, locked.marked_at, locked.comment = None, None, ""
        locked.save(
            update_fields=[
                "response", "saved_at", "client_at", "saves", "marked_by", "marked_at", "comment", "updated_at",
            ]
        )  # fmt: skip
        score_again(attempt)
        write_audit_log(actor, "quizzes.accept_late_answer", locked, {"reason": (None, reason)})
    score_attempt(attempt.pk)
    locked.refresh_from_db()
    return locked


def _lock_answer(answer: Answer) -> tuple[QuizAttempt, Answer]:
    """Return the attempt, locked, and the answer as it is now. Raise Conflict while the attempt is open."""
    rows = QuizAttempt.objects.select_for_update(of=("self",)).select_related("quiz", "user")
    attempt = get_or_not_found(rows, answer.attempt_id)
    if attempt.state in (AttemptState.OPEN, AttemptState.HANDED_IN):
        raise Conflict(_("The learner is still answering."))
    return attempt, get_or_not_found(attempt.answers.select_related("version", "scored_by", "late"), answer.pk)
