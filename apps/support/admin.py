"""Read-only admin pages of tickets."""

from apps.core.admin_pages import register_read_only_page
from apps.support.models import (
    AssignmentRule,
    CannedAnswer,
    GuestRequest,
    IncomingMail,
    MailboxPosition,
    OpeningHours,
    OutgoingMail,
    RuleMember,
    ServiceTarget,
    Ticket,
    TicketAlarm,
    TicketCategory,
    TicketComment,
    TicketFile,
    TicketPause,
)

register_read_only_page(Ticket, "number subject state priority branch assignee created_at", ordering=("-number",))
register_read_only_page(TicketComment, "ticket author is_internal created_at", ordering=("-id",))
register_read_only_page(TicketFile, "owner comment created_at", ordering=("-id",))
register_read_only_page(TicketPause, "ticket began_at ended_at", ordering=("-id",))
register_read_only_page(TicketAlarm, "ticket target kind created_at", ordering=("-id",))
register_read_only_page(TicketCategory, "title priority position archived_at", ordering=("position",))
register_read_only_page(AssignmentRule, "position category branch method", ordering=("position",))
register_read_only_page(RuleMember, "rule user chosen_at", ordering=("-id",))
register_read_only_page(CannedAnswer, "title category created_at", ordering=("title",))
register_read_only_page(ServiceTarget, "priority first_answer_minutes resolution_minutes", ordering=("-id",))
register_read_only_page(OpeningHours, "branch weekday opens_at closes_at", ordering=("weekday", "opens_at"))
register_read_only_page(IncomingMail, "sender subject result ticket created_at", ordering=("-id",))
register_read_only_page(OutgoingMail, "to ticket notice sent_at created_at", ordering=("-id",))
register_read_only_page(GuestRequest, "email subject ticket created_at", ordering=("-id",))
register_read_only_page(MailboxPosition, "name last_uid updated_at", ordering=("name",))
