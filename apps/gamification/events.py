"""Events about coins: `leaderboard.changed` on the stream `group`, the others on the stream `user`."""

from typing import Any, ClassVar

from apps.events.publishing import Event


class CoinsChanged(Event):
    """The pupil's balance changed by `amount` for `cause`."""

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
    """The current leaderboard of the group, at most once a second. Pupils who hide their name have neither name nor id
    in it.
    """

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
                "hidden": False,
            },
            {"rank": 2, "student": None, "name": "", "coins": 40, "hidden": True},
        ],
    }

    group: str
    period: str
    rows: list[dict[str, Any]]


class AchievementGranted(Event):
    """The pupil got an achievement; its `coins` come as `coins.changed`."""

    type: ClassVar[str] = "achievement.granted"
    example: ClassVar[dict[str, Any]] = {
        "achievement": "01890a5d-ac96-774b-bcce-b302099a8011",
        "code": "week-in-a-row",
        "name": {"uz": "Bir hafta ketma-ket", "ru": "Неделя подряд", "en": "A week in a row"},
        "coins": 10,
    }

    achievement: str
    code: str
    name: dict[str, str]
    coins: int


class RedemptionChanged(Event):
    """A redemption was requested, handed over or cancelled; its coins come as `coins.changed`."""

    type: ClassVar[str] = "redemption.changed"
    example: ClassVar[dict[str, Any]] = {
        "redemption": "01890a5d-ac96-774b-bcce-b302099a8012",
        "item": "01890a5d-ac96-774b-bcce-b302099a8013",
        "name": {"uz": "Daftar", "ru": "Тетрадь", "en": "Exercise book"},
        "price": 40,
        "state": "requested",
    }

    redemption: str
    item: str
    name: dict[str, str]
    price: int
    state: str


EVENTS = [CoinsChanged, LeaderboardChanged, AchievementGranted, RedemptionChanged]
