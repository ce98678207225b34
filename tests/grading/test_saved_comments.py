"""The comment bank: each teacher has an own one, with room for 200 comments."""

import pytest

from apps.grading.models import SavedComment
from apps.grading.services.saved_comments import MOST_COMMENTS
from tests.factories import client_for

pytestmark = pytest.mark.django_db
PATH = "/grading/saved-comments/"


def test_teachers_keep_change_and_delete_own_comments(teacher, other_teacher, pupil):
    client = client_for(teacher)
    first = client.post(PATH, {"text": "Mind the endings."})
    assert first.status == 201, first.json
    again = client.post(PATH, {"text": "Mind the endings."})
    assert (again.status, again.json["id"]) == (201, first.json["id"]), "the same text adds nothing"
    client.post(PATH, {"text": "Well read!"})
    assert [row["text"] for row in client.get(PATH).json] == ["Well read!", "Mind the endings."]
    address = f"{PATH}{first.json['id']}/"
    assert client.put(address, {"text": "Mind the ends of words."}).json["text"] == "Mind the ends of words."
    stranger = client_for(other_teacher)
    assert stranger.get(PATH).json == []
    stranger.put(address, {"text": "Mine"}).check_refused(404)
    stranger.delete(address).check_refused(404)
    client_for(pupil).get(PATH).check_refused(403)
    assert client.delete(address).status == 204
    assert [row["text"] for row in client.get(PATH).json] == ["Well read!"]


@pytest.mark.parametrize("text", ["", " \n ", "x" * 2001])
def test_a_text_that_no_review_takes_is_refused(text, teacher):
    client_for(teacher).post(PATH, {"text": text}).check_refused(422, field="text")


def test_a_bank_that_is_full_refuses_another_comment(teacher, other_teacher):
    SavedComment.objects.bulk_create(SavedComment(author=teacher, text=f"No {n}") for n in range(MOST_COMMENTS))
    answer = client_for(teacher).post(PATH, {"text": "One more"})
    answer.check_refused(409, "conflict")
    assert "200" in answer.json["detail"]
    assert client_for(teacher).post(PATH, {"text": "No 7"}).status == 201, "it is there already"
    assert client_for(other_teacher).post(PATH, {"text": "One more"}).status == 201
