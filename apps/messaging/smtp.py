"""Send e-mails by SMTP, or write them to OUTBOX_ROOT without EMAIL_HOST."""

import smtplib
from collections.abc import Mapping
from email.utils import parseaddr

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.encoding import punycode

from apps.messaging import outbox
from apps.messaging.errors import AccountProblem, MessageRefused, NotSent

log = structlog.get_logger(__name__)

TOO_LARGE = 552
"""The answer to MAIL FROM when the message is too large (RFC 1870)."""


def send_by_smtp(*, to: str, subject: str, text: str, key: str, headers: Mapping[str, str] | None = None) -> None:
    """Send one plain-text e-mail. `key` names the message: each try has the same Message-ID, so that mailboxes show one
    that came twice only once. `headers`: further ones.

    Raise NotSent when a retry may help, MessageRefused when it will not, AccountProblem when the server refuses all our
    e-mails.
    """
    if not settings.ENV.email_host:
        outbox.ensure_outbox_folder()
        log.warning("no EMAIL_HOST: the e-mail was written into OUTBOX_ROOT")
    identity = {"Message-ID": build_message_id(key)}
    try:
        EmailMessage(subject, text, to=[to], headers=dict(headers or {}) | identity).send()
    except smtplib.SMTPRecipientsRefused as error:
        code = max((code for code, _text in error.recipients.values()), default=0)
        raise _error_for_code(code, "the recipient") from None
    except smtplib.SMTPResponseException as error:
        if _is_sender_problem(error):
            text = f"the mail server takes no letters from us ({type(error).__name__}, {error.smtp_code})"
            raise AccountProblem(f"{text}; see EMAIL_USER, EMAIL_FROM") from None
        raise _error_for_code(error.smtp_code, "the message") from None
    except ValueError:
        raise MessageRefused("the address or the subject cannot be written into an e-mail") from None
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent(f"the mail server did not take it: {type(error).__name__}") from None


def build_message_id(key: str) -> str:
    """Return the Message-ID of the message with this key, in the domain of EMAIL_FROM."""
    _name, address = parseaddr(settings.ENV.email_from)
    return f"<{key}@{punycode(address.rpartition('@')[2])}>"


def _is_sender_problem(error: smtplib.SMTPResponseException) -> bool:
    """Return whether the error is permanent and came before the recipient: greeting, TLS, log-in, MAIL FROM."""
    if isinstance(error, smtplib.SMTPSenderRefused) and error.smtp_code == TOO_LARGE:
        return False
    return error.smtp_code >= 500 and not isinstance(error, smtplib.SMTPDataError)


def _error_for_code(code: int, what: str) -> NotSent | MessageRefused:
    """RFC 5321, 4.2.1: 4yz may succeed later, 5yz will not."""
    reason = f"the mail server does not accept {what} ({code})"
    return MessageRefused(reason) if code >= 500 else NotSent(reason)
