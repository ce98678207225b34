"""Removal of old sound after the centre's `recordings_keep_days`. Scores, transcripts and words stay.

Sound that is still needed stays too: of homework in processing or review, and of open score proposals. The next
clean-up of files deletes the bytes.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from apps.core.uow import unit_of_work
from apps.homework.models import IN_FLIGHT_STATES, SPOKEN_KINDS, Attempt, HomeworkState, Review, ScoreProposal
from apps.homework.services.score_proposals import OPEN_PROPOSAL_STATES

WAITING_STATES = (HomeworkState.PROCESSING, HomeworkState.NEEDS_REVIEW)


def remove_old_recordings(*, before: datetime, limit: int) -> int:
    """Remove recordings of attempts that finished before a moment, at most `limit`; return how many."""
    to_hear = ScoreProposal.objects.filter(attempt=OuterRef("pk"), state__in=OPEN_PROPOSAL_STATES)
    old = Attempt.objects.filter(
        file__isnull=False, finished_at__lt=before, homework__assignment__kind__in=SPOKEN_KINDS
    )
    old = old.exclude(state__in=IN_FLIGHT_STATES).exclude(homework__state__in=WAITING_STATES).exclude(Exists(to_hear))
    with unit_of_work():
        ids = list(old.order_by("pk").values_list("pk", flat=True)[:limit])
        return Attempt.objects.filter(pk__in=ids).update(file=None, updated_at=timezone.now())


def remove_old_voice_comments(*, before: datetime, limit: int) -> int:
    """Remove teachers' voice comments of reviews before a moment, at most `limit`; return how many."""
    old = Review.objects.filter(voice__isnull=False, created_at__lt=before).exclude(homework__state__in=WAITING_STATES)
    with unit_of_work():
        ids = list(old.order_by("pk").values_list("pk", flat=True)[:limit])
        return Review.objects.filter(pk__in=ids).update(voice=None, updated_at=timezone.now())
