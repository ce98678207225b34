"""Webhook of JaaS: signed events of who entered and left a room."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from api.lessons.live_events import SignedEvents, receive_signed_event
from apps.lessons.live import jaas_events
from apps.lessons.models import LiveProvider

EVENTS = SignedEvents(
    provider=LiveProvider.JAAS,
    header=jaas_events.HEADER,
    is_signed=jaas_events.is_signed,
    is_stored=lambda content: content.get("eventType") in jaas_events.KINDS,
)


@csrf_exempt
def receive_jaas_webhook(request: HttpRequest) -> HttpResponse:
    """Answer as `receive_signed_event`."""
    return receive_signed_event(request, EVENTS)
