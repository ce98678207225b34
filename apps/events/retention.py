"""How long rows of the socket's side are kept."""

from datetime import timedelta

from apps.core.retention import RetentionRule

RETENTION = [
    RetentionRule("realtime.SocketTicket", "expires_at", timedelta(days=1), where={"used_at__isnull": True}),
    RetentionRule("realtime.SocketTicket", "seen_at", timedelta(days=1)),
    RetentionRule("realtime.StreamEvent", "at", timedelta(days=7)),
]

KEPT = {"realtime.Stream": "one row for each person, group and branch that is told something"}
