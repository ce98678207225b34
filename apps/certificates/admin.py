"""Read-only admin pages of certificates. Keys show what is public."""

from apps.certificates.models import (
    Certificate,
    CertificateKey,
    CertificatePicture,
    CertificateRule,
    CertificateTemplate,
    CertificateTemplateVersion,
)
from apps.core.admin_pages import register_read_only_page

register_read_only_page(CertificateTemplate, "name archived_at created_at")
register_read_only_page(CertificateTemplateVersion, "template number author created_at")
register_read_only_page(CertificatePicture, "id file created_at")
register_read_only_page(CertificateRule, "course template least_progress quiz least_grade not_before archived_at")
register_read_only_page(
    CertificateKey, "badge_issuer is_current created_at", fields=("badge_issuer", "is_current", "created_at")
)
register_read_only_page(
    Certificate, "shown_number name course day made_at revoked_at created_at", exclude=("public_id",)
)
