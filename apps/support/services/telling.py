"""Who is told of what happens to a ticket: its reporter in the app or by e-mail, its assignee, else the office."""

from django.utils import timezone
from django.utils.translation import get_language

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.ids import uuid7
from apps.messaging.smtp import build_message_id
from apps.notifications.channels import Channel
from apps.notifications.services import notify
from apps.support.models import AlarmKind, OutgoingMail, Ticket, TicketComment
from apps.support.queries import list_office_of_branch
from apps.support.telegram_words import ANSWERED, TELEGRAM_ANSWER, goes_with_words

SEND = "support.send_mail"


def tell_of_new(ticket: Ticket) -> None:
    """Tell the assignee of a new ticket; without one the office of its branch."""
    if ticket.assignee is not None:
        tell_assignee(ticket)
        return
    for person in list_office_of_branch(ticket.branch, but=[ticket.reporter_id]):
        notify(user=person, type="support.opened", data=_describe(ticket), key=str(ticket.pk))


def tell_assignee(ticket: Ticket) -> None:
    """Tell the assignee that the ticket is theirs; once for each time that it becomes so."""
    if ticket.assignee is not None:
        notify(user=ticket.assignee, type="support.assigned", data=_describe(ticket), key=f"{ticket.pk}:{uuid7()}")


def tell_of_answer(ticket: Ticket, comment: TicketComment) -> None:
    """Tell the reporter of an answer; with its words who wrote last in the bot. Who has no account gets an e-mail."""
    if ticket.reporter is not None:
        words = goes_with_words(ticket)
        notify(
            user=ticket.reporter,
            type=ANSWERED,
            data=_describe(ticket),
            key=str(comment.pk),
            group=str(ticket.pk),
            without=(Channel.TELEGRAM,) if words else (),
        )
        if words:
            data = _describe(ticket) | {"comment": str(comment.pk)}
            notify(user=ticket.reporter, type=TELEGRAM_ANSWER, data=data, key=str(comment.pk))
    elif ticket.email:
        queue_mail(ticket, comment=comment)


def tell_of_words(ticket: Ticket, comment: TicketComment) -> None:
    """Tell who works on the ticket that its reporter has written."""
    for person in _list_workers(ticket):
        notify(user=person, type="support.commented", data=_describe(ticket), key=str(comment.pk), group=str(ticket.pk))


def tell_of_resolution(ticket: Ticket) -> None:
    """Tell the reporter that the ticket is resolved, and ask once whether they are content."""
    if ticket.reporter is not None:
        kind = "support.resolved" if ticket.rating_asked_at is None else "support.resolved_again"
        key = str(ticket.pk) if ticket.rating_asked_at is None else f"{ticket.pk}:{ticket.reopened_count}"
        notify(user=ticket.reporter, type=kind, data=_describe(ticket), key=key)
    elif ticket.email:
        queue_mail(ticket, notice="resolved")


def tell_of_alarm(ticket: Ticket, target: str, kind: str) -> None:
    """Tell the assignee, else the office, that a service time ends soon; after its end tell both."""
    everybody = kind == AlarmKind.BREACH or ticket.assignee is None
    people = list_office_of_branch(ticket.branch, but=[ticket.reporter_id]) if everybody else []
    if ticket.assignee is not None:
        people = [ticket.assignee, *(person for person in people if person.pk != ticket.assignee_id)]
    due = ticket.first_answer_due_at if target == "first_answer" else ticket.resolution_due_at
    data = _describe(ticket) | {"due": due.isoformat() if due else ""}
    for person in people:
        notify(user=person, type=f"support.{kind}", data=data, key=f"{ticket.pk}:{target}")


def queue_mail(
    ticket: Ticket | None,
    *,
    comment: TicketComment | None = None,
    notice: str = "",
    to: str = "",
    answers: str = "",
    locale: str = "",
) -> OutgoingMail:
    """Have an e-mail sent by a job. It has a Message-ID from now on, the same for each try."""
    key = uuid7()
    mail = OutgoingMail.objects.create(
        id=key,
        message_id=build_message_id(f"ticket-{key}"),
        ticket=ticket,
        comment=comment,
        to=to or (ticket.email if ticket is not None else ""),
        notice=notice,
        answers=answers,
        locale=locale or _find_language(ticket),
    )
    jobs.enqueue(kind=SEND, object_id=mail.pk)
    return mail


def _find_language(ticket: Ticket | None) -> str:
    """Return the language of earlier e-mails of the ticket, else the active one."""
    rows = OutgoingMail.objects.filter(ticket=ticket).order_by("created_at") if ticket is not None else None
    known = rows.values_list("locale", flat=True).first() if rows is not None else None
    return known or (get_language() or "uz")[:2]


def _describe(ticket: Ticket) -> dict[str, str]:
    return {"ticket": str(ticket.pk), "number": str(ticket.number), "subject": ticket.subject}


def mark_rating_asked(ticket: Ticket) -> None:
    """Note that the reporter was asked; call it after `tell_of_resolution`."""
    if ticket.rating_asked_at is None:
        ticket.rating_asked_at = timezone.now()
        ticket.save(update_fields=["rating_asked_at", "updated_at"])


def _list_workers(ticket: Ticket) -> list[User]:
    if ticket.assignee is not None:
        return [ticket.assignee]
    return list_office_of_branch(ticket.branch, but=[ticket.reporter_id])
