"""The certificate of an https address."""

import socket
import ssl
from datetime import datetime
from urllib.parse import urlsplit

from cryptography import x509

EXPIRED = 10
WRONG_NAME = (62, 64)


class CertificateNotTrusted(Exception):
    """A browser would refuse the certificate; `code` is OpenSSL's (10: expired, 62 and 64: other name)."""

    def __init__(self, error: ssl.SSLCertVerificationError) -> None:
        super().__init__(error.verify_message)
        self.code = error.verify_code


def get_certificate_end(url: str, *, timeout_seconds: float) -> datetime:
    """Return when the certificate of an https address ends.

    Raise CertificateNotTrusted when a browser would refuse it, OSError when no TLS server answers in time.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    with socket.create_connection((host, parts.port or 443), timeout=timeout_seconds) as plain:
        plain.settimeout(timeout_seconds)
        try:
            with ssl.create_default_context().wrap_socket(plain, server_hostname=host) as wrapped:
                certificate = wrapped.getpeercert(binary_form=True)
        except ssl.SSLCertVerificationError as error:
            raise CertificateNotTrusted(error) from None
    return x509.load_der_x509_certificate(certificate or b"").not_valid_after_utc
