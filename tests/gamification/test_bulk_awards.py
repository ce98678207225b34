"""Coins for many at once: as one award each, in a number of statements that does not grow."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.events.models import StreamEvent
from apps.events.publishing import get_group_stream, get_user_stream
from apps.gamification.causes import Award
from apps.gamification.models import CoinTransaction
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.gamification.services.awards import award_coins, award_coins_in_bulk
from apps.gamification.services.leaderboard_events import publish_leaderboards
from apps.jobs import services as jobs


def give(*awards: tuple[User, str, int]) -> dict[str, int]:
    return award_coins_in_bulk(
        awards=[Award(student=award.pk, cause=f"homework:{cause}", amount=amount) for award, cause, amount in awards],
        reason="homework.scored",
    )


def test_bulk_award_equals_single_awards(group, pupil, second_pupil):
    award_coins(student=pupil, cause="homework:a", amount=5, reason="homework.scored")
    changes = give((pupil, "a", 8), (pupil, "b", 2), (second_pupil, "c", 4), (second_pupil, "d", 0))
    assert changes == {"homework:a": 3, "homework:b": 2, "homework:c": 4}
    assert give((pupil, "a", 8), (pupil, "b", 2), (second_pupil, "c", 4)) == {}
    assert give((pupil, "a", 0)) == {"homework:a": -8}
    rows = CoinTransaction.objects.filter(cause="homework:a").order_by("revision")
    assert [(row.revision, row.amount) for row in rows] == [(1, 5), (2, 3), (3, -8)]
    assert [(get_coin_balance(user), sum_coin_ledger(user)) for user in (pupil, second_pupil)] == [(2, 2), (4, 4)]
    response = StreamEvent.objects.filter(stream=get_user_stream(second_pupil.pk), type="coins.changed").get()
    assert (response.data["amount"], response.data["balance"]) == (4, 4)


def test_bulk_award_publishes_leaderboards_once_by_a_job(group, pupil, second_pupil):
    give((pupil, "a", 5), (second_pupil, "b", 7))
    boards = StreamEvent.objects.filter(stream=get_group_stream(group.pk), type="leaderboard.changed")
    assert not boards.exists()
    (claim,) = jobs.claim_jobs(queue="default", limit=9, worker="test")
    publish_leaderboards(claim)
    assert [row["coins"] for row in boards.get().data["rows"]] == [7, 5]


@pytest.mark.parametrize(
    ("awards", "error"),
    [([("kindness:1", 5)], KeyError), ([("homework:1", -1)], ValueError), ([("homework:1", 1)] * 2, ValueError)],
    ids=["undeclared", "below nothing", "twice"],
)
def test_invalid_bulk_award_changes_nothing(pupil, awards, error):
    with pytest.raises(error):
        award_coins_in_bulk(
            awards=[Award(student=pupil.pk, cause=cause, amount=amount) for cause, amount in awards], reason="x"
        )
    assert get_coin_balance(pupil) == 0


def test_bulk_award_query_count_is_constant(group, pupil, second_pupil):
    counts = []
    for awards in (
        [(pupil, "a", 5)],
        [(user, f"{index}-{user.pk}", 5) for index in range(20) for user in (pupil, second_pupil)],
    ):
        with CaptureQueriesContext(connection) as asked:
            give(*awards)
        counts.append(len(asked))
    assert counts[0] == counts[1]
