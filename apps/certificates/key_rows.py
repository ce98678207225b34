"""The keys of certificates in the database: sealed with SECRET_KEY."""

from dataclasses import dataclass

from apps.certificates.keys import SigningKey
from apps.certificates.models import CertificateKey
from apps.core.sealing import can_unseal, unseal

SIGNING_PURPOSE, BADGE_PURPOSE = "certificates.signing", "certificates.badge"


@dataclass(frozen=True, kw_only=True)
class OpenedKeys:
    """The private keys of a row."""

    signing: SigningKey
    badge: bytes


def open_keys(row: CertificateKey) -> OpenedKeys:
    """Return the private keys of a row. Raise UnsealError when SECRET_KEY was changed and the old one is gone."""
    private_key = unseal(bytes(row.sealed_signing_key), purpose=SIGNING_PURPOSE, row_id=row.pk)
    return OpenedKeys(
        signing=SigningKey(private_key=private_key, certificate=bytes(row.certificate)),
        badge=unseal(bytes(row.sealed_badge_key), purpose=BADGE_PURPOSE, row_id=row.pk),
    )


def has_keys(row: CertificateKey) -> bool:
    """Return whether the private keys of a row can be opened."""
    return can_unseal(bytes(row.sealed_signing_key), purpose=SIGNING_PURPOSE, row_id=row.pk)
