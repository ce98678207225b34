"""What comes in by e-mail: it opens a ticket, joins one, or is only noted. Each e-mail counts once.

One that could not be read in full goes the same way, with what was read and its original.
"""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils import timezone

from apps.core.durations import HOUR
from apps.core.errors import DomainError, Invalid
from apps.core.files.stored import clean_file_name, store_mail, store_upload
from apps.core.uow import unit_of_work
from apps.moderation.texts import clean_line, clean_text
from apps.support.mail_reading import MailFile, ReadMail
from apps.support.models import (
    MOST_SUBJECT,
    MOST_TEXT,
    IncomingMail,
    MailResult,
    OutgoingMail,
    Ticket,
    TicketComment,
    TicketFile,
    TicketSource,
)
from apps.support.services.files import MOST_BYTES
from apps.support.services.guest_pages import hide_page_links
from apps.support.services.telling import queue_mail
from apps.support.services.tickets import TicketDraft, comment_as_reporter, may_be_continued, open_ticket

MAILS_AN_HOUR = 20
NOTICE_PAUSE = timedelta(hours=1)
NO_SUBJECT = "–"
NO_TEXT = "–"
ORIGINAL_NAME = "letter.eml"
NOT_STORED = b"The letter holds the private link of a guest's page. Its original is in the mailbox of the office.\r\n"


def take_mail(mail: ReadMail, *, size: int) -> IncomingMail:
    """Take an e-mail into a ticket, once by its Message-ID. Not in a transaction: its files are stored first."""
    known = IncomingMail.objects.filter(message_id=mail.message_id).first()
    if known is not None:
        return known
    result = _find_result(mail)
    files, leftovers = _store_files(mail.files) if result is None else ([], [])
    if result is None and mail.faults:
        files.append(_store_original(mail))
    with unit_of_work():
        row, is_new = _note(mail, result or MailResult.COMMENT, size, leftovers)
        if not is_new:
            return row
        if mail.failed is not None:
            _note_bounce(row, mail.failed)
        if result is None:
            _put_into_ticket(row, mail, files)
        elif result == MailResult.LIMIT and mail.failed is None:
            _tell_sender(mail, "limit")
        return row


def refuse_large_mail(mail: ReadMail, *, size: int) -> IncomingMail:
    """Note an e-mail of which only the head was read because it is too large, and tell its sender once."""
    with unit_of_work():
        row, is_new = _note(mail, MailResult.TOO_LARGE, size, [])
        if is_new and not (mail.is_automatic or mail.is_loop):
            _tell_sender(mail, "too_large")
        return row


def _find_result(mail: ReadMail) -> str | None:
    """Return why an e-mail is only noted; None when it goes into a ticket: also a bounce that could not be read."""
    if mail.failed is not None and not mail.faults:
        return MailResult.BOUNCE
    if mail.is_loop or OutgoingMail.objects.filter(message_id=mail.message_id).exists():
        return MailResult.LOOP
    if mail.failed is None and (mail.is_automatic or not (mail.sender or mail.faults)):
        return MailResult.AUTOMATIC
    recent = IncomingMail.objects.filter(sender=mail.sender, created_at__gt=timezone.now() - HOUR)
    if not mail.sender:
        recent = recent.filter(result=MailResult.UNREADABLE)
    return MailResult.LIMIT if recent.count() >= MAILS_AN_HOUR else None


def _note(mail: ReadMail, result: str, size: int, leftovers: list[str]) -> tuple[IncomingMail, bool]:
    """Return the row of an e-mail, and whether it was new."""
    new = IncomingMail(
        message_id=mail.message_id,
        result=result,
        sender=mail.sender,
        subject=_clean_subject(mail.subject),
        size=size,
        leftovers="\n".join(leftovers),
    )
    IncomingMail.objects.bulk_create([new], ignore_conflicts=True)
    row = IncomingMail.objects.select_for_update().get(message_id=mail.message_id)
    return row, row.pk == new.pk


def _put_into_ticket(row: IncomingMail, mail: ReadMail, files: list[TicketFile]) -> None:
    ticket = find_ticket(mail)
    text, quoted = hide_page_links(_clean_words(mail.text)), hide_page_links(mail.quoted)
    if ticket is not None and may_be_continued(ticket, timezone.now()):
        comment = comment_as_reporter(ticket=ticket, author=None, text=text, quoted=quoted, files=files)
        row.result = MailResult.COMMENT
    else:
        draft = TicketDraft(
            source=TicketSource.EMAIL,
            subject=_clean_subject(mail.subject),
            text=text,
            email=mail.sender if mail.failed is None else "",
            name=mail.name,
            quoted=quoted,
            files=files,
        )
        ticket = open_ticket(draft)
        comment = ticket.comments.get()
        row.result = MailResult.TICKET
        if mail.failed is None:
            _tell_sender(mail, "received", ticket)
    if mail.faults:
        row.result = MailResult.UNREADABLE
    row.ticket, row.comment = ticket, comment
    row.save(update_fields=["result", "ticket", "comment", "updated_at"])


def find_ticket(mail: ReadMail) -> Ticket | None:
    """Return the ticket that an e-mail answers: by the Message-IDs that it names, else by the token in its subject.

    Only where its sender is who opened the ticket by e-mail; others do not get into what two have written.
    """
    if not mail.sender or mail.failed is not None:
        return None
    by_id = Q(mails_out__message_id__in=mail.ids) | Q(mails_in__message_id__in=mail.ids)
    rows = Ticket.objects.filter(email__iexact=mail.sender, reporter__isnull=True).select_related("merged_into")
    ticket = rows.filter(by_id).order_by("-created_at").first() if mail.ids else None
    if ticket is None and mail.token:
        ticket = rows.filter(mail_token=mail.token).first()
    while ticket is not None and ticket.merged_into is not None:
        ticket = ticket.merged_into
    return ticket


def _note_bounce(row: IncomingMail, failed: tuple[str, ...]) -> None:
    """Write under the tickets of letters that were not delivered that they were not."""
    letters = OutgoingMail.objects.select_for_update(of=("self",)).filter(
        message_id__in=failed, bounced_at__isnull=True
    )
    for letter in letters.order_by("pk"):
        letter.bounced_at = timezone.now()
        letter.save(update_fields=["bounced_at", "updated_at"])
        if letter.ticket_id is not None:
            row.ticket_id = letter.ticket_id
            row.comment = TicketComment.objects.create(
                ticket_id=letter.ticket_id, is_of_reporter=False, is_internal=True, text=f"Undelivered: {letter.to}"
            )
            row.save(update_fields=["ticket", "comment", "updated_at"])


def _store_files(parts: tuple[MailFile, ...]) -> tuple[list[TicketFile], list[str]]:
    """Return what the checks of uploads let through, and a line for each file that they did not."""
    kept, left = [], []
    for part in parts:
        content = ContentFile(part.content)
        name = clean_file_name(part.name).strip(".") or "file"  # Django refuses a name of dots alone
        upload: UploadedFile[bytes] = UploadedFile(content, name, size=len(part.content))
        try:
            stored = store_upload(owner=None, upload=upload, kind="material", max_bytes=MOST_BYTES)
        except (Invalid, DomainError) as error:
            if error.status >= 500:
                raise
            left.append(f"{upload.name}: {error.code}")
            continue
        kept.append(TicketFile.objects.create(owner=None, file=stored))
    return kept, left


def _store_original(mail: ReadMail) -> TicketFile:
    """Store the bytes of an e-mail, which the office opens in another program.

    Who answers us quotes the link of the guest's page. Where base64 or quoted-printable hides it from a search in the
    bytes, a note stands for the original, which is in the mailbox still.
    """
    content = hide_page_links(mail.original.decode("latin-1")).encode("latin-1", "replace")
    if mail.hides_link:
        content = NOT_STORED
    return TicketFile.objects.create(owner=None, file=store_mail(data=content, name=ORIGINAL_NAME))


def _tell_sender(mail: ReadMail, notice: str, ticket: Ticket | None = None) -> None:
    """Answer by machine, at most once in NOTICE_PAUSE to an address (RFC 3834)."""
    if not mail.sender:
        return
    told = OutgoingMail.objects.filter(to=mail.sender, notice=notice, created_at__gt=timezone.now() - NOTICE_PAUSE)
    if not told.exists():
        queue_mail(ticket, notice=notice, to=mail.sender, answers=mail.message_id)


def _clean_subject(subject: str) -> str:
    try:
        return clean_line(subject[:MOST_SUBJECT], field="subject", most=MOST_SUBJECT)
    except Invalid:
        return NO_SUBJECT


def _clean_words(text: str) -> str:
    try:
        return clean_text(text[:MOST_TEXT], field="text", most=MOST_TEXT)
    except Invalid:
        return NO_TEXT
