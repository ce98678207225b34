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
    "centre_name": Declared("What the centre is called, in messages, receipts and on its pages.", least=1, most=120),
    "default_language": Declared("The language of whoever has not chosen one; one of `languages`."),
    "languages": Declared("Languages that people can choose from; who reads another one already keeps it."),
    "currency": Declared("The currency of prices that name none."),
    "registration_open": Declared("Whether pupils and parents can sign up by themselves."),
    "teacher_registration_open": Declared("Whether teachers can apply by themselves."),
    "foreign_phones": Declared("Whether phone numbers of other countries are taken."),
    "mfa_required_for_staff": Declared("Whether staff must set up a second factor before they can work."),
    "shop_open": Declared("Whether coins can be spent in the shop; what was bought is still handed over."),
    "leaderboards_shown": Declared("Whether leaderboards are shown and told; coins are earned all the same."),
    "self_check_in": Declared("Whether pupils check in by the code on the teacher's screen."),
    "check_in_opens_minutes": Declared("How long before a lesson its check-in opens.", MINUTES, 0, 120),
    "check_in_on_time_minutes": Declared("How long after the beginning who checks in is not late.", MINUTES, 0, 60),
    "lesson_horizon_weeks": Declared("How far ahead lessons are made from the timetable.", WEEKS, 1, 60),
    "register_closes_after_days": Declared("How long after a lesson its teacher can change marks.", DAYS, 0, 366),
    "absences_before_alert": Declared("After how many absences in a row the office is told.", "", 1, 30),
    "excuse_days_back": Declared("How far back an absence can be excused.", DAYS, 0, 90),
    "attempts_allowed": Declared("How often a homework can be handed in, unless it says otherwise.", "", 1, 50),
    "appeals_allowed": Declared("How often a mark can be appealed against; 0 switches appeals off.", "", 0, 20),
    "recording_max_seconds": Declared("The longest recording that is taken.", SECONDS, 10, 3600),
    "homework_reminder_hours": Declared("How long before a deadline pupils are reminded.", HOURS, 1, 336),
    "material_max_mb": Declared("The largest file that is taken as material or handed-in work.", "megabytes", 1, 5000),
    "recordings_keep_days": Declared(
        "After how long the sound of marked recordings is removed; marks and words stay. Null: never.", DAYS, 30, 36500
    ),
    "coins_for_homework": Declared("What a homework with full marks earns.", COINS, 0, 10_000),
    "coins_minimum_score": Declared("The mark from which a homework earns coins.", "percent", 0, 100),
    "coin_bands": Declared("Marks and the percent of coins they earn (`40:50 70:80 90:100`); empty: in proportion."),
    "coins_for_on_time": Declared("What handing in before the deadline adds.", COINS, 0, 10_000),
    "coins_for_first_try": Declared("What a good first attempt adds.", COINS, 0, 10_000),
    "coins_for_attendance": Declared("What being there earns.", COINS, 0, 10_000),
    "coins_for_lateness": Declared("What coming late earns; at most `coins_for_attendance`.", COINS, 0, 10_000),
    "coins_for_streak": Declared("What a full streak earns.", COINS, 0, 10_000),
    "streak_days_for_coins": Declared("How many days in a row make a full streak.", DAYS, 2, 366),
    "coins_adjust_daily": Declared("What one teacher can give or take by hand in a day.", COINS, 0, 30_000),
    "debt_limit": Declared("The most that may be owed by who orders more; null: no limit.", MINOR, 0, HIGHEST),
    "payment_notice_days_before": Declared("How long before a payment is due its payer is reminded.", DAYS, 0, 60),
    "payment_notice_every_days": Declared("How often who owes is reminded. 0: once, on the day after.", DAYS, 0, 90),
    "order_expires_after_hours": Declared("How long an order waits for its payment.", HOURS, 1, 720),
    "topup_minimum": Declared("The least that can be paid onto a balance at once.", MINOR, 1, HIGHEST),
    "topup_maximum": Declared("The most that can be paid onto a balance at once.", MINOR, 1, HIGHEST),
    "quiet_from": Declared("From when no message leaves the platform, in each person's zone."),
    "quiet_until": Declared("Until when no message leaves the platform; the same time as `quiet_from`: never quiet."),
    "digest_at": Declared("When the daily digest leaves; not in the quiet hours."),
    "sms_month_budget": Declared("What SMS may cost in a month; 0: none is sent.", MINOR, 0, HIGHEST),
    "sms_part_price": Declared("What one part of an SMS costs.", MINOR, 1, 2_000_000_000),
    "sms_balance_least": Declared("Below which balance at the SMS provider the office is told.", MINOR, 0, HIGHEST),
    "audit_keep_days": Declared("After how long entries of the audit log are removed. Null: never.", DAYS, 365, 36500),
}
"""Every setting by its name; `version` and `updated_at` are the row's own."""

SWITCHES = ("registration_open", "teacher_registration_open", "self_check_in", "shop_open", "leaderboards_shown")
"""What a centre can turn off and everybody may know of."""
