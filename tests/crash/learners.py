"""Learners who take a quiz over HTTP until their time is up, and note what the server has acknowledged.

An answer is a number that rises within an attempt, so it can be seen which of two answers is the later one.
"""

import json
import random
import time
from dataclasses import dataclass, field
from datetime import datetime

from apps.accounts import tokens
from apps.accounts.models import Session
from tests.crash.load import RETRY_STATUSES, ask_once

QUESTIONS = 6
PAUSE_SECONDS = 4.0
"""Between two answers of a learner, on average."""
RETRY_SECONDS, PATIENCE_SECONDS, ANSWER_SECONDS = 1.0, 120.0, 10.0


@dataclass
class Learner:
    """One learner in one attempt, whose page saves each answer as it is given, again and again until it is answered.

    `expected`: what must be stored: the number of the last acknowledged answer of each place. `sent`: the last number
    that was sent. `again` counts requests without a good answer, `late` the answers that came too late, as the server
    says.
    """

    address: str
    session: Session
    quiz: str
    deadline: datetime
    victim: str
    attempt: str = ""
    expected: dict[int, int] = field(default_factory=dict)
    sent: dict[int, int] = field(default_factory=dict)
    acknowledged: int = 0
    again: int = 0
    late: int = 0
    unanswered: list[str] = field(default_factory=list)

    def begin(self):
        """Begin the attempt."""
        status, answer = self._ask(f"/api/v1/quizzes/{self.quiz}/attempt/", {})
        assert status == 201, answer
        self.attempt = json.loads(answer)["id"]

    def take(self):
        """Answer one question after the other until the time is up. Return when the last answer is answered."""
        number = 0
        time.sleep(random.uniform(0, PAUSE_SECONDS))
        while (left := self.deadline.timestamp() - time.time()) > 0:
            number += 1
            self._give(number % QUESTIONS + 1, number)
            time.sleep(min(left, random.uniform(0, 2 * PAUSE_SECONDS)))
        self._end()

    def _give(self, place, number):
        self.sent[place] = number
        ends = time.monotonic() + PATIENCE_SECONDS
        while (status := self._save(place, number)) in (0, *RETRY_STATUSES) and time.monotonic() < ends:
            self.again += 1
            time.sleep(RETRY_SECONDS)
        if status != 200:
            self.unanswered.append(f"answer: {status}")

    def _save(self, place, number):
        path = f"/api/v1/quizzes/attempts/{self.attempt}/answers/{place}/"
        status, answer = self._ask(path, {"response": {"kind": "short", "text": str(number)}}, method="PUT")
        if status == 200 and json.loads(answer)["counts"]:
            self.acknowledged += 1
            self.expected[place] = number
        elif status == 200:
            self.late += 1
        return status

    def _end(self):
        """Hand nothing in: the server does."""

    def _ask(self, path, body, *, method="POST"):
        headers = {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {tokens.issue_access_token(self.session)}",
        }
        return ask_once(self.address, path, json.dumps(body).encode(), headers, method=method, timeout=ANSWER_SECONDS)


class KeepingLearner(Learner):
    """The control: a page that keeps all answers until the time is up, then sends them and hands in, like a form."""

    def _give(self, place, number):
        self.sent[place] = self.expected[place] = number

    def _end(self):
        for place, number in list(self.sent.items()):
            self._save(place, number)
        self._ask(f"/api/v1/quizzes/attempts/{self.attempt}/hand-in/", {})
