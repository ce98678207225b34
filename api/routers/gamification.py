"""Operations under `/gamification/`: coins, leaderboards, achievements, streaks."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Header, Query, Router, Status

from api.auth import SignedInRequest, requires
from api.errors import error_responses
from api.idempotent_responses import respond_once
from api.lists import FeedOf, FeedQuery, PageOf, PageQuery, build_feed, build_page
from api.schemas.base import get_changes
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
from apps.gamification.models import Achievement, LeaderboardScope
from apps.gamification.queries import ledger
from apps.gamification.queries.leaderboards import get_snapshot_leaderboard
from apps.gamification.queries.streaks import Streak
from apps.gamification.services import achievements, adjustments
from apps.gamification.services.preferences import set_name_hidden

router = Router(tags=["gamification"])


@router.get(
    "/coins/me/",
    auth=requires("coins.read_own"),
    response={200: CoinsOut, **error_responses()},
    operation_id="coins_me",
    summary="Get your coins",
)
def coins_me(request: SignedInRequest) -> dict[str, int]:
    """Your balance; 0 before you earn any."""
    return {"balance": queries.get_coin_balance(request.auth.user)}


@router.get(
    "/coins/{uuid:student_id}/transactions/",
    auth=requires("coins.read"),
    response={200: FeedOf[TransactionOut], **error_responses(404, 422)},
    operation_id="coins_transactions",
    summary="List coin transactions of a pupil",
)
def coins_transactions(request: SignedInRequest, student_id: UUID, query: Query[FeedQuery]) -> dict[str, Any]:
    """Newest first. Pupils get their own; parents, those of their children; teachers, those of their pupils; the
    office, those of its branches.
    """
    student = get_pupil(request.auth.user, student_id)
    return build_feed(request, queries.list_coin_transactions(student), query)


@router.get(
    "/coins/{uuid:student_id}/",
    auth=requires("coins.read"),
    response={200: CoinsOut, **error_responses(404)},
    operation_id="coins_get",
    summary="Get the coins of a pupil",
)
def coins_get(request: SignedInRequest, student_id: UUID) -> dict[str, int]:
    """Pupils get their own; parents, those of their children; teachers, those of their pupils; the office, those of its
    branches. The balance is below 0 after a correction of coins that were spent.
    """
    return {"balance": queries.get_coin_balance(get_pupil(request.auth.user, student_id))}


@router.post(
    "/coins/adjust/",
    auth=requires("coins.adjust"),
    response={201: AdjustmentOut, **error_responses(400, 409, 422)},
    operation_id="coins_adjust",
    summary="Adjust the coins of a pupil",
)
def coins_adjust(
    request: SignedInRequest, payload: AdjustIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Gives or takes coins by hand, with a reason. Teachers may do so for their pupils up to a daily limit (409
    `coin_limit`); the office, for pupils of its branches without limit. Send an `Idempotency-Key`: a repeated request
    changes nothing.
    """
    user = request.auth.user
    student = access.get_rewardable_student(user, payload.student)

    def give() -> tuple[int, Any]:
        row = adjustments.adjust_coins(actor=user, student=student, amount=payload.amount, reason=payload.reason)
        return 201, AdjustmentOut.from_orm(row).model_dump(mode="json")

    return respond_once(request, "coins.adjust", idempotency_key, body=request.body, act=give)


@router.get(
    "/rules/",
    auth=requires("coins.read_own"),
    response={200: RulesOut, **error_responses()},
    operation_id="coin_rules",
    summary="List the rules of coins",
)
def coin_rules(request: SignedInRequest) -> dict[str, Any]:
    """What earns coins, and how many by the current settings."""
    return {"rules": list(ledger.list_coin_rules())}


@router.get(
    "/preferences/me/",
    auth=requires("coins.read_own"),
    response={200: PreferencesOut, **error_responses()},
    operation_id="coin_preferences_get",
    summary="Get leaderboard preferences",
)
def coin_preferences_get(request: SignedInRequest) -> dict[str, bool]:
    """Whether other pupils see your name on leaderboards."""
    return {"name_hidden": queries.is_name_hidden(request.auth.user)}


@router.put(
    "/preferences/me/",
    auth=requires("coins.read_own"),
    response={200: PreferencesOut, **error_responses(422)},
    operation_id="coin_preferences_set",
    summary="Hide or show your name on leaderboards",
)
def coin_preferences_set(request: SignedInRequest, payload: PreferencesIn) -> dict[str, bool]:
    """Your family, your teachers and the office always see your name."""
    return {"name_hidden": set_name_hidden(student=request.auth.user, hidden=payload.name_hidden)}


@router.get(
    "/leaderboard/{uuid:group_id}/",
    auth=requires("leaderboards.read"),
    response={200: BoardOut, **error_responses(404, 409, 422)},
    operation_id="leaderboard_get",
    summary="Get the leaderboard of a group",
)
def leaderboard_get(request: SignedInRequest, group_id: UUID, query: Query[BoardQuery]) -> dict[str, Any]:
    """As it is now, or as a past week or month ended. For pupils of the group, their families and teachers, and the
    office. Refused with 409 `not_open` when leaderboards are switched off.
    """
    user = request.auth.user
    return queries.get_group_leaderboard(
        access.get_leaderboard_group(user, group_id), query=query.to_query(), reader=user
    )


@router.get(
    "/leaderboards/",
    auth=requires("leaderboards.read"),
    response={200: WideBoardOut, **error_responses(404, 409, 422)},
    operation_id="leaderboards_get",
    summary="Get the leaderboard of a course or the centre",
)
def leaderboards_get(request: SignedInRequest, query: Query[WideBoardQuery]) -> dict[str, Any]:
    """Updated every hour. Visible to users who see a group of the course, or any group. Refused with 409 `not_open`
    when leaderboards are switched off.
    """
    user = request.auth.user
    course = access.get_leaderboard_course(user, LeaderboardScope(query.scope), query.course)
    return get_snapshot_leaderboard(course, query=query.to_query(), reader=user)


@router.get(
    "/achievements/catalog/",
    auth=requires("achievements.read"),
    response={200: PageOf[AchievementOut], **error_responses(422)},
    operation_id="achievements_catalog",
    summary="List achievements",
)
def achievements_catalog(request: SignedInRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """Achievements that can be reached, in the order that the centre set."""
    return build_page(request, queries.list_active_achievements(), query, ordering=("position", "threshold"))


@router.post(
    "/achievements/catalog/",
    auth=requires("achievements.manage"),
    response={201: AchievementOut, **error_responses(422)},
    operation_id="achievements_create",
    summary="Create an achievement",
)
def achievements_create(request: SignedInRequest, payload: AchievementIn) -> Status[Achievement]:
    """Pupils who already reached it get it with its coins within a minute, without a notification. Refused with 422
    `invalid` for a code in use or an unknown counter.
    """
    return Status(201, achievements.add_achievement(actor=request.auth.user, values=payload.model_dump()))


@router.patch(
    "/achievements/catalog/{uuid:id}/",
    auth=requires("achievements.manage"),
    response={200: AchievementOut, **error_responses(404, 409, 422)},
    operation_id="achievements_update",
    summary="Update an achievement",
)
def achievements_update(request: SignedInRequest, id: UUID, payload: AchievementChanges) -> Achievement:
    """Pupils who have it keep it and its coins. Refused with 409 `conflict` when `counter` or `threshold` changes while
    a pupil has it.
    """
    achievement = access.get_achievement(id)
    return achievements.change_achievement(
        actor=request.auth.user, achievement=achievement, changes=get_changes(payload)
    )


@router.get(
    "/achievements/{uuid:student_id}/",
    auth=requires("achievements.read"),
    response={200: AchievementsOut, **error_responses(404)},
    operation_id="achievements_get",
    summary="Get the achievements of a pupil",
)
def achievements_get(request: SignedInRequest, student_id: UUID) -> dict[str, Any]:
    """All that the pupil has or can reach, with progress. Pupils get their own; parents, those of their children;
    teachers, those of their pupils; the office, those of its branches.
    """
    return {"achievements": queries.list_student_achievements(get_pupil(request.auth.user, student_id))}


@router.get(
    "/streaks/me/",
    auth=requires("achievements.read"),
    response={200: StreakOut, **error_responses()},
    operation_id="streaks_me",
    summary="Get your streak",
)
def streaks_me(request: SignedInRequest) -> Streak:
    """Days of study in a row, in the time zone of your group. Holidays and freezes do not break a streak."""
    return queries.get_streak(request.auth.user)
