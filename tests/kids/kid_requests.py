"""Children and skills made for tests of the kindergarten."""

from itertools import count

from apps.accounts.models import ChildProfile
from tests.factories import client_for
from tests.quizzes.quiz_helpers import add_question, hand_in, make_bank, send, start

NUMBERS = count(100_000)


def make_kid(user, birth_date):
    """Give the user a child profile and a birth date."""
    user.birth_date = birth_date
    user.save(update_fields=["birth_date"])
    ChildProfile.objects.create(user=user, birth_date=birth_date, code=str(next(NUMBERS)))
    return user


def get_child(reader, kid):
    """The child as this reader gets it."""
    answer = client_for(reader).get(f"/children/{kid.pk}/")
    assert answer.status == 200, answer.json
    return answer.json


def put_class(actor, kid, **values):
    """Ask for an exception from the class by age."""
    body = {"kg_class": "KG2", "reason": "Reads already."} | values
    return client_for(actor).put(f"/children/{kid.pk}/class/", body)


def add_skill(author, code, **values):
    """A new skill, as it is answered."""
    answer = client_for(author).post("/skills/", {"code": code, "name": {"en": code}} | values)
    assert answer.status == 201, answer.json
    return answer.json


def list_codes(reader, **query):
    """The codes of the skills in their order."""
    answer = client_for(reader).get("/skills/", query)
    assert answer.status == 200, answer.json
    return [skill["code"] for skill in answer.json["skills"]]


def ask_for_skill(author, course, skill):
    """A new question that asks for the skill: its id."""
    question = add_question(author, make_bank(author, course))
    body = {"skills": [{"skill": skill["id"]}]}
    assert client_for(author).put(f"/skills/questions/{question}/", body).status == 200
    return question


def play(child, quiz, response):
    """One attempt with one answer, handed in."""
    attempt = start(child, quiz)
    send(child, attempt, 1, response)
    hand_in(child, attempt)
