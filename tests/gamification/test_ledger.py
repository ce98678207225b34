"""The coin ledger: one total per cause, corrected by counter-entries, and a balance that is always its sum."""

import random

import pytest
from django.db import IntegrityError, connection, transaction

from apps.accounts.models import User
from apps.events.models import StreamEvent
from apps.events.publishing import get_group_stream, get_user_stream
from apps.gamification.models import CoinTransaction
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.gamification.services.awards import award_coins
from tests.homework.submission_helpers import assign_reading, scored_result, submit_and_score

CAUSE = "homework:0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70"


def give(student: User, amount: int, cause: str = CAUSE) -> int:
    return award_coins(student=student, cause=cause, amount=amount, reason="homework.scored")


def entries() -> list[tuple[int, int]]:
    return list(CoinTransaction.objects.order_by("cause", "revision").values_list("revision", "amount"))


def test_the_same_award_again_changes_nothing(pupil):
    assert [give(pupil, 17), give(pupil, 17)] == [17, 0]
    assert (entries(), get_coin_balance(pupil)) == ([(1, 17)], 17)


def test_changed_amount_writes_the_difference_as_next_revision(pupil):
    assert [give(pupil, amount) for amount in (10, 18, 0, 0, 5)] == [10, 8, -18, 0, 5]
    assert entries() == [(1, 10), (2, 8), (3, -18), (4, 5)]
    assert (get_coin_balance(pupil), sum_coin_ledger(pupil)) == (5, 5)


def test_zero_award_writes_no_entry(pupil):
    assert give(pupil, 0) == 0
    assert (entries(), get_coin_balance(pupil)) == ([], 0)


def test_balance_always_equals_the_ledger_sum(pupil, second_pupil):
    chance = random.Random(7)
    for _ in range(60):
        student = chance.choice([pupil, second_pupil])
        give(student, chance.randint(0, 20), f"homework:{student.pk}-{chance.randint(1, 5)}")
    for student in (pupil, second_pupil):
        assert get_coin_balance(student) == sum_coin_ledger(student) > 0


def test_undeclared_cause_or_negative_amount_raises(pupil):
    with pytest.raises(KeyError):
        give(pupil, 5, "kindness:1")
    with pytest.raises(ValueError):
        give(pupil, -1)


def test_revision_of_a_cause_is_unique(pupil):
    give(pupil, 5)
    with pytest.raises(IntegrityError), transaction.atomic():
        CoinTransaction.objects.create(student=pupil, cause=CAUSE, revision=1, amount=5, reason="twice")


@pytest.mark.parametrize(
    "statement",
    ["UPDATE {} SET amount = 50", "DELETE FROM {}", "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {} CASCADE"],
    ids=["changed", "deleted", "emptied"],
)
def test_ledger_rows_cannot_be_changed_or_deleted(pupil, statement):
    give(pupil, 5)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format("gamification_cointransaction"))
    assert entries() == [(1, 5)]


def test_correction_of_spent_coins_makes_a_negative_balance(pupil):
    give(pupil, 20)
    award_coins(student=pupil, cause="redemption:1", amount=-15, reason="shop.redeemed")
    assert give(pupil, 0) == -20
    assert (get_coin_balance(pupil), sum_coin_ledger(pupil)) == (-15, -15)


def test_award_publishes_to_the_pupil_and_the_groups(group, pupil):
    give(pupil, 17)
    (coins,) = StreamEvent.objects.filter(stream=get_user_stream(pupil.pk), type="coins.changed")
    assert (coins.data["amount"], coins.data["balance"], coins.data["cause"]) == (17, 17, CAUSE)
    (board,) = StreamEvent.objects.filter(stream=get_group_stream(group.pk), type="leaderboard.changed")
    assert [(row["rank"], row["coins"]) for row in board.data["rows"]] == [(1, 17)]
    assert board.data["rows"][0]["student"] == str(pupil.pk)


def test_rolled_back_award_changes_nothing(group, pupil):
    with pytest.raises(RuntimeError), transaction.atomic():
        give(pupil, 17)
        raise RuntimeError
    assert (get_coin_balance(pupil), entries()) == (0, [])
    assert not StreamEvent.objects.exists()


def path(student: User) -> str:
    return f"/gamification/coins/{student.pk}/transactions/"


def test_get_balance_and_transactions_of_a_pupil(group, pupil, teacher, client_for):
    attempt = submit_and_score(assign_reading(group), pupil, scored_result(80.0))
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
