"""Personal data of certificates. A certificate stays without the person's name: numbers have no gap, and its page says
that it is erased.
"""

from typing import Any

from apps.certificates.models import CertificateTemplateVersion
from apps.core.personal_data import KEEP, NonPersonalModel, PersonalData, PersonIdentifiers

ERASED: dict[str, Any] = {"name": "", "pdf": None, "badge": None, "grounds": {}, "reason": "", "revoke_reason": ""}
AWARDED = (
    "id created_at public_id series number course_title centre name hours level day language grounds made_at "
    "reason revoked_at revoke_reason"
)

PERSONAL_DATA = [
    PersonalData("certificates.Certificate", "student", KEEP, AWARDED, empty=ERASED),
    PersonalData(
        "certificates.Certificate", "awarded_by", KEEP, "id created_at day", empty={"awarded_by": None}, own=False
    ),
    PersonalData(
        "certificates.Certificate", "revoked_by", KEEP, "id created_at day", empty={"revoked_by": None}, own=False
    ),
    PersonalData(
        "certificates.CertificateTemplateVersion",
        "author",
        KEEP,
        "id created_at",
        empty={"author": None},
        own=False,
        loose="content",
    ),
    PersonalData("certificates.CertificateRule", "author", KEEP, "id created_at", empty={"author": None}, own=False),
    # Templates and their pictures are the centre's; they may name who signs.
    PersonalData("certificates.CertificateTemplate", "current__author", KEEP, own=False),
    PersonalData("certificates.CertificatePicture", "file__owner", KEEP, own=False),
]
IMPERSONAL = [NonPersonalModel("certificates.CertificateKey")]


def erase_mentions_of_person(identifiers: PersonIdentifiers) -> None:
    """Remove the person from templates, where somebody who signs is named."""
    identifiers.scrub_column(CertificateTemplateVersion.objects.all(), "content")
