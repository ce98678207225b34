"""Operations under `/gamification/`: coins, leaderboards, achievements, streaks."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Header, Query, Router, Status

from api.answers import answered_once
from api.auth import SignedInRequest, requires
from api.errors import errors
from api.lists import FeedOf, FeedQuery, PageOf, PageQuery, list_feed, list_page
from api.schemas.base import changes
from api.schemas.gamification import (
    AchievementChanges,
    AchievementIn,
    AchievementOut,
    AchievementsOut,
    AdjustIn,
    AdjustmentOut,
    BoardOut,
    BoardQuery,
    CoinsOut,
    PreferencesIn,
    PreferencesOut,
    RulesOut,
    StreakOut,
    TransactionOut,
    WideBoardOut,
    WideBoardQuery,
)
from apps.courses.access import get_pupil
from apps.gamification import access, queries
from apps.gamification.models import Achievement, Scope
from apps.gamification.queries import ledger
from apps.gamification.queries.boards import wide_board_for
from apps.gamification.queries.streaks import Streak
from apps.gamification.services import achieving, adjusting
from apps.gamification.services.preferences import hide_name

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
    "/coins/{uuid:student_id}/",
    auth=requires("coins.read"),
    response={200: CoinsOut, **errors(404)},
    operation_id="coins_get",
    summary="A pupil's coins",
)
def coins_get(request: SignedInRequest, student_id: UUID) -> dict[str, int]:
    """One's own, one's child's, or of a pupil one teaches. Below 0 after a correction of what was spent."""
    return {"balance": queries.balance_of(get_pupil(request.auth.user, student_id))}


@router.post(
    "/coins/adjust/",
    auth=requires("coins.adjust"),
    response={201: AdjustmentOut, **errors(400, 409, 422)},
    operation_id="coins_adjust",
    summary="Give or take coins by hand",
)
def coins_adjust(
    request: SignedInRequest, payload: AdjustIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """To a pupil one teaches, with a reason, up to the settings' limit of a day; the office without limit. Send an
    `Idempotency-Key`: the same key again gives nothing more.
    """
    user = request.auth.user
    student = access.named_rewardable(user, payload.student)

    def give() -> tuple[int, Any]:
        row = adjusting.adjust(actor=user, student=student, amount=payload.amount, reason=payload.reason)
        return 201, AdjustmentOut.from_orm(row).model_dump(mode="json")

    return answered_once(request, "coins.adjust", idempotency_key, body=request.body, act=give)


@router.get(
    "/rules/",
    auth=requires("coins.read_own"),
    response={200: RulesOut, **errors()},
    operation_id="coin_rules",
    summary="What earns coins",
)
def coin_rules(request: SignedInRequest) -> dict[str, Any]:
    """Every rule with what the settings say now."""
    return {"rules": list(ledger.rules_now())}


@router.get(
    "/preferences/me/",
    auth=requires("coins.read_own"),
    response={200: PreferencesOut, **errors()},
    operation_id="coin_preferences_get",
    summary="What one chose",
)
def coin_preferences_get(request: SignedInRequest) -> dict[str, bool]:
    """Whether other pupils see one's name on leaderboards."""
    return {"name_hidden": queries.name_hidden(request.auth.user)}


@router.put(
    "/preferences/me/",
    auth=requires("coins.read_own"),
    response={200: PreferencesOut, **errors(422)},
    operation_id="coin_preferences_set",
    summary="Hide or show one's name on leaderboards",
)
def coin_preferences_set(request: SignedInRequest, payload: PreferencesIn) -> dict[str, bool]:
    """Teachers, the office and one's family see it all the same."""
    return {"name_hidden": hide_name(student=request.auth.user, hidden=payload.name_hidden)}


@router.get(
    "/leaderboard/{uuid:group_id}/",
    auth=requires("leaderboards.read"),
    response={200: BoardOut, **errors(404, 409, 422)},
    operation_id="leaderboard_get",
    summary="A group's leaderboard",
)
def leaderboard_get(request: SignedInRequest, group_id: UUID, query: Query[BoardQuery]) -> dict[str, Any]:
    """For the group's pupils, their families and teachers: as it stands now, or as a past period ended. 409 where the
    centre shows none.
    """
    user = request.auth.user
    return queries.leaderboard_for(access.get_group_board(user, group_id), asked=query.asked(), reader=user)


@router.get(
    "/leaderboards/",
    auth=requires("leaderboards.read"),
    response={200: WideBoardOut, **errors(404, 409, 422)},
    operation_id="leaderboards_get",
    summary="The leaderboard of a course or of the centre",
)
def leaderboards_get(request: SignedInRequest, query: Query[WideBoardQuery]) -> dict[str, Any]:
    """For who sees a group of the course, or any group. Taken anew every hour. 409 where the centre shows none."""
    user = request.auth.user
    course = access.get_board(user, Scope(query.scope), query.course)
    return wide_board_for(course, asked=query.asked(), reader=user)


@router.get(
    "/achievements/catalog/",
    auth=requires("achievements.read"),
    response={200: PageOf[AchievementOut], **errors(422)},
    operation_id="achievements_catalog",
    summary="What can be reached",
)
def achievements_catalog(request: SignedInRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """In the centre's order."""
    return list_page(request, queries.live_achievements(), query, ordering=("position", "threshold"))


@router.post(
    "/achievements/catalog/",
    auth=requires("achievements.manage"),
    response={201: AchievementOut, **errors(422)},
    operation_id="achievements_create",
    summary="Add something to reach",
)
def achievements_create(request: SignedInRequest, payload: AchievementIn) -> Status[Achievement]:
    """Who reached it before gets it, with its coins, within a minute and without being told."""
    return Status(201, achieving.add_achievement(actor=request.auth.user, values=payload.model_dump()))


@router.patch(
    "/achievements/catalog/{uuid:id}/",
    auth=requires("achievements.manage"),
    response={200: AchievementOut, **errors(404, 409, 422)},
    operation_id="achievements_update",
    summary="Change what can be reached",
)
def achievements_update(request: SignedInRequest, id: UUID, payload: AchievementChanges) -> Achievement:
    """Who has it keeps it and its coins; once somebody does, what is counted and the threshold stay (409)."""
    found = access.get_achievement(id)
    return achieving.change_achievement(actor=request.auth.user, achievement=found, changes=changes(payload))


@router.get(
    "/achievements/{uuid:student_id}/",
    auth=requires("achievements.read"),
    response={200: AchievementsOut, **errors(404)},
    operation_id="achievements_get",
    summary="What a pupil has and how far the rest is",
)
def achievements_get(request: SignedInRequest, student_id: UUID) -> dict[str, Any]:
    """One's own, one's child's, or of a pupil one teaches."""
    return {"achievements": queries.achievements_of(get_pupil(request.auth.user, student_id))}


@router.get(
    "/streaks/me/",
    auth=requires("achievements.read"),
    response={200: StreakOut, **errors()},
    operation_id="streaks_me",
    summary="One's days studied in a row",
)
def streaks_me(request: SignedInRequest) -> Streak:
    """By the local days of one's group; holidays and pauses do not break it."""
    return queries.streak_of(request.auth.user)
