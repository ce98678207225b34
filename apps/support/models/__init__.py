"""Models of tickets."""

from apps.support.models.mail import GuestRequest, IncomingMail, MailboxPosition, MailResult, OutgoingMail
from apps.support.models.rules import (
    AssignmentMethod,
    AssignmentRule,
    CannedAnswer,
    OpeningHours,
    RuleMember,
    ServiceTarget,
    TicketCategory,
    TicketPriority,
)
from apps.support.models.tickets import (
    MOST_SUBJECT,
    MOST_TEXT,
    AlarmKind,
    Ticket,
    TicketAlarm,
    TicketComment,
    TicketFile,
    TicketPause,
    TicketSource,
    TicketState,
    TimeTarget,
)

__all__ = [
    "MOST_SUBJECT", "MOST_TEXT", "AlarmKind", "AssignmentMethod", "AssignmentRule", "CannedAnswer", "GuestRequest",
    "IncomingMail", "MailResult", "MailboxPosition", "OpeningHours", "OutgoingMail", "RuleMember", "ServiceTarget",
    "Ticket", "TicketAlarm", "TicketCategory", "TicketComment", "TicketFile", "TicketPause", "TicketPriority",
    "TicketSource", "TicketState", "TimeTarget",
]  # fmt: skip
