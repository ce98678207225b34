"""Webhook of Zoom: the challenge of a new address, and signed events of meetings."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from api.lessons.live_events import SignedEvents, receive_signed_event
from apps.lessons.live import zoom
from apps.lessons.models import LiveProvider

EVENTS = SignedEvents(
    provider=LiveProvider.ZOOM,
    header="x-zm-signature",
    is_signed=zoom.is_signed,
    is_stored=lambda content: content.get("event") in zoom.EVENTS,
    answer_challenge=zoom.answer_validation,
)


@csrf_exempt
def receive_zoom_webhook(request: HttpRequest) -> HttpResponse:
    """Answer as `receive_signed_event`."""
    return receive_signed_event(request, EVENTS)
