"""What each system setting means, its unit and its bounds: said once, for the API, the admin, the environment and the
documents.

Bounds hold wherever a setting is written (`rules.check`). Money is in the minor unit of the centre's currency.
"""

from dataclasses import dataclass

DAYS, HOURS, MINUTES, SECONDS, WEEKS = "days", "hours", "minutes", "seconds", "weeks"
COINS, MINOR = "coins", "minor units of the currency"
HIGHEST = 10**15
"""The largest amount of money: below 2⁵³, so that every client reads it exactly."""


@dataclass(frozen=True)
class Declared:
    """One setting. `least` and `most` bound a number, `most` also the length of a text."""

    meaning: str
    unit: str = ""
    least: int | None = None
    most: int | None = None

    @property
    def words(self) -> str:
        """Meaning and unit in one line."""
        return f"{self.meaning} In {self.unit}." if self.unit else self.meaning


SETTINGS: dict[str, Declared] = {
    "centre_name": Declared("The name of the centre, in messages, on receipts and on its pages.", least=1, most=120),
    "default_language": Declared("The language of users who have not chosen one; one of `languages`."),
    "languages": Declared("The languages that users can choose. A user who already has another one keeps it."),
    "currency": Declared("The currency of prices that do not name one."),
    "registration_open": Declared("Whether pupils and parents can sign up themselves."),
    "teacher_registration_open": Declared("Whether teachers can apply themselves."),
    "foreign_phones": Declared("Whether phone numbers of other countries are accepted."),
    "mfa_required_for_staff": Declared("Whether staff must set up a second factor before they can work."),
    "shop_open": Declared(
        "Whether coins can be spent in the shop. Items that were bought before are still handed over."
    ),
    "leaderboards_shown": Declared("Whether leaderboards are shown. Coins are earned in both cases."),
    "self_check_in": Declared("Whether pupils can check in with the code on the teacher's screen."),
    "check_in_opens_minutes": Declared("How long before a lesson the check-in opens.", MINUTES, 0, 120),
    "check_in_on_time_minutes": Declared(
        "How long after the start of a lesson a check-in still counts as present, not late.", MINUTES, 0, 60
    ),
    "lesson_horizon_weeks": Declared("How far ahead lessons are generated from the schedule.", WEEKS, 1, 60),
    "register_closes_after_days": Declared(
        "How long after a lesson its teacher can change the register.", DAYS, 0, 366
    ),
    "absences_before_alert": Declared("After how many absences in a row the office is notified.", "", 1, 30),
    "excuse_days_back": Declared("How far back an absence can be excused.", DAYS, 0, 90),
    "attempts_allowed": Declared("How many attempts a homework has, unless the assignment says otherwise.", "", 1, 50),
    "appeals_allowed": Declared("How many appeals a pupil has for one homework; 0 turns appeals off.", "", 0, 20),
    "recording_max_seconds": Declared("The maximum length of a recording.", SECONDS, 10, 3600),
    "homework_reminder_hours": Declared("How long before the deadline pupils are reminded.", HOURS, 1, 336),
    "material_max_mb": Declared("The maximum size of a material or of a submitted file.", "megabytes", 1, 5000),
    "recordings_keep_days": Declared(
        "After how long the audio of scored recordings is deleted; scores and transcripts stay. Null: never.",
        DAYS,
        30,
        36500,
    ),
    "coins_for_homework": Declared("Coins for a homework with the full score.", COINS, 0, 10_000),
    "coins_minimum_score": Declared("The minimum score at which a homework earns coins.", "percent", 0, 100),
    "coin_bands": Declared(
        "Scores and the percent of coins that they earn (`40:50 70:80 90:100`). Empty: in proportion to the score."
    ),
    "coins_for_on_time": Declared("Extra coins for submitting before the deadline.", COINS, 0, 10_000),
    "coins_for_first_try": Declared("Extra coins for a good first attempt.", COINS, 0, 10_000),
    "coins_for_attendance": Declared("Coins for being present at a lesson.", COINS, 0, 10_000),
    "coins_for_lateness": Declared("Coins for coming late; at most `coins_for_attendance`.", COINS, 0, 10_000),
    "coins_for_streak": Declared("Coins for a full streak.", COINS, 0, 10_000),
    "streak_days_for_coins": Declared("How many days in a row make a full streak.", DAYS, 2, 366),
    "coins_adjust_daily": Declared("How many coins one teacher can give or take by hand in a day.", COINS, 0, 30_000),
    "debt_limit": Declared("The maximum debt of a pupil who places a new order. Null: no limit.", MINOR, 0, HIGHEST),
    "payment_notice_days_before": Declared("How long before the due day the payer is reminded.", DAYS, 0, 60),
    "payment_notice_every_days": Declared(
        "How often a payer with a debt is reminded. 0: once, on the day after the due day.", DAYS, 0, 90
    ),
    "order_expires_after_hours": Declared("How long an order waits for its payment before it expires.", HOURS, 1, 720),
    "topup_minimum": Declared("The minimum amount of one top-up of a balance.", MINOR, 1, HIGHEST),
    "topup_maximum": Declared("The maximum amount of one top-up of a balance.", MINOR, 1, HIGHEST),
    "quiet_from": Declared("The start of the quiet hours, in the time zone of each user: no messages are sent."),
    "quiet_until": Declared("The end of the quiet hours. The same time as `quiet_from`: no quiet hours."),
    "digest_at": Declared("When the daily digest is sent; not in the quiet hours."),
    "sms_month_budget": Declared("The maximum cost of SMS in a month; 0: no SMS is sent.", MINOR, 0, HIGHEST),
    "sms_part_price": Declared("The price of one part of an SMS.", MINOR, 1, 2_000_000_000),
    "sms_balance_least": Declared(
        "The office is notified when the balance at the SMS provider is below this.", MINOR, 0, HIGHEST
    ),
    "audit_keep_days": Declared("After how long entries of the audit log are deleted. Null: never.", DAYS, 365, 36500),
}
"""Every setting by its name; `version` and `updated_at` are the row's own."""

SWITCHES = ("registration_open", "teacher_registration_open", "self_check_in", "shop_open", "leaderboards_shown")
"""What a centre can turn off and everybody may know of."""
