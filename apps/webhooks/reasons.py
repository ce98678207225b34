"""Why a try failed."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise


class Reason(StrEnum):
    """As it stands on a delivery's row."""

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


UNANSWERED = frozenset({Reason.TIMEOUT, Reason.NO_ADDRESS, Reason.CONNECTION})
"""Nobody is there: others that wait for the same address let it rest."""

TEXTS: dict[str, StrOrPromise] = {
    Reason.STATUS: _("The receiver answered with an error"),
    Reason.REDIRECT: _("The receiver answered with a redirect, which is not followed"),
    Reason.GONE: _("The receiver does not accept messages any longer (410)"),
    Reason.TIMEOUT: _("The receiver did not answer in time"),
    Reason.NO_ADDRESS: _("The receiver's name has no address"),
    Reason.FORBIDDEN_ADDRESS: _("The receiver's address is not public"),
    Reason.CONNECTION: _("The receiver could not be reached"),
    Reason.TLS: _("The receiver's certificate is not valid"),
    Reason.PROTOCOL: _("The receiver's answer is not valid HTTP"),
    Reason.SECRET: _("The secret cannot be read: rotate it"),
    Reason.SWITCHED_OFF: _("The webhook was deactivated"),
    Reason.BROKEN: _("The delivery was aborted"),
}


def text(reason: str) -> str:
    """The reason in the active language; "" for none."""
    return str(TEXTS.get(reason, ""))
