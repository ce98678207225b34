"""Personal data of tickets: what a person wrote goes; the number, the times and the state of a ticket stay."""

from typing import Any

from django.db.models import QuerySet

from apps.core.files.stored import MAIL_TYPE
from apps.core.personal_data import DELETE, KEEP, NonPersonalModel, PersonalData, PersonIdentifiers
from apps.support.models import GuestRequest, IncomingMail, OutgoingMail, Ticket, TicketComment, TicketFile

EMPTY_TICKET = {
    "reporter": None, "subject": "–", "folded": "", "email": "", "name": "", "page": "", "browser": "",
    "rating_words": "",
}  # fmt: skip


def _without_notes(rows: QuerySet[Any], _person: Any, _reader: Any) -> QuerySet[Any]:
    return rows.filter(is_internal=False)


PERSONAL_DATA = [
    PersonalData(
        "support.Ticket",
        "reporter",
        KEEP,
        "id number created_at source state priority subject page browser ended_at rating rating_words",
        empty=EMPTY_TICKET,
        loose="subject name rating_words",
    ),
    PersonalData("support.Ticket", "about", KEEP, "id number created_at", empty={"about": None}, own=False),
    PersonalData("support.Ticket", "assignee", KEEP, "id number created_at", empty={"assignee": None}, own=False),
    PersonalData(
        "support.TicketComment",
        "author",
        KEEP,
        "id created_at text quoted",
        empty={"author": None, "text": "", "quoted": "", "telegram_key": None},
        for_reader=_without_notes,
        loose="text quoted",
    ),
    PersonalData("support.TicketFile", "owner", KEEP, "id created_at", empty={"owner": None}),
    PersonalData("support.TicketPause", "ticket__reporter", KEEP, "id began_at ended_at"),
    PersonalData("support.TicketAlarm", "ticket__reporter", KEEP, "id created_at target kind"),
    PersonalData("support.IncomingMail", "ticket__reporter", DELETE, "id created_at sender subject"),
    PersonalData("support.OutgoingMail", "ticket__reporter", DELETE, "id created_at to"),
    PersonalData("support.GuestRequest", "ticket__reporter", DELETE, "id created_at email name subject text"),
    PersonalData("support.RuleMember", "user", DELETE, "id created_at", own=False),
]

IMPERSONAL = [
    NonPersonalModel("support.TicketCategory", "title"),
    NonPersonalModel("support.AssignmentRule"),
    NonPersonalModel("support.CannedAnswer", "text"),
    NonPersonalModel("support.ServiceTarget"),
    NonPersonalModel("support.OpeningHours"),
    NonPersonalModel("support.MailboxPosition"),
]


def erase_mentions_of_person(identifiers: PersonIdentifiers) -> None:
    """Remove the person's name and addresses from what others wrote, and from tickets that came from an address; and
    e-mails as they came, in which no name can be found.
    """
    mine = [address.lower() for address in identifiers.addresses]
    TicketFile.objects.filter(comment__mails__sender__in=mine, file__content_type=MAIL_TYPE).delete()
    Ticket.objects.filter(email__in=mine).update(email="", name="", folded="")
    IncomingMail.objects.filter(sender__in=mine).update(sender="")
    OutgoingMail.objects.filter(to__in=mine).update(to="")
    GuestRequest.objects.filter(email__in=mine).delete()
    for column in ("subject", "name", "rating_words"):
        identifiers.scrub_column(Ticket.objects.all(), column)
    for column in ("text", "quoted"):
        identifiers.scrub_column(TicketComment.objects.all(), column)
    for column in ("subject", "text", "name"):
        identifiers.scrub_column(GuestRequest.objects.all(), column)
    identifiers.scrub_column(IncomingMail.objects.all(), "subject")
