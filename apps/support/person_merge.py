"""What a merge of doubles does with tickets."""

from apps.core.person_merge import STAFF_ACT, Moves, Stays

PERSON_MERGE: list[Moves | Stays] = [
    Moves("support.Ticket", "reporter", "tickets"),
    Moves("support.Ticket", "about"),
    Moves("support.TicketComment", "author"),
    Moves("support.TicketFile", "owner"),
    Stays("support.Ticket", "assignee", STAFF_ACT),
    Stays("support.RuleMember", "user", STAFF_ACT),
]
