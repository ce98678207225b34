"""The view of a user's lessons for calendar programs. Access needs only the secret in the path."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.cache import get_conditional_response

from api.plain_views import wrap_plain_view
from apps.lessons import access, ical, services


def build_calendar_urls() -> list[URLPattern]:
    """Return the pattern of `lessons/calendar/{token}.ics`."""
    return [path("lessons/calendar/<str:token>.ics", wrap_plain_view(calendar_view, "GET", "HEAD"), name="calendar")]


def calendar_view(request: HttpRequest, token: str) -> HttpResponse:
    """Return the calendar of the link; with `If-None-Match`, 304 while nothing has changed.

    Unknown and deleted links and inactive users give the same 404. Programs may cache it, but must revalidate.
    """
    feed = access.get_calendar_feed(token)
    services.record_calendar_read(feed=feed)
    body = ical.build_calendar(feed.user)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["ETag"] = ical.make_etag(body)
    response["Cache-Control"] = "private, no-cache"
    response["Content-Disposition"] = 'inline; filename="lessons.ics"'
    response["Content-Length"] = str(len(body))
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
