"""The Django app."""

from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    """Streams, events and socket tickets."""

    name = "realtime"
    label = "realtime"
