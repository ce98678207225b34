"""Job kinds of gamification."""

from apps.core.durations import DAY, HOUR, MINUTE
from apps.jobs.kinds import JobKind

UPDATE_LEADERBOARDS = "gamification.update_leaderboards"
UPDATE_REWARDS = "gamification.reckon"
RECALCULATE_STREAKS = "gamification.recut_streaks"

JOB_KINDS = [
    JobKind(
        "gamification.announce_leaderboard",
        "apps.gamification.services.leaderboard_events.publish_leaderboard",
        keep_done=DAY,
    ),
    JobKind(
        "gamification.announce_leaderboards",
        "apps.gamification.services.leaderboard_events.publish_leaderboards",
        keep_done=DAY,
    ),
    JobKind(
        UPDATE_LEADERBOARDS,
        "apps.gamification.services.leaderboard_snapshots.update_leaderboards",
        every=HOUR,
        offset=3 * MINUTE,
    ),
    JobKind(
        RECALCULATE_STREAKS,
        "apps.gamification.services.study_days.request_reward_updates",
        keep_done=DAY,
        every=DAY,
        offset=22 * HOUR + 40 * MINUTE,
    ),
    JobKind(
        UPDATE_REWARDS,
        "apps.gamification.services.rewards.update_rewards_of_changed_pupils",
        keep_done=HOUR,
        every=MINUTE,
    ),
]
"""Leaderboards are updated every hour, because each branch has its own midnight; achievements and streaks within a
minute. Changes of holidays and freezes recalculate streaks at once; every night, at 03:40 in Tashkent, all streaks are
recalculated.
"""
