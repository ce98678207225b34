"""Speaking at the end of a placement test: a text near the level is asked, a recording is taken, the engine hears it.

The score stands beside the level for the office, and never changes it.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.minors import is_minor
from apps.accounts.recording_consent import check_recording_consent
from apps.core.errors import Conflict, ErrorCode
from apps.core.files.stored import store_upload
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.quizzes.models import PlacementSession, PlacementSpeech, Question, RecordingAllowedBy, SpokenState
from apps.quizzes.placement.estimation import Estimate
from apps.quizzes.placement.selection import select_speaking
from apps.quizzes.placement_queries import list_speaking_items
from apps.quizzes.services.spoken_answers import PRIORITY, build_speaking_task

HEAR_PLACEMENT = "quizzes.hear_placement"
MAX_BYTES = 5 * 1024 * 1024
"""A minute of sound in any format that browsers record."""
RECORDED = _("Your recording is here already.")


def ask_to_speak(session: PlacementSession, found: Estimate) -> None:
    """Choose a text to read aloud for a session that is just finished, in the open unit of work; none where the bank
    has none.
    """
    item = select_speaking(list_speaking_items(session.test.bank), [], found, seed=session.seed)
    if item is not None:
        version = Question.objects.values_list("current", flat=True).get(pk=item.id)
        PlacementSpeech.objects.create(session=session, version_id=version, state=SpokenState.ASKED)


def add_recording(
    *, session: PlacementSession, upload: "UploadedFile[bytes]", allowed_by: RecordingAllowedBy
) -> PlacementSpeech:
    """Take the recording and have the engine hear it. Do not call inside a transaction.

    Raise Conflict where no text was asked, for a second recording, `attempt_closed` when the time of the session is up,
    `consent_missing` for a user who is a minor and whose guardians have not consented; what `store_upload` raises.
    """
    speech = PlacementSpeech.objects.filter(session=session).first()
    _check_asked(session, speech)
    if session.user is not None:
        check_recording_consent(session.user)
        allowed_by = RecordingAllowedBy.GUARDIAN if is_minor(session.user) else RecordingAllowedBy.SELF
    stored = store_upload(owner=session.user, upload=upload, kind="audio", max_bytes=MAX_BYTES)
    with unit_of_work():
        rows = PlacementSpeech.objects.select_for_update(of=("self",)).select_related("version__question")
        locked = rows.filter(session=session).first()
        _check_asked(session, locked)
        assert locked is not None
        locked.file, locked.allowed_by, locked.recorded_at = stored, allowed_by, timezone.now()
        locked.state, locked.task = SpokenState.WAITING, build_speaking_task(locked.version, session.user).as_json()
        locked.save()
        jobs.enqueue(kind=HEAR_PLACEMENT, object_id=locked.pk, priority=PRIORITY)
        return locked


def own_speech(session: PlacementSession) -> None:
    """Make the recording the file of the session's user, in the open unit of work."""
    files = PlacementSpeech.objects.filter(session=session, file__isnull=False).values("file")
    StoredFile.objects.filter(pk__in=files).update(owner=session.user)


def forget_speeches(sessions: Collection[UUID]) -> None:
    """Remove recordings and what was heard in them; nothing is heard any more."""
    rows = PlacementSpeech.objects.filter(session__in=sessions)
    rows.update(file=None, transcript="", words=[])
    rows.filter(state=SpokenState.WAITING).update(state=SpokenState.FAILED)


def remove_old_speeches(*, before: datetime, limit: int) -> int:
    """Remove recordings that were made before a moment, at most `limit`; return how many. What was heard stays."""
    old = PlacementSpeech.objects.filter(file__isnull=False, recorded_at__lt=before)
    with unit_of_work():
        ids = list(old.exclude(state=SpokenState.WAITING).order_by("pk").values_list("pk", flat=True)[:limit])
        return PlacementSpeech.objects.filter(pk__in=ids).update(file=None)


def _check_asked(session: PlacementSession, speech: PlacementSpeech | None) -> None:
    if speech is None:
        raise Conflict(_("This test asks for no recording now."))
    if speech.state != SpokenState.ASKED:
        raise Conflict(RECORDED)
    if session.expires_at <= timezone.now():
        raise Conflict(_("This test is over."), code=ErrorCode.ATTEMPT_CLOSED)
