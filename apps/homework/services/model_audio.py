"""Model audio: a recording of how the text should sound. The engine stores its fingerprint, to detect when it is played
back.
"""

from django.conf import settings as django_settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
import apps.settings.services as settings
from apps.accounts.models import User
from apps.core.errors import Conflict
from apps.core.files.stored import store_upload
from apps.core.lookups import get_or_not_found
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.homework import events
from apps.homework.job_kinds import LISTEN_TO_MODEL_AUDIO, MODEL_AUDIO_PRIORITY
from apps.homework.models import SPOKEN_KINDS, Assignment, SoundPrint
from apps.homework.services.assignment_changes import check_task_of_group
from apps.homework.services.publishing import publish_to_wall_and_group
from apps.jobs.kinds import ClaimedJob


def set_model_audio(*, actor: User, assignment: Assignment, upload: "UploadedFile[bytes]") -> Assignment:
    """Store a recording as the assignment's model audio; replace an earlier one. Not inside a transaction.

    Raise Conflict for homework that is not spoken or of an online course; what `store_upload` raises; NotFound when the
    assignment was withdrawn.
    """
    if assignment.kind not in SPOKEN_KINDS:
        raise Conflict(_("Only spoken homework has a model audio."))
    most = django_settings.MAX_UPLOAD_BYTES
    stored = store_upload(owner=None, upload=upload, kind="audio", max_bytes=most)
    with unit_of_work():
        row = _set_file(actor, assignment, stored)
        jobs.enqueue(
            kind=LISTEN_TO_MODEL_AUDIO,
            object_id=row.pk,
            payload={"file": str(stored.pk)},
            priority=MODEL_AUDIO_PRIORITY,
            share=row.queue_share,
        )
    return row


def remove_model_audio(*, actor: User, assignment: Assignment) -> None:
    """Remove the model audio, if there is one. The next clean-up deletes the bytes, unless a copy uses them."""
    with unit_of_work():
        _set_file(actor, assignment, None)


def get_unprocessed_model_audio(claim: ClaimedJob) -> StoredFile | None:
    """Return the recording of a LISTEN_TO_MODEL_AUDIO job; None when it is no longer a model audio or is processed
    already.
    """
    unheard = StoredFile.objects.filter(pk=claim.payload["file"], sound_print__isnull=True)
    wanted = Assignment.objects.filter(model_audio=claim.payload["file"])
    return unheard.first() if wanted.exists() else None


def store_model_audio_fingerprint(*, claim: ClaimedJob, seconds: float, peaks: bytes, fingerprint: bytes) -> None:
    """Store the fingerprint of a model audio and complete the job; zero and empty for an unreadable file.

    Raise StaleClaim, and change nothing, when the claim is not the job's current one.
    """
    with unit_of_work():
        jobs.complete_job(claim)
        if (stored := get_unprocessed_model_audio(claim)) is not None:
            SoundPrint.objects.create(file=stored, seconds=seconds, peaks=peaks, fingerprint=fingerprint)


def _set_file(actor: User, assignment: Assignment, stored: StoredFile | None) -> Assignment:
    row = get_or_not_found(Assignment.objects.select_for_update(of=("self",), no_key=True), assignment.pk)
    check_task_of_group(row)
    old = row.model_audio_id
    if old is None and stored is None:
        return row
    row.model_audio = stored
    row.save(update_fields=["model_audio", "updated_at"])
    changes = {"model_audio": (old, stored.pk if stored else None)}
    settings.write_audit_log(actor=actor, action="homework.model_audio", obj=row, changes=changes)
    publish_to_wall_and_group(row, events.HomeworkChanged.from_assignment(row, fields=["model_audio"]))
    return row
