"""The Django app."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Streams, events and socket tickets. Tables and permissions carry the label `realtime`."""

    name = "apps.events"
    label = "realtime"
