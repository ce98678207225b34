"""Events about coins: `leaderboard.changed` on the stream `group`, the others on the stream `user`."""

from typing import Annotated, Any

from apps.core.event_types import Example
from apps.events.publishing import Event


class CoinsChanged(Event, type="coins.changed"):
    """The pupil's balance changed by `amount` for `cause`."""

    amount: Annotated[int, Example(17)]
    balance: Annotated[int, Example(57)]
    cause: Annotated[str, Example("homework:01890a5d-ac96-774b-bcce-b302099a8005")]
    reason: Annotated[str, Example("homework.scored")]


class LeaderboardChanged(Event, type="leaderboard.changed"):
    """The current leaderboard of the group, at most once a second. Pupils who hide their name have neither name nor id
    in it.
    """

    group: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8006")]
    period: Annotated[str, Example("all")]
    rows: Annotated[
        list[dict[str, Any]],
        Example(
            [
                {
                    "rank": 1,
                    "student": "01890a5d-ac96-774b-bcce-b302099a8002",
                    "name": "Jasur Oripov",
                    "coins": 57,
                    "hidden": False,
                },
                {"rank": 2, "student": None, "name": "", "coins": 40, "hidden": True},
            ]
        ),
    ]


class AchievementGranted(Event, type="achievement.granted"):
    """The pupil got an achievement; its `coins` come as `coins.changed`."""

    achievement: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8011")]
    code: Annotated[str, Example("week-in-a-row")]
    name: Annotated[
        dict[str, str], Example({"uz": "Bir hafta ketma-ket", "ru": "Неделя подряд", "en": "A week in a row"})
    ]
    coins: Annotated[int, Example(10)]


class RedemptionChanged(Event, type="redemption.changed"):
    """A redemption was requested, handed over or cancelled; its coins come as `coins.changed`."""

    redemption: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8012")]
    item: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8013")]
    name: Annotated[dict[str, str], Example({"uz": "Daftar", "ru": "Тетрадь", "en": "Exercise book"})]
    price: Annotated[int, Example(40)]
    state: Annotated[str, Example("requested")]
