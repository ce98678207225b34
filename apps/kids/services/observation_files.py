"""A photo or a recording of a child with what a teacher saw: only as long as the guardians allow it."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts.images import make_small_webp
from apps.accounts.models import ConsentKind, User
from apps.accounts.queries import has_consented
from apps.core.errors import Conflict, ErrorCode
from apps.core.files.stored import erase_stored_file, read_uploaded_image, store_image, store_upload
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.core.validators import InvalidValue, detect_image_type
from apps.jobs.kinds import ClaimedJob
from apps.kids.models import Observation, ObservationFileKind
from apps.kids.services.observations import lock_observation, lock_observed
from apps.settings.services import write_audit_log

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST_BYTES = 10 * 1024 * 1024
MOST_SIDE = 1600
CONSENTS: dict[ObservationFileKind, ConsentKind] = {
    ObservationFileKind.PHOTO: ConsentKind.PHOTO,
    ObservationFileKind.VOICE: ConsentKind.RECORDING,
}
"""Which answer of the guardians a file needs."""
MISSING: dict[ObservationFileKind, StrOrPromise] = {
    ObservationFileKind.PHOTO: _("The guardians have not allowed photos of this child."),
    ObservationFileKind.VOICE: _("The guardians have not allowed recordings of this child."),
}


def list_allowed_kinds(child: User) -> list[ObservationFileKind]:
    """Return which files of a child its guardians allow now."""
    return [kind for kind, consent in CONSENTS.items() if has_consented(child, consent)]


def set_observation_file(*, actor: User, observation: Observation, upload: "UploadedFile[bytes]") -> Observation:
    """Give an observation a photo (made anew, without what it says of place and device) or a recording, in place of the
    one before, which the next clean-up deletes. The file belongs to the child: it is exported and erased with it. Do
    not call it in a transaction.

    Raise Conflict `consent_missing` on "file" without the consent to photos or to recordings, NotFound when the
    observation was removed meanwhile, and what `store_upload` and `make_small_webp` raise.
    """
    kind = _tell_kind(upload)
    _check_consent(observation.child, kind)
    stored = _store(observation.child, kind, upload)
    with unit_of_work():
        _check_consent(lock_observed(observation.child_id), kind)
        return _set_file(actor, observation, stored, kind)


def remove_observation_file(*, actor: User, observation: Observation) -> Observation:
    """Take the file away from an observation; the next clean-up deletes it."""
    with unit_of_work():
        return _set_file(actor, observation, None, "")


def remove_unallowed_files(job: ClaimedJob) -> None:
    """Job handler: delete photos and recordings of a child whose consent does not hold now. Safe to run twice."""
    child = User.objects.filter(pk=job.object_id).first()
    if child is None:
        return
    with unit_of_work():
        User.objects.select_for_update(no_key=True).get(pk=child.pk)
        rows = Observation.objects.filter(child=child, file__isnull=False)
        rows = rows.exclude(file_kind__in=list_allowed_kinds(child)).select_related("file")
        files: list[StoredFile] = [row.file for row in rows if row.file is not None]
        Observation.objects.filter(file__in=files).update(file=None, file_kind="")
    for stored in files:
        erase_stored_file(stored)


def _tell_kind(upload: "UploadedFile[bytes]") -> ObservationFileKind:
    """Return what a file is by its first bytes: what is no picture has to be a recording."""
    upload.seek(0)
    try:
        detect_image_type(upload.read(16))
    except InvalidValue:
        return ObservationFileKind.VOICE
    finally:
        upload.seek(0)
    return ObservationFileKind.PHOTO


def _check_consent(child: User, kind: ObservationFileKind) -> None:
    if not has_consented(child, CONSENTS[kind]):
        raise Conflict(MISSING[kind], code=ErrorCode.CONSENT_MISSING, fields={"file": [MISSING[kind]]})


def _store(owner: User, kind: ObservationFileKind, upload: "UploadedFile[bytes]") -> StoredFile:
    if kind == ObservationFileKind.PHOTO:
        data = make_small_webp(read_uploaded_image(upload=upload, max_bytes=MOST_BYTES), max_side=MOST_SIDE)
        return store_image(owner=owner, data=data)
    return store_upload(owner=owner, upload=upload, kind="audio", max_bytes=MOST_BYTES)


def _set_file(actor: User, observation: Observation, stored: StoredFile | None, kind: str) -> Observation:
    row = lock_observation(observation.pk)
    before = row.file_kind
    if stored is None and not before:
        return row
    row.file, row.file_kind = stored, kind
    row.save(update_fields=["file", "file_kind", "updated_at"])
    write_audit_log(actor, "kids.set_observation_file", row, {"file_kind": (before, kind)})
    return row
