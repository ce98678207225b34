"""A school in one quiz: an answer every five seconds each, and the time of all runs out at one moment."""

import json
import os
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from apps.accounts import tokens
from apps.accounts.models import User
from apps.accounts.services import open_session
from apps.quizzes.models import Answer, AttemptState, Quiz, QuizAttempt
from apps.quizzes.questions.bodies import ShortBody
from apps.quizzes.questions.drafts import QuestionDraft
from apps.quizzes.questions.keys import ShortKey, TextAnswer
from apps.quizzes.services import banks, quizzes
from bench.http.machine_noise import get_percentile
from bench.http.processes import BenchServer, LoadGeneratorProcess, build_request
from bench.report import Figure

PUPILS, ANSWERS, PAUSE_SECONDS = 300, 24, 5.0
START_RATE = 10.0
MARGIN_SECONDS = 10.0
"""Between the last answer and the deadline."""
MAX_LATE_SECONDS, MAX_SCORED_SECONDS = 5.0, 60.0
RIGHT = "goes"


def measure(web: BenchServer, pupils: Sequence[User], *, is_full_run: bool) -> list[Figure]:
    """Begin the quiz for each pupil, send the answers, and wait for its end. A worker and a scheduler run."""
    quiz = publish_quiz(ANSWERS)
    begin = [build_request(f"/api/v1/quizzes/{quiz.pk}/attempt/", _authorize(pupil), method="POST", body=b"{}")
             for pupil in pupils]  # fmt: skip
    starting, answering = 1.2 * len(pupils) / START_RATE, PAUSE_SECONDS * ANSWERS
    closes_at = timezone.now() + timedelta(seconds=starting + answering + MARGIN_SECONDS + 15)
    Quiz.objects.filter(pk=quiz.pk).update(closes_at=closes_at)
    with LoadGeneratorProcess(web, begin, pinned=False) as clients:
        begun = clients.open(rate=START_RATE, seconds=starting)
    attempts = list(QuizAttempt.objects.filter(quiz=quiz).select_related("user"))
    assert len(attempts) == len(pupils), begun["statuses"]
    requests = _build_answers(attempts)
    with LoadGeneratorProcess(web, requests, pinned=False) as clients:
        answered = clients.open(rate=len(attempts) / PAUSE_SECONDS, seconds=answering - PAUSE_SECONDS)
    late, scored = _wait_for_end(quiz, closes_at)
    kept = Answer.objects.filter(attempt__quiz=quiz, response__text=RIGHT, is_correct=True).count()
    times = sorted(answered["times"])
    bad = answered["asked"] - answered["good"] + answered["unanswered"]
    handed_in = QuizAttempt.objects.filter(quiz=quiz, handed_in_by="deadline", handed_in_at=closes_at).count()
    target = f"≤ {MAX_LATE_SECONDS:g}" if is_full_run else ""
    return [
        Figure(f"answers of {len(attempts)} pupils, every {PAUSE_SECONDS:g} s", answered["asked"], "",
               spread=f"{answered['asked'] / answered['seconds']:.1f} a second for {answered['seconds']:.0f} s"),
        Figure("… not a success, 429 among them", bad, "", "0", not bad, str(answered["statuses"])),
        Figure("… acknowledged and lost", answered["good"] - kept, "", "0", answered["good"] == kept),
        Figure("… P99", get_percentile(times, 0.99), "ms", spread=f"P50 {get_percentile(times, 0.5):.1f}"),
        Figure("attempts handed in at the deadline", handed_in, "", str(len(attempts)), handed_in == len(attempts)),
        Figure("… after the deadline, the last", late, "s", target,
               late <= MAX_LATE_SECONDS if is_full_run else None),
        Figure("… scored, the last", scored, "s"),
    ]  # fmt: skip


def publish_quiz(questions: int) -> Quiz:
    """Publish a quiz of the centre with this many questions of the kind `short`, of a bank of its own."""
    author = User.objects.create(role="manager", first_name="Author", email="author@example.uz", all_branches=True)
    bank = banks.create_bank(actor=author, name="Bench", course=None)
    prompt = {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "She ___"}]}]}
    body, key = ShortBody(kind="short"), ShortKey(kind="short", answers=[TextAnswer(text=RIGHT)])
    places = [
        quizzes.PlaceDraft(
            question=banks.create_question(
                actor=author, bank=bank, draft=QuestionDraft(name=f"Q{number}", prompt=prompt, body=body, key=key)
            )
        )
        for number in range(questions)
    ]
    quiz = quizzes.create_quiz(actor=author, values={"title": "Bench"})
    quizzes.set_places(actor=author, quiz=quiz, revision=quiz.revision, places=places)
    return quizzes.publish_quiz(actor=author, quiz=quiz)


def _build_answers(attempts: Sequence[QuizAttempt]) -> list[bytes]:
    """Return the answers in the order in which they are sent: the first of all pupils, then the second."""
    headers = [_authorize(attempt.user) for attempt in attempts]
    body = json.dumps({"response": {"kind": "short", "text": RIGHT}}).encode()
    return [
        build_request(f"/api/v1/quizzes/attempts/{attempt.pk}/answers/{place}/", one, method="PUT", body=body)
        for place in range(1, ANSWERS + 1)
        for attempt, one in zip(attempts, headers, strict=True)
    ]


def _wait_for_end(quiz: Quiz, closes_at: datetime) -> tuple[float, float]:
    """Return how long after the deadline the last attempt was closed, and the last one scored."""
    rows: Any = QuizAttempt.objects.filter(quiz=quiz)
    closed = None
    while True:
        late = (timezone.now() - closes_at).total_seconds()
        if closed is None and not rows.filter(state=AttemptState.OPEN).exists():
            closed = max(late, 0.0)
        if closed is not None and not rows.exclude(state=AttemptState.SCORED).exists():
            return closed, late
        if late > MAX_SCORED_SECONDS:
            return closed if closed is not None else late, late
        time.sleep(0.1)


def start_workers(folder: Path) -> Any:
    """Start a worker and a scheduler; return what kills them."""
    from tests.processes import ProcessStarter

    processes = ProcessStarter(folder)
    for name in ("worker", "scheduler"):
        processes.spawn([name], env={"REDIS_URL": os.environ["REDIS_URL"]}).wait_for(f"{name} ready")
    return processes


def _authorize(pupil: User) -> dict[str, str]:
    token = tokens.issue_access_token(open_session(user=pupil, device="bench", address=None).session)
    return {"Authorization": f"Bearer {token}"}
