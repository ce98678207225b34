"""A pupil's coins and what they came from."""

from apps.accounts.models import User
from apps.gamification.services import award_coins
from tests.homework import submission_helpers


def path(student: User) -> str:
    return f"/gamification/coins/{student.pk}/transactions/"


def test_get_balance_and_transactions_of_a_pupil(group, pupil, teacher, client_for):
    attempt = submission_helpers.submit_and_score(
        submission_helpers.assign_reading(group), pupil, submission_helpers.scored_result(80.0)
    )
    client = client_for(pupil)
    assert client.get("/gamification/coins/me/").json == {"balance": 16}
    client_for(teacher).post(f"/homework/{attempt.homework_id}/review/", {"decision": "accept", "score": 50})
    assert client.get("/gamification/coins/me/").json == {"balance": 10}
    rows = client.get(path(pupil)).json["results"]
    assert [(row["amount"], row["revision"], row["reason"]) for row in rows] == [
        (-6, 2, "homework.reviewed"),
        (16, 1, "homework.scored"),
    ]
    assert {row["text"] for row in rows} == {"Homework"}
    assert {row["cause"] for row in rows} == {f"homework:{attempt.homework_id}"}


def test_transactions_are_paged_by_cursor(pupil, client_for):
    for number in range(5):
        award_coins(student=pupil, cause=f"homework:{number}", amount=number + 1, reason="homework.scored")
    client, amounts, cursor = client_for(pupil), [], None
    for _ in range(3):
        query = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = client.get(path(pupil), query).json
        amounts += [row["amount"] for row in page["results"]]
        cursor = page["next"]
    assert (amounts, cursor) == ([5, 4, 3, 2, 1], None)


def test_coins_are_visible_to_the_pupil_and_teachers_only(
    group, other_group, pupil, second_pupil, teacher, assistant,
    manager, other_teacher, parent, client_for,
):  # fmt: skip
    for person in (pupil, teacher, assistant, manager):
        assert client_for(person).get(path(pupil)).status == 200
    for person in (second_pupil, other_teacher, parent):
        assert client_for(person).get(path(pupil)).status == 404
    assert client_for(teacher).get(path(manager)).status == 404
    assert client_for(parent).get("/gamification/coins/me/").json == {"balance": 0}
