"""Makes and renews the keys of certificates."""

from datetime import timedelta

from cryptography.x509 import load_der_x509_certificate
from django.db import connection
from django.utils import timezone

from apps.certificates.badges import get_issuer_id
from apps.certificates.key_rows import BADGE_PURPOSE, SIGNING_PURPOSE, has_keys
from apps.certificates.keys import make_badge_key, make_signing_key
from apps.certificates.models import CertificateKey
from apps.core.sealing import seal
from apps.core.uow import unit_of_work
from apps.settings.queries import get_system_settings
from apps.settings.services import write_audit_log

LOCK = "certificates.key"
RENEWED_BEFORE = timedelta(days=365)


def get_or_make_key() -> CertificateKey:
    """Return the current keys; they are made the first time, and renewed in the last year of their certificate."""
    with unit_of_work():
        _lock()
        row = CertificateKey.objects.filter(is_current=True).first()
        if row is None:
            return _make_key()
        ends = load_der_x509_certificate(bytes(row.certificate)).not_valid_after_utc
        return renew_key() if ends - timezone.now() < RENEWED_BEFORE else row


def renew_key() -> CertificateKey:
    """Make new keys; the next certificates are signed by them. Documents that the old ones signed stay valid: what is
    public of the old keys is kept.
    """
    with unit_of_work():
        _lock()
        for row in CertificateKey.objects.exclude(sealed_signing_key=b""):
            if not has_keys(row):  # SECRET_KEY was lost: nothing opens them any more
                CertificateKey.objects.filter(pk=row.pk).update(sealed_signing_key=b"", sealed_badge_key=b"")
        CertificateKey.objects.filter(is_current=True).update(is_current=False)
        return _make_key()


def _make_key() -> CertificateKey:
    signing = make_signing_key(get_system_settings().centre_name, valid_from=timezone.now())
    badge_key = make_badge_key()
    row = CertificateKey(certificate=signing.certificate, badge_issuer=get_issuer_id(badge_key))
    row.sealed_signing_key = seal(signing.private_key, purpose=SIGNING_PURPOSE, row_id=row.pk)
    row.sealed_badge_key = seal(badge_key, purpose=BADGE_PURPOSE, row_id=row.pk)
    row.save(force_insert=True)
    write_audit_log(None, "certificates.make_key", row, {"badge_issuer": (None, row.badge_issuer)})
    return row


def _lock() -> None:
    """Two that find no key: the second waits here, and finds that of the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [LOCK])
