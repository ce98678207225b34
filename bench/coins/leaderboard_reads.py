"""Time to save the hourly leaderboards, and to read one."""

from datetime import datetime

from django.utils import timezone

from apps.gamification.models import LeaderboardScope, Period
from apps.gamification.queries.leaderboards import (
    LeaderboardQuery,
    get_course_or_centre_snapshot,
    get_group_leaderboard,
)
from apps.gamification.services.leaderboard_snapshots import (
    BoardOwner,
    list_leaderboard_scopes,
    save_leaderboard_snapshots,
)
from apps.settings.queries import get_default_branch
from bench.coins.test_data import BenchPupils
from bench.report import Figure
from bench.school.api_client import time_calls, time_work

MAX_MILLISECONDS = 10
READS = 60


def measure_leaderboards(crowd: BenchPupils) -> list[Figure]:
    """Return milliseconds of a read with the reader's row and neighbours, and seconds to save all leaderboards."""
    now = timezone.now()
    centre = BoardOwner(LeaderboardScope.CENTRE, get_default_branch().zone)
    taking, _nothing = time_work("taking the centre's board", lambda: save_leaderboard_snapshots(centre, now=now))
    everything, _nothing = time_work("taking every board", lambda: _take_all_snapshots(now))
    readers = crowd.pupils[:: max(1, len(crowd.pupils) // READS)]
    group = crowd.pupils[0].memberships.get().group
    figures = [taking, everything]
    for period in Period:
        query = LeaderboardQuery(period=period, neighbours=5)
        reads = [
            lambda reader=reader, query=query: get_course_or_centre_snapshot(None, query=query, reader=reader)
            for reader in readers
        ]
        figures.append(time_calls(f"reading the centre's board ({period.value})", reads, below=MAX_MILLISECONDS))
        live = [lambda query=query: get_group_leaderboard(group, query=query, reader=crowd.pupils[0])] * READS
        figures.append(
            time_calls(f"reading a group's board from the ledger ({period.value})", live, below=MAX_MILLISECONDS)
        )
    return figures


def _take_all_snapshots(now: datetime) -> None:
    for board in list_leaderboard_scopes():
        save_leaderboard_snapshots(board, now=now)
