"""E-mails to guests: answers of the office, and what the platform says by itself. Their headers keep the thread."""

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

import apps.jobs.services as jobs
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.messaging.errors import AccountProblem, MessageRefused
from apps.messaging.smtp import send_by_smtp
from apps.settings.queries import get_system_settings
from apps.support.models import IncomingMail, OutgoingMail, Ticket
from apps.support.services.guest_pages import build_page_link

MOST_REFERENCES = 20


def send_mail(job: ClaimedJob) -> None:
    """Handler: send the e-mail `object_id`. Each try has the same Message-ID. A refused one is noted as such."""
    rows = OutgoingMail.objects.select_related("ticket", "comment")
    mail = rows.filter(pk=job.object_id, sent_at__isnull=True).first()
    if mail is None or not mail.to:
        with unit_of_work():
            jobs.complete_job(job)
        return
    subject, text = build_letter(mail)
    try:
        send_by_smtp(to=mail.to, subject=subject, text=text, key=f"ticket-{mail.pk}", headers=build_headers(mail))
    except AccountProblem:
        raise
    except MessageRefused as error:
        with unit_of_work():
            OutgoingMail.objects.filter(pk=mail.pk).update(bounced_at=timezone.now())
            jobs.complete_as_refused(job, reason=str(error))
        return
    with unit_of_work():
        OutgoingMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now())
        jobs.complete_job(job)


def build_headers(mail: OutgoingMail) -> dict[str, str]:
    """Return the headers that keep a thread together, and those by which machines know a machine (RFC 3834)."""
    headers = {}
    if mail.notice:
        headers["Auto-Submitted"] = "auto-replied"
        headers["X-Auto-Response-Suppress"] = "All"
    if settings.ENV.support_address:
        headers["Reply-To"] = settings.ENV.support_address
        headers["X-Loop"] = settings.ENV.support_address
    before = _list_earlier_ids(mail)
    if before:
        headers["In-Reply-To"] = mail.answers or before[-1]
        headers["References"] = " ".join(before)
    return headers


def build_letter(mail: OutgoingMail) -> tuple[str, str]:
    """Return subject and text of an e-mail, in the language of its reader."""
    ticket = mail.ticket
    with translation.override(mail.locale):
        centre = get_system_settings().centre_name
        places = {"centre": centre, "number": ticket.number if ticket else ""}
        if mail.comment is not None:
            text = _add_page(mail.comment.text, ticket, _("Read and answer it on the page of your ticket:"))
        elif mail.notice == "received":
            text = _("We have your letter. It is ticket %(number)s. Answer this letter to add something.") % places
            text = _add_page(text, ticket, _("The page of your ticket:"))
        elif mail.notice == "resolved":
            text = _("Ticket %(number)s is resolved. Answer this letter within 14 days to reopen it.") % places
            text = _add_page(text, ticket, _("Are you content? Rate it on the page of your ticket:"))
        elif mail.notice == "too_large":
            text = _("Your letter is too large, and the office did not get it. Please send it without large files.")
        else:
            text = _("You have sent many letters. The office did not get the last ones. Please wait an hour.")
        title = ticket.subject if ticket else _("Your letter to %(centre)s") % places
    subject = f"[#{ticket.number}-{ticket.mail_token}] {title}" if ticket else title
    return subject, f"{text}\n\n-- \n{centre}"


def _add_page(text: str, ticket: Ticket | None, words: str) -> str:
    """Return the text with the link of the ticket's page, which is for its address only."""
    if ticket is None or ticket.reporter_id is not None or not ticket.email:
        return text
    return f"{text}\n\n{words}\n{build_page_link(ticket)}"


def _list_earlier_ids(mail: OutgoingMail) -> list[str]:
    """Return the Message-IDs of the thread so far, the oldest first."""
    if mail.ticket_id is None:
        return [mail.answers] if mail.answers.startswith("<") else []
    rows_in = IncomingMail.objects.filter(ticket=mail.ticket_id, created_at__lte=mail.created_at)
    rows_out = OutgoingMail.objects.filter(ticket=mail.ticket_id, created_at__lt=mail.created_at)
    both = [*rows_in.values_list("created_at", "message_id"), *rows_out.values_list("created_at", "message_id")]
    return [key for _at, key in sorted(both) if key.startswith("<")][-MOST_REFERENCES:]
