"""Operations under `/gamification/`: coins and leaderboards."""

from typing import Any
from uuid import UUID

from ninja import Query, Router

from api.auth import SignedInRequest, requires
from api.errors import errors
from api.lists import FeedOf, FeedQuery, list_feed
from api.schemas.gamification import BoardOut, BoardQuery, CoinsOut, TransactionOut
from apps.courses.access import get_group, get_pupil
from apps.gamification import queries

router = Router(tags=["gamification"])


@router.get(
    "/coins/me/",
    auth=requires("coins.read_own"),
    response={200: CoinsOut, **errors()},
    operation_id="coins_me",
    summary="One's own coins",
)
def coins_me(request: SignedInRequest) -> dict[str, int]:
    """The balance; 0 for one who never earned any."""
    return {"balance": queries.balance_of(request.auth.user)}


@router.get(
    "/coins/{uuid:student_id}/transactions/",
    auth=requires("coins.read"),
    response={200: FeedOf[TransactionOut], **errors(404, 422)},
    operation_id="coins_transactions",
    summary="What a pupil's coins came from",
)
def coins_transactions(request: SignedInRequest, student_id: UUID, query: Query[FeedQuery]) -> dict[str, Any]:
    """One's own, or of a pupil one teaches; newest first."""
    student = get_pupil(request.auth.user, student_id)
    return list_feed(request, queries.transactions_of(student), query)


@router.get(
    "/leaderboard/{uuid:group_id}/",
    auth=requires("leaderboards.read"),
    response={200: BoardOut, **errors(404, 422)},
    operation_id="leaderboard_get",
    summary="A group's leaderboard",
)
def leaderboard_get(request: SignedInRequest, group_id: UUID, query: Query[BoardQuery]) -> dict[str, Any]:
    """For the group's pupils and teachers."""
    user = request.auth.user
    return queries.leaderboard_for(get_group(user, group_id), period=query.period, reader=user)
