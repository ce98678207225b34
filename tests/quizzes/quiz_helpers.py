"""Banks, questions and quizzes made over REST, as a front end does it."""

from apps.quizzes.services.hearing import prepare_hearing, store_hearing
from tests.factories import client_for
from tests.homework.submission_helpers import TEXT, build_upload, claim_jobs, register_models


def write_prompt(text):
    """A document of one paragraph."""
    return {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]}]}


QUESTIONS = {
    "single": {
        "prompt": write_prompt("She ___ to school every day."),
        "body": {"kind": "single", "options": [{"id": "k3", "text": "goes"}, {"id": "x9", "text": "go"}]},
        "key": {
            "kind": "single",
            "shares": {"k3": 1},
            "feedback": {"x9": "Who goes? She."},
            "explanation": "He, she and it take -s.",
            "hints": [{"text": "Think of he, she, it.", "cost": 0.5}],
        },
    },
    "number": {
        "prompt": write_prompt("How many months has a year?"),
        "body": {"kind": "number"},
        "key": {"kind": "number", "answers": [{"value": "12"}]},
    },
    "essay": {
        "prompt": write_prompt("Write about your town."),
        "body": {"kind": "essay", "min_words": 50},
        "key": {"kind": "essay", "guide": "Past tense, linking words."},
    },
    "speak": {
        "prompt": write_prompt("Read this aloud."),
        "body": {"kind": "speak", "task": "reading", "text": TEXT},
        "key": {"kind": "speak", "hints": [{"text": "Slowly.", "cost": 0.1}]},
        "points": 10,
    },
    "file": {
        "prompt": write_prompt("Draw your family."),
        "body": {"kind": "file", "max_files": 2},
        "key": {"kind": "file"},
    },
}
"""A question of each of these kinds."""
RIGHT = {
    "single": {"kind": "single", "option": "k3"},
    "number": {"kind": "number", "text": "12"},
    "essay": {"kind": "essay", "text": "My town is small."},
}
WRONG = {"single": {"kind": "single", "option": "x9"}, "number": {"kind": "number", "text": "13"}}


def make_bank(author, course):
    """A new bank of the course: its id."""
    answer = client_for(author).post("/quizzes/banks/", {"name": "Tenses", "course": str(course.pk)})
    assert answer.status == 201, answer.json
    return answer.json["id"]


def make_bank_of_centre(author):
    """A new bank of the centre: its id."""
    answer = client_for(author).post("/quizzes/banks/", {"name": "English"})
    assert answer.status == 201, answer.json
    return answer.json["id"]


def add_question(author, bank, *, kind="single", **more):
    """A new question of this kind: its id."""
    answer = client_for(author).post(f"/quizzes/banks/{bank}/questions/", QUESTIONS[kind] | more)
    assert answer.status == 201, answer.json
    return answer.json["id"]


def make_quiz(author, *, group=None, course=None, **settings):
    """A new quiz, a draft: as it is answered."""
    place = {"group": str(group.pk)} if group else {"course": str(course.pk)} if course else {}
    answer = client_for(author).post("/quizzes/", {"title": "Unit 3"} | place | settings)
    assert answer.status == 201, answer.json
    return answer.json


def publish(author, quiz, questions):
    """Ask these questions and publish: the quiz as it is answered."""
    client = client_for(author)
    places = [question if isinstance(question, dict) else {"question": question} for question in questions]
    path = f"/quizzes/{quiz['id']}/"
    answer = client.put(f"{path}questions/", {"revision": quiz["revision"], "places": places})
    assert answer.status == 200, answer.json
    answer = client.post(f"{path}publish/")
    assert answer.status == 200, answer.json
    return answer.json


def start(learner, quiz, **body):
    """The attempt of a learner, begun or gone on with."""
    answer = client_for(learner).post(f"/quizzes/{quiz['id']}/attempt/", body)
    assert answer.status in (200, 201), answer.json
    return answer.json


def send(learner, attempt, place, response):
    """What the server says of an answer."""
    return client_for(learner).put(f"/quizzes/attempts/{attempt['id']}/answers/{place}/", {"response": response})


def send_file(learner, attempt, place, upload=None):
    """What the server says of a file for an answer; without one, of a recording."""
    path = f"/quizzes/attempts/{attempt['id']}/answers/{place}/files/"
    return client_for(learner).post(path, files={"file": upload or build_upload()})


def hand_in(learner, attempt):
    """The attempt after it was handed in."""
    answer = client_for(learner).post(f"/quizzes/attempts/{attempt['id']}/hand-in/")
    assert answer.status == 200, answer.json
    return answer.json


def hear(result):
    """The engine hears all recordings that wait, each with this result."""
    for claim in claim_jobs().values():
        assert prepare_hearing(claim) is not None
        store_hearing(claim=claim, result=result, models=register_models())
