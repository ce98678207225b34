"""An e-mail by SMTP, or as a file under OUTBOX_ROOT when there is no EMAIL_HOST."""

import smtplib

import structlog
from django.conf import settings
from django.core.mail import EmailMessage

from apps.messaging import outbox
from apps.messaging.errors import NotSent, Refused

log = structlog.get_logger(__name__)


def send(*, to: str, subject: str, text: str) -> None:
    """Send one e-mail in plain text; NotSent when a later try may help, Refused when none will."""
    if not settings.ENV.email_host:
        outbox.make_folder()
        log.warning("no EMAIL_HOST: the e-mail was written into OUTBOX_ROOT")
    try:
        EmailMessage(subject, text, to=[to]).send()
    except smtplib.SMTPRecipientsRefused as error:
        code = max((code for code, _text in error.recipients.values()), default=0)
        raise _by_code(code, "the recipient") from None
    except smtplib.SMTPResponseException as error:
        what = "our credentials" if isinstance(error, smtplib.SMTPAuthenticationError) else "the message"
        raise _by_code(error.smtp_code, what) from None
    except ValueError:
        raise Refused("the address or the subject cannot be written into an e-mail") from None
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent(f"the mail server did not take it: {type(error).__name__}") from None


def _by_code(code: int, what: str) -> NotSent | Refused:
    """RFC 5321, 4.2.1: 4yz may pass later, 5yz will not."""
    reason = f"the mail server does not accept {what} ({code})"
    return Refused(reason) if code >= 500 else NotSent(reason)
