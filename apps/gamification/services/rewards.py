"""What pupils reached: coins for days studied in a row, and achievements. Within a minute after anything changed."""

from collections.abc import Collection, Sequence
from uuid import UUID

import structlog

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.translated_texts import localized
from apps.core.uow import unit_of_work
from apps.gamification import events
from apps.gamification.causes import Award
from apps.gamification.models import Achievement, AchievementGrant, CoinTransaction, StreakReward, StudentCoin
from apps.gamification.queries.achievements import count_for_students, list_active_achievements
from apps.gamification.queries.streaks import calculate_streak_rewards
from apps.gamification.services.awards import award_coins_in_bulk, lock_balances
from apps.jobs.kinds import ClaimedJob
from apps.notifications.services import notify
from realtime.events import publish, user_stream

log = structlog.get_logger(__name__)

BATCH_SIZE = 100


class RewardsNotUpdated(RuntimeError):
    """Some pupils could not be reckoned; everybody else was."""


def update_rewards(job: ClaimedJob) -> None:
    """Handler: reckon for every pupil of whom something changed, some at a time. One with whom it fails keeps nobody
    else waiting: NotReckoned at the end, and they are tried again the next time. New achievements go first.
    """
    backfill_achievements()
    failed: list[UUID] = []
    students: list[UUID] = []
    while students := _next_changed_students(after=students[-1] if students else None):
        failed += _update_or_log(students)
    if failed:
        raise RewardsNotUpdated(f"{len(failed)} pupils could not be reckoned")
    with unit_of_work():
        jobs.complete(job)


def backfill_achievements() -> None:
    """Grant new achievements to everybody who reached them before, some pupils at a time, without telling; what comes
    later is told. What was changed meanwhile has its turn the next time. A pupil with whom it fails is logged and
    keeps nobody else from beginning.
    """
    new = list(list_active_achievements().filter(quiet=True))
    students: list[UUID] = []
    while new and (students := _next_students(after=students[-1] if students else None)):
        _backfill_or_log(students, new)
    for one in new:
        Achievement.objects.filter(pk=one.pk, updated_at=one.updated_at).update(quiet=False)


def _backfill_or_log(students: list[UUID], new: Sequence[Achievement]) -> None:
    """Grant these quietly to all of the pupils, one by one where it fails together."""
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
    """Reckon for those of these pupils of whom something changed and whom nobody holds, in one transaction."""
    with unit_of_work():
        rows = StudentCoin.objects.select_for_update(no_key=True, skip_locked=True)
        held = [row.pk for row in rows.filter(pk__in=students, changed=True).order_by("pk")]
        StudentCoin.objects.filter(pk__in=held).update(changed=False)
        reward_streaks(held)
        grant_achievements(held, list(list_active_achievements().filter(quiet=False)))


def reward_streaks(students: Collection[UUID]) -> None:
    """Give what days in a row bring now, and take what was given for days that are in a row no more. What stands keeps
    the coins that it was given with. The caller holds the pupils.
    """
    rewards = calculate_streak_rewards(students)
    kept = [reward.pk for reward in rewards if reward.pk]
    StreakReward.objects.filter(student__in=students).exclude(pk__in=kept).delete()
    StreakReward.objects.bulk_create([reward for reward in rewards if not reward.pk])
    due = {one.cause: one for one in map(build_streak_award, rewards)}
    given = CoinTransaction.objects.filter(student__in=students, cause__startswith="streak:")
    for cause, student in given.order_by("cause").values_list("cause", "student").distinct():
        due.setdefault(cause, Award(student, cause, 0))
    award_coins_in_bulk(awards=list(due.values()), reason="streak.reached")


def build_streak_award(reward: StreakReward) -> Award:
    """What days in a row brought, as the ledger has it."""
    return Award(reward.student_id, f"streak:{reward.student_id}:{reward.day}", reward.coins)


def grant_achievements(
    students: Collection[UUID], wanted: Sequence[Achievement], *, tell: bool = True
) -> list[AchievementGrant]:
    """Grant what of `wanted` these pupils reached and do not have yet. What is granted stays, whatever is corrected
    later.
    """
    counts = count_for_students(students, {one.counter for one in wanted})
    has = set(AchievementGrant.objects.filter(student__in=students).values_list("student", "achievement"))
    reached = [
        AchievementGrant(student_id=student, achievement=one, coins=one.coins)
        for student in sorted(students)
        for one in wanted
        if counts[one.counter].get(student, 0) >= one.threshold and (student, one.pk) not in has
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
    """What the coins of an achievement are given for."""
    return f"achievement:{achievement}:{student}"


def _notify_granted(grants: list[AchievementGrant]) -> None:
    people = User.objects.in_bulk([row.student_id for row in grants])
    for row in grants:
        one: Achievement = row.achievement
        granted = events.AchievementGranted(achievement=str(one.pk), code=one.code, name=one.name, coins=row.coins)
        publish(user_stream(row.student_id), granted)
        person = people[row.student_id]
        if person.is_active:
            name = localized(one.name, person.locale)
            notify(user=person, type="achievement.granted", data={"name": name, "achievement": str(one.pk)})


def _next_students(*, after: UUID | None) -> list[UUID]:
    """The next pupils behind `after`, in the order of ids."""
    rows = StudentCoin.objects.filter(pk__gt=after) if after else StudentCoin.objects.all()
    return list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH_SIZE])


def _next_changed_students(*, after: UUID | None) -> list[UUID]:
    """The next pupils behind `after`, in the order of ids, of whom something changed."""
    rows = StudentCoin.objects.filter(changed=True)
    rows = rows.filter(pk__gt=after) if after else rows
    return list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH_SIZE])


def _update_or_log(students: list[UUID]) -> list[UUID]:
    """Reckon for all of these, one by one where it fails together; with whom it failed."""
    try:
        update_rewards_for(students)
    except Exception:
        if len(students) == 1:
            log.exception("a pupil could not be reckoned", student=str(students[0]))
            return students
        return [one for student in students for one in _update_or_log([student])]
    return []
