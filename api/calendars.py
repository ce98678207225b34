"""A person's lessons for calendar programs: a plain view, opened by the secret in its address and nothing else."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.cache import get_conditional_response

from api.errors import MethodNotAllowed, domain_error, envelope
from apps.accounts import throttle
from apps.accounts.addresses import client_address
from apps.lessons import access, ical, services

METHODS = ("GET", "HEAD")


def urls() -> list[URLPattern]:
    """`lessons/calendar/{token}.ics`."""
    return [path("lessons/calendar/<str:token>.ics", calendar_view, name="calendar")]


def calendar_view(request: HttpRequest, token: str) -> HttpResponseBase:
    """The calendar behind the link, counted by address; `If-None-Match` answers 304 while nothing has changed.

    Unknown, ended, and of somebody who is switched off: the same 404. Programs may keep it, and ask before each use.
    """
    try:
        throttle.anonymous_request(address=client_address(request))
        if request.method not in METHODS:
            refused = envelope(MethodNotAllowed())
            refused["Allow"] = ", ".join(METHODS)
            return refused
        return _calendar(request, token)
    except Exception as error:
        found = domain_error(error)
        if found is None:
            raise
        return envelope(found)


def _calendar(request: HttpRequest, token: str) -> HttpResponse:
    feed = access.get_calendar(token)
    services.note_read(feed=feed)
    body = ical.calendar_of(feed.user)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["ETag"] = ical.etag_of(body)
    response["Cache-Control"] = "private, no-cache"
    response["Content-Disposition"] = 'inline; filename="lessons.ics"'
    response["Content-Length"] = str(len(body))
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
