"""Work of this app that runs as jobs."""

from datetime import timedelta

from apps.jobs.kinds import JobKind

JOB_KINDS = [
    JobKind(
        name="gamification.announce_leaderboard",
        handler="apps.gamification.services.announce_leaderboard",
        keep_done=timedelta(days=1),
    ),
    JobKind(
        name="gamification.announce_leaderboards",
        handler="apps.gamification.services.announce_leaderboards",
        keep_done=timedelta(days=1),
    ),
]
