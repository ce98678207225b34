"""Work of this app that runs as jobs."""

from datetime import timedelta

from apps.jobs.kinds import JobKind, Periodic

UPDATE = "gamification.update_leaderboards"
RECKON = "gamification.reckon"
RECUT = "gamification.recut_streaks"

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
    JobKind(name=UPDATE, handler="apps.gamification.services.snapshots.update_leaderboards"),
    JobKind(name=RECUT, handler="apps.gamification.services.studying.recut", keep_done=timedelta(days=1)),
    JobKind(name=RECKON, handler="apps.gamification.services.reckoning.reckon", keep_done=timedelta(hours=1)),
]

PERIODIC = [
    Periodic(name=UPDATE, kind=UPDATE, every=timedelta(hours=1), offset=timedelta(minutes=3)),
    Periodic(name=RECKON, kind=RECKON, every=timedelta(minutes=1)),
    Periodic(name=RECUT, kind=RECUT, every=timedelta(days=1), offset=timedelta(hours=22, minutes=40)),
]
"""Every hour, as each branch's midnight is its own; achievements and streaks within a minute. Holidays and pauses have
streaks cut anew at once; every night, at 03:40 in Tashkent, all are, for what nobody told."""
