"""The hourly boards of everybody, and how long one is read."""

from datetime import datetime

from django.utils import timezone

from apps.gamification.models import Period, Scope
from apps.gamification.queries.boards import Asked, leaderboard_for, wide_board_for
from apps.gamification.services.snapshots import Board, boards, take_all
from apps.settings.queries import default_branch
from bench.coins.filling import Crowd
from bench.report import Figure
from bench.school.asking import seconds, timed

BELOW = 10
READS = 60


def measure(crowd: Crowd) -> list[Figure]:
    """Milliseconds of a read with the reader's row and neighbours; seconds of taking all boards anew."""
    now = timezone.now()
    centre = Board(Scope.CENTRE, default_branch().zone)
    taking, _nothing = seconds("taking the centre's board", lambda: take_all(centre, now=now))
    everything, _nothing = seconds("taking every board", lambda: _take_every(now))
    readers = crowd.pupils[:: max(1, len(crowd.pupils) // READS)]
    group = crowd.pupils[0].memberships.get().group
    figures = [taking, everything]
    for period in Period:
        asked = Asked(period=period, neighbours=5)
        reads = [lambda one=reader, asked=asked: wide_board_for(None, asked=asked, reader=reader) for reader in readers]
        figures.append(timed(f"reading the centre's board ({period.value})", reads, below=BELOW))
        live = [lambda asked=asked: leaderboard_for(group, asked=asked, reader=crowd.pupils[0])] * READS
        figures.append(timed(f"reading a group's board from the ledger ({period.value})", live, below=BELOW))
    return figures


def _take_every(now: datetime) -> None:
    for board in boards():
        take_all(board, now=now)
