"""Personal data of certificates. A certificate stays without the person's name: numbers have no gap, and its page says
that it is erased.
"""

from typing import Any

from apps.core.personal_data import KEEP, NonPersonalModel, PersonalData

ERASED: dict[str, Any] = {"name": "", "pdf": None, "badge": None, "grounds": {}, "reason": "", "revoke_reason": ""}
AWARDED = (
    "id created_at public_id series number course_title centre name hours level day language grounds made_at "
    "revoked_at revoke_reason"
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
        "certificates.CertificateTemplateVersion", "author", KEEP, "id created_at", empty={"author": None}, own=False
    ),
]
IMPERSONAL = [
    NonPersonalModel("certificates.CertificateTemplate"),
    NonPersonalModel("certificates.CertificatePicture"),
    NonPersonalModel("certificates.CertificateRule"),
    NonPersonalModel("certificates.CertificateKey"),
]
