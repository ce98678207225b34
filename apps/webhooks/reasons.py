"""Reasons why a delivery failed."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FailureReason(TextChoices):
    """The stored codes of the reasons, with their texts."""

    STATUS = "status", _("The receiver answered with an error")
    REDIRECT = "redirect", _("The receiver answered with a redirect, which is not followed")
    GONE = "gone", _("The receiver does not accept messages any longer (410)")
    TIMEOUT = "timeout", _("The receiver did not answer in time")
    NO_ADDRESS = "no_address", _("The receiver's name has no address")
    FORBIDDEN_ADDRESS = "forbidden_address", _("The receiver's address is not public")
    CONNECTION = "connection", _("The receiver could not be reached")
    TLS = "tls", _("The receiver's certificate is not valid")
    PROTOCOL = "protocol", _("The receiver's answer is not valid HTTP")
    SECRET = "secret", _("The secret cannot be read: rotate it")
    SWITCHED_OFF = "switched_off", _("The webhook was deactivated")
    BROKEN = "broken", _("The delivery was aborted")


UNREACHABLE_REASONS = frozenset({FailureReason.TIMEOUT, FailureReason.NO_ADDRESS, FailureReason.CONNECTION})
"""The receiver did not answer; these open the circuit breaker."""


def get_reason_text(reason: str) -> str:
    """Return the reason in the active language, or ""."""
    return str(FailureReason(reason).label) if reason in FailureReason.values else ""
