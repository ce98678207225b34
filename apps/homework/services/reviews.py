"""Reviews: a teacher accepts or returns a homework."""

from decimal import Decimal

from django.conf import settings as django_settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

import apps.settings.services as settings
from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.files.stored import store_upload
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.homework import events
from apps.homework.models import (
    SCORABLE_STATES,
    Attempt,
    CountedAttempt,
    Homework,
    HomeworkState,
    Review,
    ReviewDecision,
    SpeechScore,
)
from apps.homework.services.homework_state import is_homework_closed, lock_homework, sync_coins
from apps.homework.services.publishing import publish_review
from apps.homework.verdicts import ANOTHERS_FILE, ANOTHERS_SOUND, get_homework_stars
from apps.video.services.sounds import enqueue_small_sound

MAX_COMMENT_LENGTH = 500


def store_voice_comment(*, reviewer: User, upload: "UploadedFile[bytes]") -> StoredFile:
    """Store a voice comment for a later review, outside of a transaction; raise what `store_upload` raises.

    The next clean-up deletes a comment that no review uses.
    """
    return store_upload(owner=reviewer, upload=upload, kind="audio", max_bytes=django_settings.MAX_UPLOAD_BYTES)


def review_homework(
    *,
    reviewer: User,
    homework: Homework,
    decision: ReviewDecision | str,
    score: Decimal | None = None,
    comment: str = "",
    voice: StoredFile | None = None,
    last_seen: Attempt | None = None,
) -> Review:
    """Accept a homework with its score (or another `score`, 0 to 100), or return it to be done again.

    Coins follow the score by counter-entries, and an open appeal is answered. Accepting shows a hidden score and closes
    the homework; a later review may change the decision. What looks like another pupil's recording earns nothing until
    a teacher enters a score. Returning removes the score and leaves at least one attempt. `last_seen` is the newest
    attempt that the reviewer has seen. `voice` is replaced by a small sound of the same id soon.

    Raise Conflict `not_open` while a recording is processed or nothing was submitted, `newer_attempt` when a scorable
    attempt came after `last_seen`; Invalid when accepting without any score.
    """
    with unit_of_work():
        locked = lock_homework(homework.pk)
        if locked.state == HomeworkState.PROCESSING:
            raise Conflict(_("The last recording is still being processed."), code=ErrorCode.NOT_OPEN)
        if locked.last_attempt_id is None:
            raise Conflict(_("Nothing has been submitted yet."), code=ErrorCode.NOT_OPEN)
        newer = locked.attempts.filter(number__gt=last_seen.number, state__in=SCORABLE_STATES) if last_seen else None
        if newer is not None and newer.exists():
            raise Conflict(_("The pupil has submitted a newer attempt. Check it first."), code=ErrorCode.NEWER_ATTEMPT)
        before = locked.score
        attempt = _accept(locked, score) if decision == ReviewDecision.ACCEPT else _return(locked)
        row = Review.objects.create(
            homework=locked,
            attempt=attempt,
            reviewer=reviewer,
            decision=ReviewDecision(decision),
            score=score,
            comment=comment,
            voice=voice,
        )
        if voice is not None:
            enqueue_small_sound(voice)
        locked.appeals.filter(answered_at__isnull=True).update(review=row, answered_at=timezone.now())
        coins = sync_coins(locked, reason="homework.reviewed").worth
        changes = {"score": (before, locked.score)}
        settings.write_audit_log(actor=reviewer, action="homework.review", obj=locked, changes=changes)
        _publish(locked, row, coins)
    return row


def _accept(homework: Homework, score: Decimal | None) -> Attempt | None:
    """Close the homework with the given score, else the score it was closed with before, else that of the counted
    attempt.

    A given score belongs to that attempt, or to the newest that counts where none is scored.
    """
    fresh = homework.attempts.filter(number__gt=homework.counts_after)
    if score is None:
        fresh = fresh.exclude(reason=ANOTHERS_FILE).exclude(flags__contains=[ANOTHERS_SOUND])
    SpeechScore.objects.filter(attempt__in=fresh).update(hidden=False)
    attempt, final = _choose_counted_attempt(homework, fresh), score
    if score is None and is_homework_closed(homework):
        attempt, final = homework.best_attempt, homework.score
    elif score is None and attempt is not None:
        final = Decimal(str(attempt.score.overall))
    elif attempt is None:
        attempt = fresh.filter(counts=True).order_by("-number").first()
    if final is None:
        raise Invalid.field("score", _get_score_missing_text(homework))
    homework.state, homework.score, homework.best_attempt = HomeworkState.REVIEWED, final, attempt
    homework.late = homework.late if attempt is None else attempt.late
    homework.save(update_fields=["state", "score", "best_attempt", "late", "updated_at"])
    return attempt


def _get_score_missing_text(homework: Homework) -> StrOrPromise:
    fresh = homework.attempts.filter(number__gt=homework.counts_after)
    if fresh.filter(Q(reason=ANOTHERS_FILE) | Q(flags__contains=[ANOTHERS_SOUND])).exists():
        return _("Enter a score yourself: another pupil has submitted the same recording.")
    return _("Enter a score: the computer has none for this homework.")


def _return(homework: Homework) -> Attempt | None:
    """Open the homework again; attempts so far earn nothing."""
    homework.counts_after = homework.attempts.aggregate(last=Max("number"))["last"]
    used = homework.attempts.filter(counts=True).count()
    homework.extra_attempts = max(homework.extra_attempts, used + 1 - homework.assignment.attempts_allowed)
    homework.state, homework.score, homework.best_attempt = HomeworkState.RETURNED, None, None
    fields = ["state", "score", "best_attempt", "counts_after", "extra_attempts", "updated_at"]
    homework.save(update_fields=fields)
    return homework.last_attempt


def _choose_counted_attempt(homework: Homework, attempts: QuerySet[Attempt]) -> Attempt | None:
    """Return the scored attempt that counts, hidden or not: the best (the newest of equals) or the newest, by
    assignment; None without a score.
    """
    marked = attempts.filter(score__overall__isnull=False).select_related("score")
    if homework.assignment.counting == CountedAttempt.LAST:
        return marked.order_by("-number").first()
    return marked.order_by("-score__overall", "-number").first()


def _publish(homework: Homework, row: Review, coins: int) -> None:
    mark = None if homework.score is None else float(homework.score)
    reviewed = events.HomeworkReviewed(
        **events.get_homework_event_fields(homework),
        decision=row.decision,
        homework_state=homework.state,
        homework_score=mark,
        comment=row.comment[:MAX_COMMENT_LENGTH],
        voice=row.voice_id is not None,
        stars=get_homework_stars(homework),
        coins=coins,
    )
    publish_review(homework, reviewed)
