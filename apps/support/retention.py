"""How long rows of tickets are kept."""

from apps.core.durations import DAY
from apps.core.retention import RetentionRule
from apps.support.services.closing import delete_old_tickets, remove_unused_files

RETENTION = [
    RetentionRule("support.TicketFile", "created_at", DAY, by=remove_unused_files),
    RetentionRule("support.Ticket", "ended_at", 3 * 365 * DAY, by=delete_old_tickets),
    RetentionRule("support.IncomingMail", "created_at", 365 * DAY),
    RetentionRule("support.OutgoingMail", "created_at", 365 * DAY),
    RetentionRule("support.GuestRequest", "created_at", 30 * DAY),
]

KEPT = {
    "one row for each mailbox": "support.MailboxPosition",
    "goes with its ticket": "support.TicketComment support.TicketPause support.TicketAlarm",
    "what the centre declares": (
        "support.TicketCategory support.AssignmentRule support.RuleMember support.CannedAnswer support.ServiceTarget "
        "support.OpeningHours"
    ),
}
