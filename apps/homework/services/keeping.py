"""How long sound is kept: the centre's `recordings_keep_days`. Marks, transcripts and words stay without it.

What still waits for somebody's ear stays too: recordings of homework in review or in the engine's hands, and those that
are to be heard again. The bytes go with the same clean-up, when nothing uses them any more.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from apps.core.uow import unit_of_work
from apps.homework.models import IN_FLIGHT, SPOKEN, Attempt, HomeworkState, Review, ScoreProposal
from apps.homework.services.proposing import OPEN

WAITING = (HomeworkState.PROCESSING, HomeworkState.NEEDS_REVIEW)


def remove_recordings(*, before: datetime, most: int) -> int:
    """Let recordings go of attempts that ended before a moment, at most so many; how many it were."""
    to_hear = ScoreProposal.objects.filter(attempt=OuterRef("pk"), state__in=OPEN)
    old = Attempt.objects.filter(file__isnull=False, finished_at__lt=before, homework__assignment__kind__in=SPOKEN)
    old = old.exclude(state__in=IN_FLIGHT).exclude(homework__state__in=WAITING).exclude(Exists(to_hear))
    with unit_of_work():
        ids = list(old.order_by("pk").values_list("pk", flat=True)[:most])
        return Attempt.objects.filter(pk__in=ids).update(file=None, updated_at=timezone.now())


def remove_voices(*, before: datetime, most: int) -> int:
    """Let teachers' voice comments go that were said before a moment, at most so many; how many it were."""
    old = Review.objects.filter(voice__isnull=False, created_at__lt=before).exclude(homework__state__in=WAITING)
    with unit_of_work():
        ids = list(old.order_by("pk").values_list("pk", flat=True)[:most])
        return Review.objects.filter(pk__in=ids).update(voice=None, updated_at=timezone.now())
