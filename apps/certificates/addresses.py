"""Public addresses of certificates."""

from django.conf import settings

from apps.certificates.keys import PUBLIC_ID_LENGTH
from apps.certificates.models import Certificate, CertificateKey

PAGE = "c"
"""Short: it stands in QR codes."""


def build_certificate_address(certificate: Certificate) -> str:
    """Return the address of the public page."""
    return f"{_get_origin()}/{PAGE}/{certificate.public_id}"


def build_sample_address() -> str:
    """Return an address that no certificate has, for previews."""
    return f"{_get_origin()}/{PAGE}/{'2' * PUBLIC_ID_LENGTH}"


def build_status_list_address(key: CertificateKey, number: int) -> str:
    """Return the address of a list of what was revoked."""
    return f"{_get_origin()}/{PAGE}/status/{key.pk}/{number}"


def build_course_address(course_id: object) -> str:
    """Return the id of a course in badges."""
    return f"{_get_origin()}/{PAGE}/courses/{course_id}"


def get_site_address() -> str:
    """Return the address of the centre's site."""
    return f"{_get_origin()}/"


def _get_origin() -> str:
    return str(settings.ENV.frontend_url).rstrip("/")
