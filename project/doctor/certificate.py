"""Checks the TLS certificate of FRONTEND_URL."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from api.monitoring import certificates
from project.doctor.findings import Finding, bad, ok, warn

TIMEOUT_SECONDS = 4.0
EXPIRES_SOON = timedelta(days=14)
RENEW_ADVICE = "Renew it now (docs/deployment.md), and see why it was not renewed by itself."


def check_frontend_certificate() -> Iterator[Finding]:
    """Check that browsers trust the certificate and that it does not expire soon. No finding without https."""
    address = settings.ENV.frontend_url
    if not address.startswith("https://"):
        return
    try:
        left = certificates.get_certificate_end(address, timeout_seconds=TIMEOUT_SECONDS) - timezone.now()
    except certificates.CertificateNotTrusted as error:
        yield _explain_refusal(address, error)
    except OSError as error:
        text = f"{address} does not answer by TLS ({type(error).__name__})"
        yield bad("certificate", text, "Start the proxy in front; let ports 80 and 443 in.")
    else:
        certificate_text = f"the certificate of {address} holds {left.days} days more"
        yield (
            warn("certificate", certificate_text, RENEW_ADVICE)
            if left < EXPIRES_SOON
            else ok("certificate", certificate_text)
        )


def _explain_refusal(address: str, error: certificates.CertificateNotTrusted) -> Finding:
    if error.code == certificates.EXPIRED:
        return bad("certificate", f"the certificate of {address} has expired", RENEW_ADVICE)
    if error.code in certificates.WRONG_NAME:
        text = f"the certificate of {address} is of another name"
        return bad("certificate", text, "Get one for the name in FRONTEND_URL, or mend FRONTEND_URL.")
    text = f"browsers do not trust the certificate of {address}: {error}"
    return bad("certificate", text, "Use one of a known authority, with its whole chain (fullchain.pem).")
