"""Update rewards within a minute after a change: coins for streaks, and achievements."""

from collections.abc import Collection, Sequence
from uuid import UUID

import structlog

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.translated_texts import pick_translation
from apps.core.uow import unit_of_work
from apps.events.publishing import get_user_stream, publish_event
from apps.gamification import events
from apps.gamification.causes import Award
from apps.gamification.models import Achievement, AchievementGrant, CoinTransaction, StreakReward, StudentCoin
from apps.gamification.queries.achievements import count_for_students, list_active_achievements
from apps.gamification.queries.streaks import calculate_streak_rewards
from apps.gamification.services.awards import award_coins_in_bulk, lock_balances
from apps.jobs.kinds import ClaimedJob
from apps.notifications.services import notify

log = structlog.get_logger(__name__)

BATCH_SIZE = 100


class RewardsNotUpdated(RuntimeError):
    """The rewards of some pupils could not be updated; those of all others were."""


def update_rewards(job: ClaimedJob) -> None:
    """Handler: update the rewards of every changed pupil, in batches; new achievements are backfilled first. A pupil
    that fails does not stop the others: RewardsNotUpdated is raised at the end, and the next run tries again.
    """
    backfill_achievements()
    failed: list[UUID] = []
    students: list[UUID] = []
    while students := _next_changed_students(after=students[-1] if students else None):
        failed += _update_or_log(students)
    if failed:
        raise RewardsNotUpdated(f"{len(failed)} pupils could not be reckoned")
    with unit_of_work():
        jobs.complete_job(job)


def backfill_achievements() -> None:
    """Grant new achievements to all pupils who reached them before, in batches, without a notification; later grants
    notify. An achievement that changed meanwhile is backfilled in the next run. A pupil that fails is logged and does
    not stop the others.
    """
    new = list(list_active_achievements().filter(quiet=True))
    students: list[UUID] = []
    while new and (students := _next_students(after=students[-1] if students else None)):
        _backfill_or_log(students, new)
    for achievement in new:
        Achievement.objects.filter(pk=achievement.pk, updated_at=achievement.updated_at).update(quiet=False)


def _backfill_or_log(students: list[UUID], new: Sequence[Achievement]) -> None:
    """Grant without notifications to all of the pupils; one by one where it fails together."""
    try:
        with unit_of_work():
            lock_balances(students)
            grant_achievements(students, new, tell=False)
    except Exception:
        if len(students) == 1:
            log.exception("achievements could not begin quietly", student=str(students[0]))
            return
        for student in students:
            _backfill_or_log([student], new)


def update_rewards_for(students: Collection[UUID]) -> None:
    """Update the rewards of those of these pupils that changed and are not locked, in one transaction."""
    with unit_of_work():
        rows = StudentCoin.objects.select_for_update(no_key=True, skip_locked=True)
        locked = [row.pk for row in rows.filter(pk__in=students, changed=True).order_by("pk")]
        StudentCoin.objects.filter(pk__in=locked).update(changed=False)
        reward_streaks(locked)
        grant_achievements(locked, list(list_active_achievements().filter(quiet=False)))


def reward_streaks(students: Collection[UUID]) -> None:
    """Award coins for streaks, and take back those of streaks that are broken now. Rewards that remain keep their
    coins. The caller has locked the pupils.
    """
    rewards = calculate_streak_rewards(students)
    kept_ids = [reward.pk for reward in rewards if reward.pk]
    StreakReward.objects.filter(student__in=students).exclude(pk__in=kept_ids).delete()
    StreakReward.objects.bulk_create([reward for reward in rewards if not reward.pk])
    due = {award.cause: award for award in map(build_streak_award, rewards)}
    entries = CoinTransaction.objects.filter(student__in=students, cause__startswith="streak:")
    for cause, student in entries.order_by("cause").values_list("cause", "student").distinct():
        due.setdefault(cause, Award(student, cause, 0))
    award_coins_in_bulk(awards=list(due.values()), reason="streak.reached")


def build_streak_award(reward: StreakReward) -> Award:
    """Return the award of a streak reward for the ledger."""
    return Award(reward.student_id, f"streak:{reward.student_id}:{reward.day}", reward.coins)


def grant_achievements(
    students: Collection[UUID], wanted: Sequence[Achievement], *, tell: bool = True
) -> list[AchievementGrant]:
    """Grant those of `wanted` that these pupils reached and do not have. Grants stay, whatever is corrected later."""
    counts = count_for_students(students, {achievement.counter for achievement in wanted})
    granted = set(AchievementGrant.objects.filter(student__in=students).values_list("student", "achievement"))
    reached = [
        AchievementGrant(student_id=student, achievement=achievement, coins=achievement.coins)
        for student in sorted(students)
        for achievement in wanted
        if counts[achievement.counter].get(student, 0) >= achievement.threshold
        and (student, achievement.pk) not in granted
    ]
    if not reached:
        return []
    with unit_of_work():
        AchievementGrant.objects.bulk_create(reached)
        awards = [
            Award(row.student_id, build_achievement_cause(row.achievement_id, row.student_id), row.coins)
            for row in reached
        ]
        award_coins_in_bulk(awards=[award for award in awards if award.amount], reason="achievement.granted")
        if tell:
            _notify_granted(reached)
    return reached


def build_achievement_cause(achievement: UUID, student: UUID) -> str:
    """Return the cause of an achievement's coins."""
    return f"achievement:{achievement}:{student}"


def _notify_granted(grants: list[AchievementGrant]) -> None:
    people = User.objects.in_bulk([row.student_id for row in grants])
    for row in grants:
        achievement: Achievement = row.achievement
        granted = events.AchievementGranted(
            achievement=str(achievement.pk), code=achievement.code, name=achievement.name, coins=row.coins
        )
        publish_event(get_user_stream(row.student_id), granted)
        person = people[row.student_id]
        if person.is_active:
            name = pick_translation(achievement.name, person.locale)
            notify(user=person, type="achievement.granted", data={"name": name, "achievement": str(achievement.pk)})


def _next_students(*, after: UUID | None) -> list[UUID]:
    """Return the next batch of pupils after `after`, by id."""
    rows = StudentCoin.objects.filter(pk__gt=after) if after else StudentCoin.objects.all()
    return list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH_SIZE])


def _next_changed_students(*, after: UUID | None) -> list[UUID]:
    """Return the next batch of changed pupils after `after`, by id."""
    rows = StudentCoin.objects.filter(changed=True)
    rows = rows.filter(pk__gt=after) if after else rows
    return list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH_SIZE])


def _update_or_log(students: list[UUID]) -> list[UUID]:
    """Update all of these; one by one where it fails together. Return those that failed."""
    try:
        update_rewards_for(students)
    except Exception:
        if len(students) == 1:
            log.exception("a pupil could not be reckoned", student=str(students[0]))
            return students
        return [failed for student in students for failed in _update_or_log([student])]
    return []
