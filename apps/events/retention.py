"""How long rows of the socket's side are kept."""

from apps.core.durations import DAY
from apps.core.retention import RetentionRule

RETENTION = [
    RetentionRule("realtime.SocketTicket", "expires_at", DAY, where={"used_at__isnull": True}),
    RetentionRule("realtime.SocketTicket", "seen_at", DAY),
    RetentionRule("realtime.StreamEvent", "at", 7 * DAY),
]

KEPT = {"one row for each person, group and branch that is told something": "realtime.Stream"}
