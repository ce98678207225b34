"""Requests to providers of rooms: a time limit, no redirects, and errors that hold no secret."""

from datetime import timedelta
from typing import Any, TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from apps.core.durations import HOUR, MINUTE, SECOND
from apps.core.tls import get_tls_context
from apps.lessons.live.interface import ProviderAway, ProviderRefused

TIMEOUT = httpx.Timeout(10.0, connect=5.0)
TOO_MANY = 429
A = TypeVar("A", bound=BaseModel)


def send_request(name: str, method: str, url: str, **more: Any) -> httpx.Response:
    """Return the answer to a request, whatever its status, except 429 and 5xx. Raise ProviderAway for these and where
    nobody answers; `Retry-After` says when to come again.
    """
    with httpx.Client(timeout=TIMEOUT, follow_redirects=False, verify=get_tls_context()) as http:
        try:
            answer = http.request(method, url, **more)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ProviderAway(f"{name} did not answer ({type(error).__name__})", after=30 * SECOND) from None
    if answer.status_code == TOO_MANY or answer.status_code >= 500:
        raise ProviderAway(f"{name} is busy ({answer.status_code})", after=_get_wait(answer))
    return answer


def check_success(name: str, answer: httpx.Response) -> httpx.Response:
    """Return the answer. Raise ProviderRefused unless it is a success."""
    if not answer.is_success:
        raise ProviderRefused(f"{name} refused the request ({answer.status_code})", status=answer.status_code)
    return answer


def parse_answer(name: str, kind: type[A], answer: httpx.Response) -> A:
    """Return the answer as `kind`. Raise ProviderAway for one of another form."""
    try:
        return kind.model_validate_json(answer.content)
    except ValidationError:
        text = f"the answer of {name} is not what it should be ({answer.status_code})"
        raise ProviderAway(text, after=MINUTE) from None


def _get_wait(answer: httpx.Response) -> timedelta:
    """Return how long to wait: what Retry-After says in seconds, else a minute, at most an hour."""
    told = answer.headers.get("Retry-After", "")
    return min(timedelta(seconds=int(told)), HOUR) if told.isdecimal() and len(told) < 6 else MINUTE
