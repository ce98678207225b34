"""Consents are given and withdrawn, never overwritten. Adults answer for themselves, guardians for minors: in the app,
or on paper that the office records.
"""

from datetime import date
from typing import IO

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from apps.accounts import images, queries
from apps.accounts.consents import TEXTS, ConsentStatus
from apps.accounts.minors import is_minor
from apps.accounts.models import Consent, ConsentKind, User
from apps.accounts.services.avatars import remove_avatar
from apps.core.errors import Forbidden, Invalid
from apps.core.file_types import detect_material_type
from apps.core.files.stored import store_upload
from apps.core.local_days import get_local_day, get_today
from apps.core.uow import unit_of_work
from apps.core.validators import InvalidValue
from apps.jobs.services import enqueue
from apps.settings.queries import get_default_branch
from apps.settings.services import write_audit_log

MAX_PHOTO_BYTES = 10 * 1024 * 1024
RENEW_PSEUDONYM = "kids.renew_pseudonym"
"""The job of a higher app that forgets what an outside pipeline knows of the person."""
REMOVE_RECORDINGS_OF_CHILD = "kids.remove_recordings"
"""The job of a higher app that removes photos and recordings of a child which nobody allows any more."""


def answer_consent(*, person: User, kind: ConsentKind, given: bool, version: str | None, actor: User) -> ConsentStatus:
    """Give or withdraw consent, by the user themselves or by one of a minor's guardians; the newest answer counts.

    Repeating the current one adds nothing. `version`: of the text that was read; without it, the newest. When consent
    to photos is withdrawn, a minor's avatar is removed, and with that to photos or recordings those that teachers made
    of a child; when that to learning systems is, the rows that an outside pipeline has of the person. Raise Forbidden
    when a minor answers: the guardians do. Raise Invalid on "version" when consent is given to an outdated text.
    """
    if person.pk == actor.pk and is_minor(person):
        raise Forbidden(_("Your parents answer this for you."))
    current = TEXTS[kind].version
    if given and version not in (None, current):
        raise Invalid.field("version", _("The text has changed. Please read it again."))
    with unit_of_work():
        last = _lock_latest_answer(person, kind)
        if last is None or last.given != given or (given and last.text_version != current):
            _add_answer(last, Consent(person=person, kind=kind, given=given, text_version=current, given_by=actor))
        return _apply_answer(person, kind, given=given, actor=actor)


def record_paper_consent(
    *,
    person: User,
    kind: ConsentKind,
    given: bool,
    version: str | None = None,
    signed_by: str,
    signed_on: date,
    photo: "UploadedFile[bytes]",
    actor: User,
) -> ConsentStatus:
    """Record what a guardian of a minor answered on paper: who signed, on which day, and a photo of the paper.

    `version` is that of the signed text, by default the newest. Do not call it in a transaction. Raise Forbidden for
    the actor's own consent. Raise Invalid on "version" for another text, and on "signed_on" for a day in the future or
    before the newest answer; also raises what `store_upload` raises.
    """
    if person.pk == actor.pk:
        raise Forbidden(_("Your parents answer this for you."))
    current = TEXTS[kind].version
    if version not in (None, current):
        raise Invalid.field("version", _("The text has changed. Please read it again."))
    _check_signed_on(queries.get_latest_consent(person, kind), signed_on)
    stored = store_upload(owner=person, upload=photo, kind="material", max_bytes=MAX_PHOTO_BYTES, check=_check_photo)
    with unit_of_work():
        last = _lock_latest_answer(person, kind)
        _check_signed_on(last, signed_on)
        row = Consent(person=person, kind=kind, given=given, text_version=current, given_by=actor)
        row.signed_by, row.signed_on, row.photo = signed_by, signed_on, stored
        _add_answer(last, row)
        return _apply_answer(person, kind, given=given, actor=actor)


def _check_photo(opened: IO[bytes]) -> str:
    """Return the content type of a picture that can be decoded, which happens in a separate process."""
    content_type = detect_material_type(opened)
    if not content_type.startswith("image/"):
        raise InvalidValue(_("Send a photo."))
    opened.seek(0)
    images.make_small_webp(opened.read())
    return content_type


def _check_signed_on(last: Consent | None, signed_on: date) -> None:
    zone = get_default_branch().zone
    if signed_on > get_today(zone):
        raise Invalid.field("signed_on", _("This day is in the future."))
    if last is not None and signed_on < (last.signed_on or get_local_day(last.created_at, zone)):
        raise Invalid.field("signed_on", _("There is a newer answer."))


def _lock_latest_answer(person: User, kind: ConsentKind) -> Consent | None:
    """Lock the person, so that answers come one after the other, and return the newest answer of this kind."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    return queries.get_latest_consent(person, kind)


def _add_answer(last: Consent | None, row: Consent) -> None:
    row.revision = last.revision + 1 if last else 1
    row.save(force_insert=True)
    changes: dict[str, tuple[object, object]] = {str(row.kind): (last.given if last else None, row.given)}
    if row.signed_on is not None:
        changes |= {"signed_by": (None, row.signed_by), "signed_on": (None, row.signed_on)}
    write_audit_log(row.given_by, "accounts.consent", row, changes)


def _apply_answer(person: User, kind: ConsentKind, *, given: bool, actor: User) -> ConsentStatus:
    if kind == ConsentKind.PHOTO and not given and is_minor(person):
        remove_avatar(user=person, actor=actor)
    if kind == ConsentKind.LEARNING_SYSTEMS and not given:
        enqueue(kind=RENEW_PSEUDONYM, object_id=person.pk)
    if kind in (ConsentKind.PHOTO, ConsentKind.RECORDING) and not given and queries.is_child(person):
        enqueue(kind=REMOVE_RECORDINGS_OF_CHILD, object_id=person.pk)
    return next(status for status in queries.list_consent_statuses(person) if status.kind == kind)
