"""The Django app."""

from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    """The WebSocket. It has no tables; the label `realtime` is that of `apps.events`."""

    name = "realtime"
    label = "sockets"
