"""What requests for data know of people."""

from apps.core.personal_data import Erasure, PersonalData

PERSONAL_DATA = [
    PersonalData("portal.ExportRequest", "person", Erasure.DELETE, export=("id", "created_at", "state", "expires_at")),
    PersonalData("portal.ExportRequest", "requested_by", Erasure.KEEP, own=False),
    PersonalData("portal.ErasureRequest", "person", Erasure.KEEP, export=("id", "created_at", "state"), own=False),
    PersonalData("portal.ErasureRequest", "requested_by", Erasure.KEEP, export=("id", "created_at"), own=False),
    PersonalData("portal.ErasureRequest", "decided_by", Erasure.KEEP, own=False),
]
