"""Pupils who submit and Payme that pays, over HTTP: each goes on asking, with the same key, until it is answered."""

import http.client
import json
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from apps.accounts.models import User
from bench.payments.calls import payme_calls
from tests import factories
from tests.crash.centre import query_until_answered
from tests.homework.short_clips import ShortClip

RETRY_STATUSES = (401, 409, 429, 500, 502, 503, 504)
THREADS = 6
PAUSE_SECONDS, PATIENCE_SECONDS = 0.1, 300.0
PAID = "PerformTransaction"


class Unanswered(Exception):
    """Somebody asked for minutes and got no good answer."""


def ask_once(address, path, body, headers, *, method="POST", timeout=60):
    """Status and body of the answer to one request; without an answer 0 and the name of the error."""
    link = http.client.HTTPConnection(address, timeout=timeout)
    try:
        link.request(method, path, body, headers)
        response = link.getresponse()
        return response.status, response.read()
    except (OSError, http.client.HTTPException) as error:
        return 0, type(error).__name__.encode()
    finally:
        link.close()


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
    """Some threads that work off what they are given. `again` counts requests that got no answer."""

    address: str
    again: int = 0
    refused: Counter = field(default_factory=Counter)

    def __post_init__(self):
        self._tokens = {}
        self._threads = ThreadPoolExecutor(THREADS)
        self._waiting = set()
        self._is_closed = False

    def submit(self, item):
        """Have it submitted soon."""
        self._waiting.add(self._threads.submit(self._work, self._submit, item))

    def pay(self, item):
        """Have it paid soon."""
        self._waiting.add(self._threads.submit(self._work, self._pay, item))

    def unanswered(self):
        """How many are not through yet."""
        done, self._waiting = wait(self._waiting, timeout=0)
        for work in done:
            work.result()  # raises what nobody expected
        return len(self._waiting)

    def close(self):
        """No more; waits for nobody."""
        self._is_closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _work(self, act, item):
        try:
            act(item)
        except Unanswered as error:
            self.refused[str(error)] += 1
        finally:
            connection.close()

    def _submit(self, item):
        recording = SimpleUploadedFile("a.ogg", item.clip.take(item.number), "audio/ogg")
        body = encode_multipart(BOUNDARY, {"file": recording})
        headers = {"Content-Type": MULTIPART_CONTENT, "Idempotency-Key": f"submission-{item.homework}"}

        def ready():
            return body, {**headers, "Authorization": f"Bearer {self._token(item.pupil)}"}

        def answered(status, answer):
            if status == 401:
                self._tokens.pop(item.pupil.pk, None)
            if status == 202:
                item.attempt = json.loads(answer)["id"]
            return status == 202

        self._ask(f"/api/v1/homework/{item.homework}/submit/", ready, answered)

    def _pay(self, item):
        for call in payme_calls(4 * item.number + 2, item.reference, item.amount):
            ready = call.ready()
            self._ask(call.path, lambda ready=ready: ready, lambda _, answer, call=call: call.expected in answer)
            item.paid = item.paid or PAID in call.name

    def _token(self, pupil):
        if pupil.pk not in self._tokens:
            self._tokens[pupil.pk] = query_until_answered(lambda: factories.client_for(pupil)).token
        return self._tokens[pupil.pk]

    def _ask(self, path, ready, answered):
        ends = time.monotonic() + PATIENCE_SECONDS
        text = "no answer"
        while time.monotonic() < ends and not self._is_closed:
            status, answer = ask_once(self.address, path, *ready())
            if status and answered(status, answer):
                return
            text = f"{status} {answer[:200].decode(errors='replace')}"
            if status not in (0, 200, *RETRY_STATUSES):
                break
            self.again += 1
            time.sleep(PAUSE_SECONDS)
        raise Unanswered(f"{path.rpartition('/api/v1/')[2][:20]}: {text}")
