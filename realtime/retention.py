"""How long rows of the socket's side are kept."""

from datetime import timedelta

from apps.core.retention import Retention

RETENTION = [
    Retention("realtime.SocketTicket", "expires_at", timedelta(days=1), where={"used_at__isnull": True}),
    Retention("realtime.SocketTicket", "seen_at", timedelta(days=1)),
    Retention("realtime.StreamEvent", "at", timedelta(days=7)),
]

KEPT = {
    "realtime.Stream": "one row for each person, group and branch that is told something",
}
