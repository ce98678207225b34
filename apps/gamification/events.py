"""Events about coins: `coins.changed` goes to the stream `user`, `leaderboard.changed` to the stream
`group`."""

from typing import Any, ClassVar

from realtime.events import Event


class CoinsChanged(Event):
    """The pupil's balance moved by `amount` for `cause`."""

    type: ClassVar[str] = "coins.changed"
    example: ClassVar[dict[str, Any]] = {
        "amount": 17,
        "balance": 57,
        "cause": "homework:01890a5d-ac96-774b-bcce-b302099a8005",
        "reason": "homework.scored",
    }

    amount: int
    balance: int
    cause: str
    reason: str


class LeaderboardChanged(Event):
    """The group's board as it stands now; at most one a second, the last state wins."""

    type: ClassVar[str] = "leaderboard.changed"
    example: ClassVar[dict[str, Any]] = {
        "group": "01890a5d-ac96-774b-bcce-b302099a8006",
        "period": "all",
        "rows": [
            {
                "rank": 1,
                "student": "01890a5d-ac96-774b-bcce-b302099a8002",
                "name": "Jasur Oripov",
                "coins": 57,
            }
        ],
    }

    group: str
    period: str
    rows: list[dict[str, Any]]


EVENTS = [CoinsChanged, LeaderboardChanged]
