"""Pupils who submit and Payme that pays, over HTTP: each goes on asking, with the same key, until it is answered."""

import http.client
import json
import threading
import time
import uuid
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from apps.accounts.models import User
from bench.payments.calls import payme_calls
from tests import factories
from tests.crash.centre import query_until_answered
from tests.homework.short_clips import ShortClip

RETRY_STATUSES = (401, 409, 429, 500, 502, 503, 504)
PAUSE_SECONDS, PATIENCE_SECONDS = 0.1, 300.0
PAID = "PerformTransaction"


class Unanswered(Exception):
    """Somebody asked for minutes and got no good answer."""


@dataclass
class SubmissionRequest:
    """One homework to be submitted."""

    pupil: User
    homework: str
    clip: ShortClip
    number: int
    attempt: str = ""


@dataclass
class PaymentRequest:
    """One payment to be paid through Payme."""

    number: int
    reference: str
    amount: int
    paid: bool = False


@dataclass
class LoadGenerator:
    """Some threads that work off what they are given. `asked` counts requests, `again` those that got no answer."""

    address: str
    threads: int = 6
    asked: int = 0
    again: int = 0
    refused: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._tokens: dict[Any, str] = {}
        self._waiting: deque[Callable[[], None]] = deque()
        self._change = threading.Condition()
        self._open = 0
        self._over = False
        self._people = [threading.Thread(target=self._work, daemon=True) for _ in range(self.threads)]
        for person in self._people:
            person.start()

    def submit(self, item: SubmissionRequest) -> None:
        """Have it submitted soon."""
        self._add(lambda: self._submit(item))

    def pay(self, item: PaymentRequest) -> None:
        """Have it paid soon."""
        self._add(lambda: self._pay(item))

    def unanswered(self) -> int:
        """How many are not through yet."""
        return self._open

    def close(self) -> None:
        """No more; waits for nobody."""
        with self._change:
            self._over = True
            self._change.notify_all()

    def _add(self, work: Callable[[], None]) -> None:
        with self._change:
            self._waiting.append(work)
            self._open += 1
            self._change.notify()

    def _work(self) -> None:
        while True:
            with self._change:
                self._change.wait_for(lambda: self._waiting or self._over)
                if self._over:
                    return
                work = self._waiting.popleft()
            try:
                work()
            except Unanswered as error:
                self.refused[str(error)] += 1
            finally:
                connection.close()
                with self._change:
                    self._open -= 1

    def _submit(self, item: SubmissionRequest) -> None:
        boundary = uuid.uuid4().hex
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.ogg"\r\n'
        body = head.encode() + b"Content-Type: audio/ogg\r\n\r\n" + item.clip.take(item.number)
        body += f"\r\n--{boundary}--\r\n".encode()

        def headers() -> dict[str, str]:
            return {
                "Authorization": f"Bearer {self._token(item.pupil)}",
                "Content-Type": f"multipart/form-data; boundary={boundary}",
                "Idempotency-Key": f"submission-{item.homework}",
            }

        def answered(status: int, answer: bytes) -> bool:
            if status == 401:
                self._tokens.pop(item.pupil.pk, None)
            if status == 202:
                item.attempt = json.loads(answer)["id"]
            return status == 202

        self._ask(f"/api/v1/homework/{item.homework}/submit/", lambda: (body, headers()), answered)

    def _pay(self, item: PaymentRequest) -> None:
        for call in payme_calls(4 * item.number + 2, item.reference, item.amount):
            ready = call.ready()
            right = call.expected
            self._ask(call.path, lambda ready=ready: ready, lambda _, answer, right=right: right in answer)
            item.paid = item.paid or PAID in call.name

    def _token(self, pupil: User) -> str:
        if pupil.pk not in self._tokens:
            self._tokens[pupil.pk] = str(query_until_answered(lambda: factories.client_for(pupil)).token)
        return self._tokens[pupil.pk]

    def _ask(
        self, path: str, ready: Callable[[], tuple[bytes, dict[str, str]]], answered: Callable[[int, bytes], bool]
    ) -> None:
        ends = time.monotonic() + PATIENCE_SECONDS
        text = "no answer"
        while time.monotonic() < ends:
            body, headers = ready()
            self.asked += 1
            link = http.client.HTTPConnection(self.address, timeout=60)
            try:
                link.request("POST", path, body, headers)
                response = link.getresponse()
                answer = response.read()
            except (OSError, http.client.HTTPException) as error:
                text = type(error).__name__
            else:
                if answered(response.status, answer):
                    return
                text = f"{response.status} {answer[:200].decode(errors='replace')}"
                if response.status not in (200, *RETRY_STATUSES):
                    break
            finally:
                link.close()
            self.again += 1
            time.sleep(PAUSE_SECONDS)
        raise Unanswered(f"{path.rpartition('/api/v1/')[2][:20]}: {text}")
