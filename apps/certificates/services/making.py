"""Makes the document and the badge of a certificate. Safe to run twice: what is stored first stays."""

import random
from uuid import UUID

from django.utils import timezone

import apps.jobs.services as jobs
from apps.certificates.addresses import (
    build_certificate_address,
    build_course_address,
    build_status_list_address,
    get_site_address,
)
from apps.certificates.badges import STATUS_LIST_SIZE, BadgeFacts, Credential, build_badge
from apps.certificates.certificate_rows import read_facts
from apps.certificates.key_rows import OpenedKeys, open_keys
from apps.certificates.models import Certificate, CertificateKey
from apps.certificates.notification_types import READY
from apps.certificates.rendering import render_certificate
from apps.certificates.services.awards import notify_readers
from apps.certificates.services.keys import get_or_make_key
from apps.certificates.signing import sign_pdf
from apps.certificates.template_rows import load_version
from apps.core.errors import Invalid
from apps.core.files.stored import erase_stored_file, store_certificate
from apps.core.sealing import UnsealError
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob, PermanentFailure

MOST_IN_LIST = STATUS_LIST_SIZE // 4
"""Places are drawn at random: three of four stay free."""
KEY_LOST = "SECRET_KEY does not open the key of certificates. Bring the old SECRET_KEY back, or: certificate_key renew"
NARRATIVE = {
    "uz": "Kursning markaz belgilagan talablari bajarildi.",
    "ru": "Выполнены требования курса, установленные центром.",
    "en": "The requirements that the centre has set for the course are met.",
}
"""The criteria of a badge."""


def make_certificate(job: ClaimedJob) -> None:
    """Job handler: typeset, sign and store the certificate, issue its badge, and tell the family.

    Raise PermanentFailure when SECRET_KEY does not open the key, and when the texts do not fit on the page.
    """
    certificate = _reserve_place(UUID(job.object_id))
    if certificate is None:
        with unit_of_work():
            jobs.complete_job(job)
        return
    assert certificate.key is not None
    try:
        keys = open_keys(certificate.key)
    except UnsealError as error:
        raise PermanentFailure(KEY_LOST) from error
    pdf = sign_pdf(_render(certificate), keys.signing)
    badge = _issue_badge(certificate, keys)
    stored = store_certificate(owner=certificate.student, data=pdf)
    with unit_of_work():
        jobs.complete_job(job)
        locked = _lock(certificate.pk)
        is_wanted = locked is not None and locked.key_id == certificate.key_id
        if locked is not None and is_wanted:
            locked.pdf, locked.badge, locked.made_at, locked.failed_at = stored, badge, timezone.now(), None
            locked.save(update_fields=["pdf", "badge", "made_at", "failed_at", "updated_at"])
            if locked.revoked_at is None:
                notify_readers(locked, READY)
    if not is_wanted:  # another worker was faster, or the person was erased meanwhile
        erase_stored_file(stored)


def note_failure(job: ClaimedJob, reason: str) -> None:
    """Note on the certificate that its job is dead; the office sees it, and can have it made again."""
    Certificate.objects.filter(pk=job.object_id, made_at__isnull=True).update(failed_at=timezone.now())


def _reserve_place(certificate_id: UUID) -> Certificate | None:
    """Return the certificate with the current key and a place in a list of that key; None: nothing is to be made."""
    with unit_of_work():
        key = get_or_make_key()
        locked = _lock(certificate_id)
        if locked is None or locked.key_id == key.pk:
            return locked
        # Two that draw: the second waits here, and sees the place of the first.
        CertificateKey.objects.select_for_update(no_key=True).get(pk=key.pk)
        number = Certificate.objects.filter(key=key).count() // MOST_IN_LIST + 1
        places = Certificate.objects.filter(key=key, status_list=number)
        index = random.SystemRandom().randrange(STATUS_LIST_SIZE)
        while places.filter(status_index=index).exists():
            index = random.SystemRandom().randrange(STATUS_LIST_SIZE)
        locked.key, locked.status_list, locked.status_index = key, number, index
        locked.save(update_fields=["key", "status_list", "status_index", "updated_at"])
        return locked


def _lock(certificate_id: UUID) -> Certificate | None:
    """Return a certificate that is still to be made, locked until the commit."""
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("student", "course", "version", "key")
    return rows.filter(pk=certificate_id, made_at__isnull=True).exclude(name="").first()


def _render(certificate: Certificate) -> bytes:
    try:
        return render_certificate(
            load_version(certificate.version),
            read_facts(certificate),
            language=certificate.language,
            address=build_certificate_address(certificate),
        )
    except Invalid as refused:
        raise PermanentFailure(f"the certificate cannot be typeset: {sorted(refused.fields)}") from refused


def _issue_badge(certificate: Certificate, keys: OpenedKeys) -> Credential:
    assert certificate.key is not None
    assert certificate.status_list is not None
    assert certificate.status_index is not None
    facts = BadgeFacts(
        address=build_certificate_address(certificate),
        course_address=build_course_address(certificate.course_id),
        centre_address=get_site_address(),
        description=certificate.course_title,
        criteria=NARRATIVE[certificate.language],
        status_list=build_status_list_address(certificate.key, certificate.status_list),
        status_index=certificate.status_index,
    )
    return build_badge(read_facts(certificate), facts, badge_key=keys.badge, made_at=timezone.now())
