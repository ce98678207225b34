"""What a merge of doubles does with certificates."""

from apps.core.person_merge import STAFF_ACT, Moves, Stays

PERSON_MERGE: list[Moves | Stays] = [
    Moves("certificates.Certificate", "student", "certificates"),
    Stays("certificates.Certificate", "awarded_by revoked_by", STAFF_ACT),
    Stays("certificates.CertificateTemplateVersion", "author", STAFF_ACT),
    Stays("certificates.CertificateRule", "author", STAFF_ACT),
]
