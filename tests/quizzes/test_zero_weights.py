"""Questions that nobody can get points for are refused with the field that says so, also in place of good ones."""

import pytest

from tests.factories import client_for
from tests.quizzes.quiz_helpers import QUESTIONS, add_question, make_quiz

pytestmark = pytest.mark.django_db

OPTIONS = [{"id": "k3", "text": "goes"}, {"id": "x9", "text": "go"}]
GAP = {"kind": "gap", "text": "She [[1]].", "gaps": [{"id": "1", "kind": "typed"}]}
CIRCLE = {"shape": "circle", "points": [{"x": 0.1, "y": 0.1}, {"x": 0.2, "y": 0.2}], "share": 0}
NOTHING = [{"text": "goes", "share": 0}]
NONE = {"k3": 0, "x9": 0}


@pytest.mark.parametrize(
    ("body", "key", "field"),
    [
        ({"kind": "single", "options": OPTIONS}, {"shares": NONE}, "key.shares"),
        ({"kind": "single", "options": OPTIONS}, {"shares": {}}, "key.shares"),
        *(
            ({"kind": "multiple", "options": OPTIONS}, {"rule": rule, "shares": NONE}, "key.shares")
            for rule in ("all", "each", "weights")
        ),
        ({"kind": "short"}, {"answers": NOTHING}, "key.answers"),
        ({"kind": "number"}, {"answers": [{"value": "1", "share": 0}]}, "key.answers"),
        (GAP, {"gaps": {"1": {"answers": NOTHING}}}, "key.gaps.1.answers"),
        ({"kind": "hotspot", "picture": None}, {"regions": [CIRCLE]}, "key.hotspot.regions.0.share"),
    ],
)
def test_a_question_whose_shares_are_all_0_is_refused(bank, teacher, body, key, field):
    question = QUESTIONS["single"] | {"body": body, "key": {"kind": body["kind"], **key}}
    refused = client_for(teacher).post(f"/quizzes/banks/{bank}/questions/", question)
    assert refused.refused_fields == (422, [field])
    assert refused.json["code"] == "invalid"


@pytest.mark.parametrize("points", [0, "0.00", -1, 0.001])
def test_a_question_for_no_points_is_refused(bank, group, teacher, points):
    client = client_for(teacher)
    refused = client.post(f"/quizzes/banks/{bank}/questions/", QUESTIONS["single"] | {"points": points})
    assert refused.refused_fields == (422, ["points"])
    quiz, question = make_quiz(teacher, group=group), add_question(teacher, bank)
    body = {"revision": quiz["revision"], "places": [{"question": question, "points": points}]}
    refused = client.put(f"/quizzes/{quiz['id']}/questions/", body)
    assert refused.refused_fields == (422, ["places.0.points"])
    path = f"/quizzes/questions/{question}/"
    known = client.get(path).json
    changed = {name: known[name] for name in ("prompt", "body", "key", "name")} | {"points": points, "version": 1}
    assert client.put(path, changed).refused_fields == (422, ["points"])
    assert client.get(path).json["points"] == 1
