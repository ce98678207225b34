"""Asking the API as one person, and what a number of answers took."""

import json
import statistics
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.accounts.services import open_session
from bench.report import Figure
from project.demo.demo_group import get_demo_email

WARM_UP = 3


class ApiClient:
    """An API client of one signed-in user; any error ends the benchmark."""

    def __init__(self, user: User) -> None:
        self.user = user
        token = open_session(user=user, device="bench", address="127.0.0.1").access
        self.client = Client(headers={"Authorization": f"Bearer {token}", "Accept-Language": "en"})

    def get(self, path: str, **query: Any) -> Any:
        """The answer's JSON, or its bytes."""
        return self._read(self.client.get(f"/api/v1{path}", query_params=query))

    def measure(self, path: str) -> float:
        """Return how many milliseconds the answer took, until its bytes are there."""
        began = time.perf_counter()
        response = self.client.get(f"/api/v1{path}")
        took = 1000 * (time.perf_counter() - began)
        self._read(response)
        return took

    def post(self, path: str, body: Any) -> Any:
        """The answer's JSON to a JSON body."""
        return self._read(self.client.post(f"/api/v1{path}", json.dumps(body), content_type="application/json"))

    def send(self, path: str, form: dict[str, Any]) -> Any:
        """The answer's JSON to a form with files."""
        return self._read(self.client.post(f"/api/v1{path}", form))

    def queries(self, path: str, **query: Any) -> tuple[int, Any]:
        """How many queries the answer cost, and its JSON."""
        with CaptureQueriesContext(connection) as captured:
            response = self.get(path, **query)
        return len(captured), response

    @staticmethod
    def _read(response: Any) -> Any:
        content = b"".join(response.streaming_content) if response.streaming else response.content
        if response.status_code >= 400:
            raise RuntimeError(f"{response.request['PATH_INFO']}: {response.status_code} {content[:500]!r}")
        is_json = response.headers.get("Content-Type", "").startswith("application/json")
        return json.loads(content) if is_json else content


def sign_in_as(login: str) -> ApiClient:
    """Sign in as a user of the demo data."""
    return ApiClient(User.objects.get(email=get_demo_email(login)))


def time_calls(what: str, calls: Iterable[Callable[[], Any]], *, below: float = 0) -> Figure:
    """Median and 95th percentile of these calls in milliseconds, the first few left out; held when the median stays
    below the target.
    """
    took = []
    for number, call in enumerate(calls):
        began = time.perf_counter()
        call()
        if number >= WARM_UP:
            took.append((time.perf_counter() - began) * 1000)
    median, p95 = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    target = f"< {below:g} ms" if below else ""
    return Figure(what, median, "ms", target, median < below if below else None, f"p95 {p95:.0f}, n {len(took)}")


def time_work(what: str, act: Callable[[], Any], *, below: float = 0) -> tuple[Figure, Any]:
    """How long one piece of work takes, and what it answers; without `below` nothing is promised."""
    began = time.perf_counter()
    result = act()
    took = time.perf_counter() - began
    return Figure(what, took, "s", f"< {below:g} s" if below else "", took < below if below else None), result
