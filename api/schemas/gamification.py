"""What goes in and out under `/gamification/`, without the shop."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.schemas.base import Day, In, Out, example
from api.schemas.courses import LongTexts, Texts
from api.schemas.people import drop_default
from apps.gamification.causes import words
from apps.gamification.counters import all_counters
from apps.gamification.models import Achievement, CoinTransaction, Period
from apps.gamification.queries.boards import Asked

ROW: dict[str, Any] = {
    "rank": 1,
    "student": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e74",
    "name": "Jasur Oripov",
    "coins": 57,
    "hidden": False,
}
ACHIEVEMENT: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e7b",
    "code": "week-in-a-row",
    "name": {"uz": "Bir hafta ketma-ket", "ru": "Неделя подряд", "en": "A week in a row"},
    "description": {},
    "counter": "longest_streak",
    "counted": "Days studied in a row",
    "threshold": 7,
    "coins": 10,
}


class CoinsOut(Out):
    """A pupil's coins."""

    model_config = example(balance=57)

    balance: int


class TransactionOut(Out):
    """One movement: `cause` names its object, `text` says what it was, `note` why it was given by hand; a correction
    has a revision above 1.
    """

    model_config = example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e79",
        amount=17,
        cause="homework:0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e78",
        revision=1,
        reason="homework.scored",
        text="Homework",
        note="",
        created_at="2026-09-07T15:00:04Z",
    )

    id: UUID
    amount: int
    cause: str
    revision: int
    reason: str
    text: str
    note: str
    created_at: datetime

    @staticmethod
    def resolve_note(entry: CoinTransaction) -> str:
        """What was written with an adjustment; else empty."""
        adjustment = getattr(entry, "adjustment", None)
        return adjustment.reason if adjustment else ""

    @staticmethod
    def resolve_text(entry: CoinTransaction) -> str:
        """In the reader's language."""
        return words(entry.cause)


class RuleOut(Out):
    """One rule of what earns coins, as the settings have it now; `name` is that of the setting."""

    model_config = example(cause="Attendance", name="coins_for_attendance", text="For coming to a lesson", value=5)

    cause: str
    name: str
    text: str
    value: int | str


class RulesOut(Out):
    """Every rule of what earns coins."""

    model_config = example(
        rules=[{"cause": "Attendance", "name": "coins_for_attendance", "text": "For coming to a lesson", "value": 5}]
    )

    rules: list[RuleOut]


class AdjustIn(In):
    """Coins to give, or below 0 to take, and why. The pupil reads the reason."""

    model_config = example(student=ROW["student"], amount=5, reason="Helped the others")

    student: UUID
    amount: int = Field(ge=-1000, le=1000)
    reason: str = Field(min_length=1, max_length=200)


class AdjustmentOut(Out):
    """Coins that were given or taken by hand."""

    model_config = example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e7a",
        student=ROW["student"],
        amount=5,
        reason="Helped the others",
        on="2026-09-07",
        created_at="2026-09-07T15:00:04Z",
    )

    id: UUID
    student: UUID = Field(validation_alias="student_id")
    amount: int
    reason: str
    on: date
    created_at: datetime


class PreferencesOut(Out):
    """What a pupil chose."""

    model_config = example(name_hidden=False)

    name_hidden: bool = Field(description="Other pupils see no name on leaderboards.")


class PreferencesIn(In):
    """What a pupil chooses."""

    model_config = example(name_hidden=True)

    name_hidden: bool = Field(description="Other pupils see no name on leaderboards.")


class BoardQuery(In):
    """How far back a leaderboard counts, and which rows."""

    model_config = example(period="week", neighbours=3)

    period: Period = Field(Period.WEEK, description="Since Monday, since the first of the month, or for ever.")
    on: Day | None = Field(None, description="A day of a past week or month; absent: the running one.")
    neighbours: int = Field(0, ge=0, le=20, description="So many rows on each side of one's own.")

    def asked(self) -> Asked:
        """As the queries take it."""
        return Asked(period=self.period, on=self.on, neighbours=self.neighbours)


class WideBoardQuery(BoardQuery):
    """Whose leaderboard, how far back, and which rows."""

    model_config = example(scope="centre", period="week", neighbours=3)

    scope: Literal["course", "centre"] = Field("centre", description="Who learns the course, or anywhere.")
    course: UUID | None = Field(None, description="Of the scope `course`, and only of it.")


class BoardRow(Out):
    """One pupil; equal coins share a rank (1, 2, 2, 4). Who hides the name has neither id nor name, but for
    themselves, their family, their teachers and the office.
    """

    model_config = example(**ROW)

    rank: int
    student: UUID | None
    name: str
    coins: int
    hidden: bool


class BoardOut(Out):
    """A group's leaderboard: the first hundred, the reader's own row, and those around it."""

    model_config = example(
        group="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e72",
        period="week",
        starts_on="2026-09-07",
        taken_at="2026-09-07T15:00:04Z",
        rows=[ROW],
        me=ROW,
        neighbours=[ROW],
    )

    group: UUID
    period: Period
    starts_on: date | None
    taken_at: datetime | None
    rows: list[BoardRow]
    me: BoardRow | None
    neighbours: list[BoardRow]


class WideBoardOut(Out):
    """The leaderboard of a course or of the centre, as it was at `taken_at`; null before the first time."""

    model_config = example(
        scope="centre",
        course=None,
        period="week",
        starts_on="2026-09-07",
        taken_at="2026-09-07T15:03:00Z",
        rows=[ROW],
        me=ROW,
        neighbours=[ROW],
    )

    scope: str
    course: UUID | None
    period: Period
    starts_on: date | None
    taken_at: datetime | None
    rows: list[BoardRow]
    me: BoardRow | None
    neighbours: list[BoardRow]


class AchievementOut(Out):
    """Something to reach: a count that comes to `threshold`."""

    model_config = example(**ACHIEVEMENT)

    id: UUID
    code: str
    name: dict[str, str]
    description: dict[str, str]
    counter: str
    counted: str
    threshold: int
    coins: int

    @staticmethod
    def resolve_counted(one: Achievement) -> str:
        """What is counted, in the reader's language."""
        known = all_counters().get(one.counter)
        return str(known.text) if known else one.counter


Code = Annotated[str, Field(pattern="^[a-z0-9-]{1,40}$", description="A short name of its own, for clients.")]
Counted = Annotated[str, Field(max_length=40, description="What is counted, such as `homework_done`.")]
Threshold = Annotated[int, Field(ge=1, le=1_000_000)]
GivenCoins = Annotated[int, Field(ge=0, le=10_000)]
Position = Annotated[int, Field(ge=0, le=10_000)]


class AchievementIn(In):
    """Something new to reach. Who reached it before gets it without being told."""

    model_config = example(code="ten-lessons", name=ACHIEVEMENT["name"], counter="lessons_attended", threshold=10)

    code: Code
    name: Texts
    description: LongTexts = LongTexts(uz="", ru="", en="")
    counter: Counted
    threshold: Threshold
    coins: GivenCoins = 0
    position: Position = 100


class AchievementChanges(In):
    """What changes; what is not sent stays. `counter` and `threshold` stay once somebody has it."""

    model_config = example(coins=15, archived=False)

    name: Texts = Field(default=Texts(uz="", ru="", en=""), json_schema_extra=drop_default)
    description: LongTexts = Field(default=LongTexts(uz="", ru="", en=""), json_schema_extra=drop_default)
    counter: Counted = Field(default="", json_schema_extra=drop_default)
    threshold: Threshold = Field(default=1, json_schema_extra=drop_default)
    coins: GivenCoins = Field(default=0, json_schema_extra=drop_default)
    position: Position = Field(default=100, json_schema_extra=drop_default)
    archived: bool = Field(default=False, json_schema_extra=drop_default, description="Put away: nobody new gets it.")


class ProgressOut(Out):
    """How far a pupil is: `count` of the threshold, and when it was granted; what is granted stays."""

    model_config = example(achievement=ACHIEVEMENT, count=3, granted_at=None)

    achievement: AchievementOut
    count: int
    granted_at: datetime | None


class AchievementsOut(Out):
    """Everything that a pupil has or can reach, in the centre's order."""

    model_config = example(achievements=[{"achievement": ACHIEVEMENT, "count": 3, "granted_at": None}])

    achievements: list[ProgressOut]


class StreakDayOut(Out):
    """A local day: a frozen one (holiday, pause) neither counts nor breaks the streak."""

    model_config = example(day="2026-09-07", state="studied")

    day: date
    state: Literal["studied", "frozen", "missed"]


class StreakOut(Out):
    """Days studied in a row, now and at most, and the last thirty days."""

    model_config = example(
        current=4, longest=12, today="2026-09-07", studied_today=True, days=[{"day": "2026-09-07", "state": "studied"}]
    )

    current: int
    longest: int
    today: date
    studied_today: bool
    days: list[StreakDayOut]
