"""Reasons why a delivery failed."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise


class FailureReason(StrEnum):
    """The stored codes of the reasons."""

    STATUS = "status"
    REDIRECT = "redirect"
    GONE = "gone"
    TIMEOUT = "timeout"
    NO_ADDRESS = "no_address"
    FORBIDDEN_ADDRESS = "forbidden_address"
    CONNECTION = "connection"
    TLS = "tls"
    PROTOCOL = "protocol"
    SECRET = "secret"
    SWITCHED_OFF = "switched_off"
    BROKEN = "broken"


UNREACHABLE_REASONS = frozenset({FailureReason.TIMEOUT, FailureReason.NO_ADDRESS, FailureReason.CONNECTION})
"""The receiver did not answer; these open the circuit breaker."""

REASON_TEXTS: dict[str, StrOrPromise] = {
    FailureReason.STATUS: _("The receiver answered with an error"),
    FailureReason.REDIRECT: _("The receiver answered with a redirect, which is not followed"),
    FailureReason.GONE: _("The receiver does not accept messages any longer (410)"),
    FailureReason.TIMEOUT: _("The receiver did not answer in time"),
    FailureReason.NO_ADDRESS: _("The receiver's name has no address"),
    FailureReason.FORBIDDEN_ADDRESS: _("The receiver's address is not public"),
    FailureReason.CONNECTION: _("The receiver could not be reached"),
    FailureReason.TLS: _("The receiver's certificate is not valid"),
    FailureReason.PROTOCOL: _("The receiver's answer is not valid HTTP"),
    FailureReason.SECRET: _("The secret cannot be read: rotate it"),
    FailureReason.SWITCHED_OFF: _("The webhook was deactivated"),
    FailureReason.BROKEN: _("The delivery was aborted"),
}


def get_reason_text(reason: str) -> str:
    """Return the reason in the active language, or ""."""
    return str(REASON_TEXTS.get(reason, ""))
