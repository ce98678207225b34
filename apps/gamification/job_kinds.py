"""Job kinds of gamification."""

from datetime import timedelta

from apps.jobs.kinds import JobKind, PeriodicJob

UPDATE_LEADERBOARDS = "gamification.update_leaderboards"
UPDATE_REWARDS = "gamification.reckon"
RECALCULATE_STREAKS = "gamification.recut_streaks"

JOB_KINDS = [
    JobKind(
        name="gamification.announce_leaderboard",
        handler="apps.gamification.services.publish_leaderboard",
        keep_done=timedelta(days=1),
    ),
    JobKind(
        name="gamification.announce_leaderboards",
        handler="apps.gamification.services.publish_leaderboards",
        keep_done=timedelta(days=1),
    ),
    JobKind(name=UPDATE_LEADERBOARDS, handler="apps.gamification.services.leaderboard_snapshots.update_leaderboards"),
    JobKind(
        name=RECALCULATE_STREAKS,
        handler="apps.gamification.services.study_days.recalculate_streaks",
        keep_done=timedelta(days=1),
    ),
    JobKind(
        name=UPDATE_REWARDS, handler="apps.gamification.services.rewards.update_rewards", keep_done=timedelta(hours=1)
    ),
]

PERIODIC = [
    PeriodicJob(
        name=UPDATE_LEADERBOARDS, kind=UPDATE_LEADERBOARDS, every=timedelta(hours=1), offset=timedelta(minutes=3)
    ),
    PeriodicJob(name=UPDATE_REWARDS, kind=UPDATE_REWARDS, every=timedelta(minutes=1)),
    PeriodicJob(
        name=RECALCULATE_STREAKS,
        kind=RECALCULATE_STREAKS,
        every=timedelta(days=1),
        offset=timedelta(hours=22, minutes=40),
    ),
]
"""Leaderboards are updated every hour, because each branch has its own midnight; achievements and streaks within a
minute. Changes of holidays and freezes recalculate streaks at once; every night, at 03:40 in Tashkent, all streaks are
recalculated.
"""
