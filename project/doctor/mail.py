"""Checks the mail server: connection and credentials. No mail is sent."""

import smtplib
import ssl
from collections.abc import Iterator

from django.conf import settings

from project.doctor.findings import Finding, bad, ok, warn

TIMEOUT_SECONDS = 4.0


def check_mail_server() -> Iterator[Finding]:
    """Connect, encrypt and sign in as when a mail is sent."""
    env = settings.ENV
    if not env.email_host:
        text = "no EMAIL_HOST: e-mails are not sent but written under OUTBOX_ROOT"
        yield warn("mail", text, "Set EMAIL_HOST and its neighbours.")
        return
    where = f"{env.email_host}:{env.email_port}"
    try:
        with _connect() as link:
            if env.email_user:
                link.login(env.email_user, env.email_password)
            code, _words = link.noop()
    except smtplib.SMTPAuthenticationError as error:
        yield bad("mail", f"{where} refuses our credentials ({error.smtp_code})", "Mend EMAIL_USER and EMAIL_PASSWORD.")
    except ssl.SSLError as error:
        yield bad("mail", f"{where}: no TLS ({error.reason})", "EMAIL_SECURITY is starttls for 587, tls for 465.")
    except (smtplib.SMTPException, OSError) as error:
        yield bad(
            "mail",
            f"{where} does not talk to us ({type(error).__name__})",
            "Mend EMAIL_HOST, EMAIL_PORT, EMAIL_SECURITY.",
        )
    else:
        yield (
            ok("mail", f"{where} lets us in")
            if code == 250
            else warn("mail", f"{where} answers {code}", "Ask its host.")
        )


def _connect() -> smtplib.SMTP:
    host, port, security = settings.ENV.email_host, settings.ENV.email_port, settings.ENV.email_security
    if security == "tls":
        return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context())
    link = smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)
    if security == "starttls":
        link.starttls(context=ssl.create_default_context())
    return link
