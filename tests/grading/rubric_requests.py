"""Rubrics made over REST, and levels chosen in them."""

from tests.factories import client_for

SPEAKING = [
    {"name": "Grammar", "levels": [{"name": "Many mistakes", "points": 1}, {"name": "Hardly any", "points": 5}]},
    {"name": "Pace", "levels": [{"name": "Slow", "points": 0}, {"name": "Good", "points": 3}]},
]


def make_rubric(author, **place):
    answer = client_for(author).post("/grading/rubrics/", {"name": "Speaking", "criteria": SPEAKING} | place)
    assert answer.status == 201, answer.json
    return answer.json


def choose(rubric, *places):
    """The level of each criterion by its place."""
    return {
        criterion["id"]: criterion["levels"][place]["id"]
        for criterion, place in zip(rubric["criteria"], places, strict=False)
    }
