"""Update rewards within a minute after a change: coins for streaks, and achievements."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any
from uuid import UUID

import structlog
from django.db.models import QuerySet

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.translated_texts import fill_languages
from apps.core.uow import unit_of_work
from apps.events.publishing import get_user_stream, publish_event
from apps.gamification import events
from apps.gamification.causes import Award
from apps.gamification.models import Achievement, AchievementGrant, CoinTransaction, StreakReward, StudentCoin
from apps.gamification.queries.achievements import get_counter_values, list_active_achievements
from apps.gamification.queries.streaks import calculate_streak_rewards
from apps.gamification.services.awards import award_coins_in_bulk, lock_balances
from apps.jobs.kinds import ClaimedJob
from apps.notifications.services import notify

log = structlog.get_logger(__name__)

BATCH_SIZE = 100


class RewardsNotUpdated(RuntimeError):
    """The rewards of some pupils could not be updated; those of all others were."""


def update_rewards_of_changed_pupils(job: ClaimedJob) -> None:
    """Handler: update the rewards of every changed pupil, in batches; new achievements are backfilled first. A pupil
    that fails does not stop the others: RewardsNotUpdated is raised at the end, and the next run tries again.
    """
    backfill_achievements()
    failed: list[UUID] = []
    for students in iterate_id_batches(StudentCoin.objects.filter(changed=True), BATCH_SIZE):
        failed += _try_or_log(update_rewards_if_changed, students, "a pupil could not be reckoned")
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

    def grant(students: list[UUID]) -> None:
        with unit_of_work():
            lock_balances(students)
            grant_achievements(students, new, notify_students=False)

    for students in iterate_id_batches(StudentCoin.objects.all(), BATCH_SIZE) if new else ():
        _try_or_log(grant, students, "achievements could not begin quietly")
    for achievement in new:
        Achievement.objects.filter(pk=achievement.pk, updated_at=achievement.updated_at).update(quiet=False)


def update_rewards_if_changed(students: Collection[UUID]) -> None:
    """Update the rewards of those of these pupils that changed and are not locked, in one transaction."""
    with unit_of_work():
        rows = StudentCoin.objects.select_for_update(no_key=True, skip_locked=True)
        locked = [row.pk for row in rows.filter(pk__in=students, changed=True).order_by("pk")]
        StudentCoin.objects.filter(pk__in=locked).update(changed=False)
        sync_streak_rewards(locked)
        grant_achievements(locked, list(list_active_achievements().filter(quiet=False)))


def sync_streak_rewards(students: Collection[UUID]) -> None:
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
    students: Collection[UUID], achievements: Sequence[Achievement], *, notify_students: bool = True
) -> list[AchievementGrant]:
    """Grant what these pupils reached and do not have. Grants stay, whatever is corrected later."""
    counts = get_counter_values(students, {achievement.counter for achievement in achievements})
    granted = set(AchievementGrant.objects.filter(student__in=students).values_list("student", "achievement"))
    reached = [
        AchievementGrant(student_id=student, achievement=achievement, coins=achievement.coins)
        for student in sorted(students)
        for achievement in achievements
        if counts[achievement.counter].get(student, 0) >= achievement.threshold
        and (student, achievement.pk) not in granted
    ]
    if not reached:
        return []
    with unit_of_work():
        AchievementGrant.objects.bulk_create(reached)
        awards = [build_achievement_award(row) for row in reached if row.coins]
        award_coins_in_bulk(awards=awards, reason="achievement.granted")
        if notify_students:
            _notify_granted(reached)
    return reached


def build_achievement_award(grant: AchievementGrant) -> Award:
    """Return the award of a granted achievement for the ledger."""
    return Award(grant.student_id, f"achievement:{grant.achievement_id}:{grant.student_id}", grant.coins)


def _notify_granted(grants: list[AchievementGrant]) -> None:
    people = User.objects.in_bulk([row.student_id for row in grants])
    for row in grants:
        achievement, named = row.achievement, {"achievement": str(row.achievement_id)}
        granted = events.AchievementGranted(**named, code=achievement.code, name=achievement.name, coins=row.coins)
        publish_event(get_user_stream(row.student_id), granted)
        person = people[row.student_id]
        if person.is_active:
            name = fill_languages(achievement.name)
            notify(user=person, type="achievement.granted", data={"name": name} | named)


def iterate_id_batches(rows: QuerySet[Any], size: int) -> Iterator[list[UUID]]:
    """Yield the ids of rows in batches, in order; each batch is read when it is asked for."""
    ids, after = rows.order_by("pk").values_list("pk", flat=True), None
    while batch := list((ids.filter(pk__gt=after) if after else ids)[:size]):
        yield batch
        after = batch[-1]


def _try_or_log(work: Callable[[list[UUID]], None], students: list[UUID], failure: str) -> list[UUID]:
    """Do the work for all of these pupils; one by one where it fails together. Log and return those that failed."""
    try:
        work(students)
    except Exception:
        if len(students) == 1:
            log.exception(failure, student=str(students[0]))
            return students
        return [failed for student in students for failed in _try_or_log(work, [student], failure)]
    return []
