"""Certificates as they are printed and shown."""

from typing import Any

from apps.accounts.models import ConsentKind
from apps.accounts.queries import has_consented
from apps.certificates.fields import CertificateFacts
from apps.certificates.models import Certificate


def read_facts(certificate: Certificate) -> CertificateFacts:
    """Return what a certificate certifies."""
    return CertificateFacts(
        name=certificate.name,
        course=certificate.course_title,
        date=certificate.day,
        number=certificate.shown_number,
        centre=certificate.centre,
        hours=certificate.hours,
        level=certificate.level,
    )


def build_public_view(certificate: Certificate) -> dict[str, Any]:
    """Return what everybody with the address may know. `name`: the full one with the person's consent, else initials;
    "" after an erasure. Nobody learns why it was revoked.
    """
    return {
        "public_id": certificate.public_id,
        "name": show_name(certificate),
        "course": certificate.course_title,
        "hours": certificate.hours,
        "level": certificate.level,
        "day": certificate.day,
        "number": certificate.shown_number,
        "centre": certificate.centre,
        "is_valid": certificate.revoked_at is None,
        "revoked_at": certificate.revoked_at,
    }


def show_name(certificate: Certificate) -> str:
    """Return the name as the person consented to show it."""
    if has_consented(certificate.student_id, ConsentKind.CERTIFICATE):
        return certificate.name
    return " ".join(f"{part[0]}." for part in certificate.name.split())
