"""Schemas of `/gamification/`, without the shop."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Changes, Day, DayOrMoment, In, Out, TextsOut, Translated, build_example
from api.lists import PageQuery, TableFeedQuery
from api.shared_schemas import LongTexts, Texts
from apps.gamification.causes import get_cause_label
from apps.gamification.counters import all_counters
from apps.gamification.models import Achievement, CoinTransaction, Period
from apps.gamification.queries.leaderboards import LeaderboardQuery

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
    """The coins of a pupil."""

    model_config = build_example(balance=57)

    balance: int


class TransactionOut(Out):
    """One movement of coins. `cause` names its object, `text` describes it, `note` is the reason of an adjustment. A
    correction has a revision above 1.
    """

    model_config = build_example(
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
        return get_cause_label(entry.cause)


class TransactionsQuery(TableFeedQuery):
    """Filters for coin transactions."""

    model_config = build_example(cause="homework", limit=20)

    cause: str | None = Field(None, max_length=40, description="Only this kind of cause, such as `homework`.")
    since: DayOrMoment | None = Field(None, description="Only from this time or day on.")
    until: DayOrMoment | None = Field(None, description="Only before this time, or until the end of this day.")


class RuleOut(Out):
    """One rule of what earns coins, by the current settings; `name` is the name of the setting."""

    model_config = build_example(
        cause="Attendance", name="coins_for_attendance", text="For coming to a lesson", value=5
    )

    cause: str
    name: str
    text: str
    value: int | str


class RulesOut(Out):
    """All rules of what earns coins."""

    rules: list[RuleOut]


class AdjustIn(In):
    """Coins to give, or to take when below 0, with a reason that the pupil can read."""

    model_config = build_example(student=ROW["student"], amount=5, reason="Helped the others")

    student: UUID
    amount: int = Field(ge=-1000, le=1000)
    reason: str = Field(min_length=1, max_length=200)


class AdjustmentOut(Out):
    """Coins given or taken by hand."""

    model_config = build_example(
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
    """Leaderboard preferences of a pupil."""

    model_config = build_example(name_hidden=False)

    name_hidden: bool = Field(description="Whether the name is hidden from other pupils on leaderboards.")


class PreferencesIn(In):
    """Leaderboard preferences to set."""

    model_config = build_example(name_hidden=True)

    name_hidden: bool = Field(description="Whether the name is hidden from other pupils on leaderboards.")


class BoardQuery(In):
    """The period of a leaderboard and the rows to return."""

    model_config = build_example(period="week", neighbours=3)

    period: Period = Field(Period.WEEK, description="Since Monday, since the first of the month, or all time.")
    on: Day | None = Field(None, description="A day of a past week or month; without it, the current one.")
    neighbours: int = Field(0, ge=0, le=20, description="Number of rows to return on each side of the user's own.")

    def to_query(self) -> LeaderboardQuery:
        """As the queries take it."""
        return LeaderboardQuery(period=self.period, day=self.on, neighbours=self.neighbours)


class WideBoardQuery(BoardQuery):
    """The scope and period of a leaderboard and the rows to return."""

    model_config = build_example(scope="centre", period="week", neighbours=3)

    scope: Literal["course", "centre"] = Field("centre", description="Pupils of the course, or of the whole centre.")
    course: UUID | None = Field(None, description="Only with the scope `course`.")


class BoardRow(Out):
    """One pupil; equal coins share a rank (1, 2, 2, 4). A hidden name and its id are null or empty for all but the
    pupil, the family, the teachers and the office.
    """

    model_config = build_example(**ROW)

    rank: int
    student: UUID | None
    name: str
    coins: int
    hidden: bool


class BoardOut(Out):
    """The leaderboard of a group: the first hundred rows, the user's own row, and the rows around it."""

    model_config = build_example(
        group="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e72",
        period="week",
        starts_on="2026-09-07",
        taken_at="2026-09-07T15:00:04Z",
        me=ROW,
    )

    group: UUID
    period: Period
    starts_on: date | None
    taken_at: datetime | None
    rows: list[BoardRow]
    me: BoardRow | None
    neighbours: list[BoardRow]


class WideBoardOut(Out):
    """The leaderboard of a course or of the centre, as it was at `taken_at`; null before the first update."""

    model_config = build_example(
        scope="centre", period="week", starts_on="2026-09-07", taken_at="2026-09-07T15:03:00Z", me=ROW
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
    """An achievement: it is granted when the count reaches `threshold`."""

    model_config = build_example(**ACHIEVEMENT)

    id: UUID
    code: str
    name: TextsOut
    description: TextsOut
    counter: str
    counted: str
    threshold: int
    coins: int

    @staticmethod
    def resolve_counted(achievement: Achievement) -> str:
        """What is counted, in the reader's language."""
        counter = all_counters().get(achievement.counter)
        return str(counter.text) if counter else achievement.counter


class CatalogQuery(PageQuery):
    """Filters for achievements."""

    model_config = build_example(counter=ACHIEVEMENT["counter"])

    counter: str | None = Field(None, max_length=40, description="Only achievements of this counter.")


class CounterOut(Out):
    """What achievements can count of a pupil; `text` is in the reader's language."""

    model_config = build_example(name=ACHIEVEMENT["counter"], text=ACHIEVEMENT["counted"])

    name: str
    text: Translated


class CountersOut(Out):
    """All counters of achievements."""

    counters: list[CounterOut]


Code = Annotated[str, Field(pattern="^[a-z0-9-]{1,40}$", description="A short unique name, for clients.")]
Counted = Annotated[str, Field(max_length=40, description="The counter, such as `homework_done`.")]
Threshold = Annotated[int, Field(ge=1, le=1_000_000)]
GivenCoins = Annotated[int, Field(ge=0, le=10_000)]
Position = Annotated[int, Field(ge=0, le=10_000)]


class AchievementIn(In):
    """An achievement to create. Pupils who already reached it get it without a notification."""

    model_config = build_example(code="ten-lessons", name=ACHIEVEMENT["name"], counter="lessons_attended", threshold=10)

    code: Code
    name: Texts
    description: LongTexts = LongTexts(uz="", ru="", en="")
    counter: Counted
    threshold: Threshold
    coins: GivenCoins = 0
    position: Position = 100


class AchievementChanges(Changes):
    """Changes of an achievement; what is not sent stays. `counter` and `threshold` are fixed once a pupil has it."""

    model_config = build_example(coins=15, archived=False)

    name: Texts = Texts(uz="", ru="", en="")
    description: LongTexts = LongTexts(uz="", ru="", en="")
    counter: Counted = ""
    threshold: Threshold = 1
    coins: GivenCoins = 0
    position: Position = 100
    archived: bool = Field(False, description="Archived: it is not granted to more pupils.")


class ProgressOut(Out):
    """The progress of a pupil: `count` of the threshold, and when the achievement was granted. Granted achievements
    stay.
    """

    model_config = build_example(count=3)

    achievement: AchievementOut
    count: int
    granted_at: datetime | None


class AchievementsOut(Out):
    """All achievements that a pupil has or can reach, in the centre's order."""

    achievements: list[ProgressOut]


class StreakDayOut(Out):
    """A local day. A frozen day (holiday, freeze) neither counts for the streak nor breaks it."""

    model_config = build_example(day="2026-09-07", state="studied")

    day: date
    state: Literal["studied", "frozen", "missed"]


class StreakOut(Out):
    """The current and the longest streak, and the last thirty days."""

    model_config = build_example(current=4, longest=12, today="2026-09-07", studied_today=True)

    current: int
    longest: int
    today: date
    studied_today: bool
    days: list[StreakDayOut]
