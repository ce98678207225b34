"""What is right in a quiz reaches neither learners while they answer, nor sockets, nor logs of real processes."""

import json
from contextlib import ExitStack, closing

import httpx
import pytest

from apps.accounts.models import Guardian
from apps.courses.models import CourseTeacher
from apps.events.publishing import get_course_wall_stream, get_user_stream, get_wall_stream
from apps.learning.models import EnrollmentSource
from apps.learning.services import enrol_user
from apps.quizzes.models import AttemptState, QuizAttempt
from tests.factories import client_for
from tests.processes import processes, wait_until  # noqa: F401
from tests.quizzes.quiz_helpers import QUESTIONS, RIGHT, add_question, make_bank, make_quiz, publish
from tests.realtime.client import open_socket

HINT = "SECRET-HINT"
SECRETS = ("SECRET-EXPLANATION", "SECRET-FEEDBACK", HINT)
KEY = QUESTIONS["single"]["key"] | {
    "explanation": SECRETS[0], "right_feedback": SECRETS[1], "feedback": {"k3": SECRETS[1]},
    "hints": [{"text": HINT, "cost": 0.5}],
}  # fmt: skip
HEARD = ("quiz.begun", "quiz.result")


@pytest.mark.django_db(transaction=True)
def test_an_attempt_tells_no_secret_on_its_way(
    processes,  # noqa: F811
    group,
    course,
    teacher,
    other_teacher,
    pupil,
    parent,
):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    CourseTeacher.objects.create(course=course, teacher=teacher)
    enrol_user(actor=None, user=pupil, course=course, source=EnrollmentSource.OFFICE)
    question = add_question(teacher, make_bank(teacher, course), key=KEY)
    places = ({"group": group}, {"course": course})
    quizzes = [publish(teacher, make_quiz(teacher, show_score="never", **place), [question]) for place in places]
    logs = {"LOG_FORMAT": "json", "LOG_LEVEL": "INFO"}
    worker = processes.spawn(["worker", "--threads", "1"], env=logs)
    base, web = processes.start_server(env=logs)
    walls = (get_wall_stream(group.pk), get_course_wall_stream(course.pk))
    with ExitStack() as opened:
        sockets = {person: opened.enter_context(closing(open_socket(base, person)))
                   for person in (pupil, parent, teacher, other_teacher)}  # fmt: skip
        snapshots = [sockets[teacher].ask("subscribe", stream=wall) for wall in walls]
        for person in (pupil, parent, other_teacher):
            refused = [sockets[person].ask("subscribe", stream=walls[0])["type"] for _ in range(1)]
            assert refused == ["error"], "a wall is of the teachers of its group"
        said = [answer_quiz(base, pupil, quiz) for quiz in quizzes]
        results = {frame["stream"]: frame for frame in list_frames(sockets[teacher], walls, count=4)}
        own = list_frames(sockets[pupil], (get_user_stream(pupil.pk),), count=4)
        heard = [snapshots, results, own, *(socket.frames for socket in sockets.values())]
    wait_until(lambda: QuizAttempt.objects.filter(state=AttemptState.SCORED).count() == 2, what="both to be scored")
    assert {stream: frame["data"]["percent"] for stream, frame in results.items()} == dict.fromkeys(walls, 50.0)
    assert [frame["data"].get("percent") for frame in own] == [None] * 4, "its quizzes never show their points"
    worker.stop()
    web.stop()
    told = {"answers": said, "frames": heard, "logs": worker.output() + web.output()}
    for secret in SECRETS:
        assert [name for name, texts in told.items() if secret in json.dumps(texts)] == []
    attempt = QuizAttempt.objects.first()
    known = client_for(teacher).get(f"/quizzes/attempts/{attempt.pk}/marking/").content.decode()
    assert all(secret in known for secret in SECRETS), "the control: its teacher reads all of it"


def answer_quiz(base, learner, quiz):
    """What the server says to a learner who begins, answers, takes a hint and hands in; without the text of the hint,
    which was asked for.
    """
    said = []
    signed_in = {"Authorization": f"Bearer {client_for(learner).token}"}
    with httpx.Client(base_url=f"{base}/api/v1", headers=signed_in, timeout=60) as http:

        def ask(method, path, body=None):
            answer = http.request(method, path, json=body)
            assert answer.status_code < 300, answer.text
            said.append(answer.text.replace(HINT, ""))
            return answer

        attempt = ask("POST", f"/quizzes/{quiz['id']}/attempt/", {}).json()["id"]
        assert HINT not in said[0]
        path = f"/quizzes/attempts/{attempt}/"
        ask("PUT", f"{path}answers/1/", {"response": RIGHT["single"]})
        assert HINT in http.post(f"{path}answers/1/hint/", json={}).text
        for method, rest in (("GET", ""), ("POST", "hand-in/"), ("GET", "")):
            ask(method, f"{path}{rest}", {} if method == "POST" else None)
        ask("GET", f"/quizzes/{quiz['id']}/mine/")
    return said


def list_frames(socket, streams, *, count):
    """So many frames about quizzes of these streams; results last."""
    found = []
    while len(found) < count:
        (frame,) = socket.events(1)
        found += [frame] if frame.get("stream") in streams and frame["type"] in HEARD else []
    return sorted(found, key=lambda frame: frame["type"])
