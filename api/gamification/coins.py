"""Operations under `/gamification/`: coins, leaderboards, achievements, streaks."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Header, Query

from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.gamification import coins_schemas as schemas
from api.idempotent_responses import respond_idempotently
from api.lists import FeedOf, PageOf, build_cursor_page, build_page
from api.operations import OperationRouter
from apps.courses.access import get_pupil
from apps.gamification import access
from apps.gamification.counters import all_counters
from apps.gamification.models import Achievement, LeaderboardScope
from apps.gamification.queries import leaderboards, ledger, streaks
from apps.gamification.queries.achievements import list_active_achievements, list_student_achievements
from apps.gamification.services import adjustments
from apps.gamification.services.achievements import add_achievement, change_achievement
from apps.gamification.services.preferences import set_name_hidden

router = OperationRouter(tags=["gamification"])


@router.get("/coins/me/", "coins.read_own", schemas.CoinsOut, cached=True)
def coins_me(request: SignedInRequest) -> dict[str, int]:
    """Get your coins.

    Your balance; 0 before you earn any.
    """
    return {"balance": ledger.get_coin_balance(request.auth.user)}


@router.get(
    "/coins/{uuid:student_id}/transactions/",
    "coins.read",
    FeedOf[schemas.TransactionOut],
    errors=[404, 422],
    cached=True,
)
def coins_transactions(
    request: SignedInRequest, student_id: UUID, query: Query[schemas.TransactionsQuery]
) -> dict[str, Any]:
    """List coin transactions of a pupil.

    Newest first. Pupils get their own; parents, those of their children; teachers, those of their pupils; the
    office, those of its branches.
    """
    student = get_pupil(request.auth.user, student_id)
    return build_cursor_page(request, ledger.list_coin_transactions(student, **query.filters()), query)


@router.get("/coins/{uuid:student_id}/", "coins.read", schemas.CoinsOut, errors=[404])
def coins_get(request: SignedInRequest, student_id: UUID) -> dict[str, int]:
    """Get the coins of a pupil.

    Pupils get their own; parents, those of their children; teachers, those of their pupils; the office, those of its
    branches. The balance is below 0 after a correction of coins that were spent.
    """
    return {"balance": ledger.get_coin_balance(get_pupil(request.auth.user, student_id))}


@router.post("/coins/adjust/", "coins.adjust", schemas.AdjustmentOut, status=201, errors=[400, 409, 422])
def coins_adjust(
    request: SignedInRequest, payload: schemas.AdjustIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Adjust the coins of a pupil.

    Gives or takes coins by hand, with a reason. Teachers may do so for their pupils up to a daily limit (409
    `coin_limit`); the office, for pupils of its branches without limit. Send an `Idempotency-Key`: a repeated request
    changes nothing.
    """
    user = request.auth.user
    student = access.get_rewardable_student_or_invalid(user, payload.student)

    def give() -> tuple[int, Any]:
        row = adjustments.adjust_coins(actor=user, student=student, amount=payload.amount, reason=payload.reason)
        return 201, schemas.AdjustmentOut.from_orm(row).model_dump(mode="json")

    return respond_idempotently(request, "coins.adjust", idempotency_key, body=request.body, act=give)


@router.get("/rules/", "coins.read_own", schemas.RulesOut)
def coin_rules(request: SignedInRequest) -> dict[str, Any]:
    """List the rules of coins.

    What earns coins, and how many by the current settings.
    """
    return {"rules": list(ledger.list_coin_rules())}


@router.get("/preferences/me/", "coins.read_own", schemas.PreferencesOut)
def coin_preferences_get(request: SignedInRequest) -> dict[str, bool]:
    """Get leaderboard preferences.

    Whether other pupils see your name on leaderboards.
    """
    return {"name_hidden": ledger.is_name_hidden(request.auth.user)}


@router.put("/preferences/me/", "coins.read_own", schemas.PreferencesOut, errors=[422])
def coin_preferences_set(request: SignedInRequest, payload: schemas.PreferencesIn) -> dict[str, bool]:
    """Hide or show your name on leaderboards.

    Your family, your teachers and the office always see your name.
    """
    return {"name_hidden": set_name_hidden(student=request.auth.user, hidden=payload.name_hidden)}


@router.get("/leaderboard/{uuid:group_id}/", "leaderboards.read", schemas.BoardOut, errors=[404, 409, 422])
def leaderboard_get(request: SignedInRequest, group_id: UUID, query: Query[schemas.BoardQuery]) -> dict[str, Any]:
    """Get the leaderboard of a group.

    As it is now, or as a past week or month ended. For pupils of the group, their families and teachers, and the
    office. Refused with 409 `not_open` when leaderboards are switched off.
    """
    user = request.auth.user
    return leaderboards.get_group_leaderboard(
        access.get_leaderboard_group(user, group_id), query=query.to_query(), reader=user
    )


@router.get("/leaderboards/", "leaderboards.read", schemas.WideBoardOut, errors=[404, 409, 422])
def leaderboards_get(request: SignedInRequest, query: Query[schemas.WideBoardQuery]) -> dict[str, Any]:
    """Get the leaderboard of a course or the centre.

    Updated every hour. Visible to users who see a group of the course, or any group. Refused with 409 `not_open`
    when leaderboards are switched off.
    """
    user = request.auth.user
    course = access.get_leaderboard_course(user, LeaderboardScope(query.scope), query.course)
    return leaderboards.get_course_or_centre_snapshot(course, query=query.to_query(), reader=user)


@router.get("/achievements/catalog/", "achievements.read", PageOf[schemas.AchievementOut], errors=[422], cached=True)
def achievements_catalog(request: SignedInRequest, query: Query[schemas.CatalogQuery]) -> dict[str, Any]:
    """List achievements.

    Achievements that can be reached, in the order that the centre set.
    """
    achievements = list_active_achievements(**query.filters())
    return build_page(request, achievements, query, ordering=("position", "threshold"))


@router.get("/achievements/counters/", "achievements.read", schemas.CountersOut)
def achievements_counters(request: SignedInRequest) -> dict[str, Any]:
    """List the counters of achievements.

    What an achievement can count; its `counter` is one of these names.
    """
    return {"counters": list(all_counters().values())}


@router.post("/achievements/catalog/", "achievements.manage", schemas.AchievementOut, status=201, errors=[422])
def achievements_create(request: SignedInRequest, payload: schemas.AchievementIn) -> Achievement:
    """Create an achievement.

    Pupils who already reached it get it with its coins within a minute, without a notification. Refused with 422
    `invalid` for a code in use or an unknown counter.
    """
    return add_achievement(actor=request.auth.user, values=payload.model_dump())


@router.patch("/achievements/catalog/{uuid:id}/", "achievements.manage", schemas.AchievementOut, errors=[404, 409, 422])
def achievements_update(request: SignedInRequest, id: UUID, payload: schemas.AchievementChanges) -> Achievement:
    """Update an achievement.

    Pupils who have it keep it and its coins. Refused with 409 `conflict` when `counter` or `threshold` changes while
    a pupil has it.
    """
    achievement = access.get_achievement(id)
    return change_achievement(actor=request.auth.user, achievement=achievement, changes=get_sent_fields(payload))


@router.get("/achievements/{uuid:student_id}/", "achievements.read", schemas.AchievementsOut, errors=[404])
def achievements_get(request: SignedInRequest, student_id: UUID) -> dict[str, Any]:
    """Get the achievements of a pupil.

    All that the pupil has or can reach, with progress. Pupils get their own; parents, those of their children;
    teachers, those of their pupils; the office, those of its branches.
    """
    return {"achievements": list_student_achievements(get_pupil(request.auth.user, student_id))}


@router.get("/streaks/me/", "achievements.read", schemas.StreakOut)
def streaks_me(request: SignedInRequest) -> dict[str, Any]:
    """Get your streak.

    Days of study in a row, in the time zone of your group. Holidays and freezes do not break a streak.
    """
    return streaks.get_streak(request.auth.user)
