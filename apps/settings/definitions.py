"""Definitions of the system settings: meaning, unit and limits, for the API, the admin, the environment and the docs.

Limits hold wherever a setting is written (`rules.find_setting_errors`). Money is in minor units of the centre's
currency.
"""

from dataclasses import dataclass

DAYS, HOURS, MINUTES, SECONDS, WEEKS = "days", "hours", "minutes", "seconds", "weeks"
COINS, MINOR = "coins", "minor units of the currency"
LIVE_PROVIDERS = ("", "zoom", "meet", "bigbluebutton", "jitsi", "jaas")
"""Those that make rooms by themselves (`apps.lessons.models.LiveProvider` without plain links), and none."""
MAX_AMOUNT = 10**15
"""The largest amount of money: below 2⁵³, so that every client reads it exactly."""


@dataclass(frozen=True)
class Setting:
    """One setting. `least` and `most` limit a number; `most` also limits the length of a text."""

    meaning: str
    unit: str = ""
    least: int | None = None
    most: int | None = None

    @property
    def help_text(self) -> str:
        """The meaning and the unit."""
        return f"{self.meaning} In {self.unit}." if self.unit else self.meaning


SETTINGS: dict[str, Setting] = {
    "centre_name": Setting("The name of the centre, in messages, on receipts and on its pages.", least=1, most=120),
    "centre_colour": Setting(
        "The colour of the centre on its pages, such as `#0b6e6e`; its shades for light and dark are made from it. "
        "Empty: the platform's colour.",
        most=7,
    ),
    "default_language": Setting("The language of users who have not chosen one; one of `languages`."),
    "languages": Setting("The languages that users can choose. A user who already has another one keeps it."),
    "currency": Setting("The currency of prices that do not name one."),
    "registration_open": Setting("Whether pupils and parents can sign up themselves."),
    "teacher_registration_open": Setting("Whether teachers can apply themselves."),
    "public_catalogue": Setting(
        "Whether everybody can read the courses and the teachers of the centre on public pages, and search engines "
        "find them."
    ),
    "adult_from_age": Setting(
        "From which age a person is an adult and decides about consents, export and erasure.", "years", 14, 25
    ),
    "class_boundary_month": Setting(
        "In which month children change their class of the kindergarten, by the age that they have on that day.",
        least=1,
        most=12,
    ),
    "class_boundary_day": Setting(
        "On which day of that month children change their class; every month has it.", least=1, most=28
    ),
    "kids_mastery_lists": Setting(
        "Whether children with the consent to learning systems get lists of lessons by what they can do, not the next "
        "ones of their class. It is switched off by itself where these lists do not help."
    ),
    "kids_pipeline_lists": Setting(
        "Whether these children get the lists of the outside pipeline, where it has made some. It is switched off by "
        "itself where these lists do not help."
    ),
    "kids_compare_lists": Setting(
        "Whether it is found out if these lists help: half of these children, drawn anew each week, get the next "
        "lessons of their class instead."
    ),
    "teachers_see_phones": Setting("Whether teachers see the phone numbers of their pupils' families."),
    "foreign_phones": Setting("Whether phone numbers of other countries are accepted."),
    "mfa_required_for_staff": Setting("Whether staff must set up a second factor before they can work."),
    "shop_open": Setting(
        "Whether coins can be spent in the shop. Items that were bought before are still handed over."
    ),
    "leaderboards_shown": Setting("Whether leaderboards are shown. Coins are earned in both cases."),
    "self_check_in": Setting("Whether pupils can check in with the code on the teacher's screen."),
    "check_in_opens_minutes": Setting("How long before a lesson the check-in opens.", MINUTES, 0, 120),
    "check_in_on_time_minutes": Setting(
        "How long after the start of a lesson a check-in still counts as present, not late.", MINUTES, 0, 60
    ),
    "live_opens_minutes": Setting("How long before a lesson its online room lets people in.", MINUTES, 0, 120),
    "live_provider": Setting(
        "Where the online room of a lesson is made when nobody chooses: `zoom`, `meet`, `bigbluebutton`, `jitsi` or "
        "`jaas`. Empty: somebody has to choose.",
        most=16,
    ),
    "lesson_horizon_weeks": Setting("How far ahead lessons are generated from the schedule.", WEEKS, 1, 60),
    "register_closes_after_days": Setting(
        "How long after a lesson its teacher can change the register; 0: without end.", DAYS, 0, 366
    ),
    "pay_when_all_absent": Setting("Whether a teacher is paid for a lesson at which every pupil was absent."),
    "lesson_reminder_hours": Setting(
        "How long before a lesson its pupils and their guardians are reminded; 0 turns reminders off.", HOURS, 0, 72
    ),
    "lesson_reminder_sms": Setting("Whether reminders of lessons also go by SMS."),
    "teacher_feedback": Setting(
        "Whether pupils are asked after each month what they think of their teacher. Nobody sees who answered what."
    ),
    "absences_before_alert": Setting("After how many absences in a row the office is notified.", "", 1, 30),
    "excuse_days_back": Setting("How far back an absence can be excused.", DAYS, 0, 90),
    "attempts_allowed": Setting("How many attempts a homework has, unless the assignment says otherwise.", "", 1, 50),
    "appeals_allowed": Setting(
        "How many appeals a pupil has for one homework or grade; 0 turns appeals off.", "", 0, 20
    ),
    "recording_max_seconds": Setting("The maximum length of a recording.", SECONDS, 10, 3600),
    "homework_reminder_hours": Setting("How long before the deadline pupils are reminded.", HOURS, 1, 336),
    "quiz_grace_seconds": Setting(
        "How long after the deadline of a quiz an answer still counts: for lines that are slow.", SECONDS, 0, 120
    ),
    "material_max_mb": Setting("The maximum size of a material or of a submitted file.", "megabytes", 1, 5000),
    "video_max_mb": Setting("The maximum size of a film of a course or of the media library.", "megabytes", 1, 20_000),
    "video_max_hours": Setting("The maximum length of a film.", HOURS, 1, 12),
    "film_copies": Setting("Whether viewers may ask for a copy of a film with their name in it."),
    "recordings_keep_days": Setting(
        "After how long the audio of scored recordings is deleted; scores and transcripts stay. Null: never.",
        DAYS,
        30,
        36500,
    ),
    "coins_for_homework": Setting("Coins for a homework with the full score.", COINS, 0, 10_000),
    "coins_minimum_score": Setting("The minimum score at which a homework earns coins.", "percent", 0, 100),
    "coin_bands": Setting(
        "Scores and the percent of coins that they earn (`40:50 70:80 90:100`). Empty: in proportion to the score."
    ),
    "coins_for_on_time": Setting("Extra coins for submitting before the deadline.", COINS, 0, 10_000),
    "coins_for_first_try": Setting("Extra coins for a good first attempt.", COINS, 0, 10_000),
    "coins_for_attendance": Setting("Coins for being present at a lesson.", COINS, 0, 10_000),
    "coins_for_lateness": Setting("Coins for coming late; at most `coins_for_attendance`.", COINS, 0, 10_000),
    "coins_for_course": Setting("Coins for completing an online course, once for each course.", COINS, 0, 10_000),
    "coins_for_streak": Setting("Coins for a full streak.", COINS, 0, 10_000),
    "streak_days_for_coins": Setting("How many days in a row make a full streak.", DAYS, 2, 366),
    "coins_adjust_daily": Setting("How many coins one teacher can give or take by hand in a day.", COINS, 0, 30_000),
    "debt_limit": Setting("The maximum debt of a pupil who places a new order. Null: no limit.", MINOR, 0, MAX_AMOUNT),
    "legal_name": Setting("The legal name of the centre, on receipts.", most=200),
    "legal_tax_id": Setting(
        "The tax number of the centre, on receipts: 9 digits of the STIR or 14 of a personal number.", most=20
    ),
    "legal_address": Setting("The legal address of the centre, on receipts.", most=300),
    "legal_phone": Setting("The phone number of the centre, on receipts.", most=40),
    "advance_limit": Setting(
        "Up to which amount of each currency money in advance is taken without a second person. A currency without a "
        "limit always needs one.",
        MINOR,
        0,
        MAX_AMOUNT,
    ),
    "entry_limit": Setting(
        "Up to which amount of each currency a payment, a transfer, a proof, an expense or an advance on pay is "
        "recorded without a second person. A currency without a limit always needs one.",
        MINOR,
        0,
        MAX_AMOUNT,
    ),
    "shift_difference_limit": Setting(
        "Up to which difference of each currency between counted cash and the ledger a shift is closed without a "
        "second person. A currency without a limit always needs one.",
        MINOR,
        0,
        MAX_AMOUNT,
    ),
    "change_float_limit": Setting(
        "Up to which amount of each currency a cash desk may owe change to the safe once more is taken, or put it back "
        "at once, without a second person. A currency without a limit always needs one.",
        MINOR,
        0,
        MAX_AMOUNT,
    ),
    "close_books_automatically": Setting("Whether a month of the books is closed on the 10th of the next month."),
    "payment_notice_days_before": Setting("How long before the due day the payer is reminded.", DAYS, 0, 60),
    "payment_notice_every_days": Setting(
        "How often a payer with a debt is reminded. 0: once, on the day after the due day.", DAYS, 0, 90
    ),
    "provider_fee_percent": Setting(
        "What payment providers keep of the money for an order, before teachers get their share of sales.",
        "hundredths of a percent (150 is 1.5 %)",
        0,
        5_000,
    ),
    "order_expires_after_hours": Setting("How long an order waits for its payment before it expires.", HOURS, 1, 720),
    "topup_minimum": Setting("The minimum amount of one top-up of a balance.", MINOR, 1, MAX_AMOUNT),
    "topup_maximum": Setting("The maximum amount of one top-up of a balance.", MINOR, 1, MAX_AMOUNT),
    "quiet_from": Setting("The start of the quiet hours, in the time zone of each user: no messages are sent."),
    "quiet_until": Setting("The end of the quiet hours. The same time as `quiet_from`: no quiet hours."),
    "digest_at": Setting("When the daily digest is sent; not in the quiet hours."),
    "sms_month_budget": Setting("The maximum cost of SMS in a month; 0: no SMS is sent.", MINOR, 0, MAX_AMOUNT),
    "sms_part_price": Setting("The price of one part of an SMS.", MINOR, 1, 2_000_000_000),
    "sms_balance_least": Setting(
        "The office is notified when the balance at the SMS provider is below this.", MINOR, 0, MAX_AMOUNT
    ),
    "texts_per_minute": Setting("How many texts a person may write in forums in a minute.", "", 1, 600),
    "texts_per_day": Setting("How many texts a person may write in forums in a day.", "", 1, 10000),
    "new_member_texts": Setting(
        "How many first texts of a person are those of a new member: with a link they wait for a moderator, "
        "and there is a pause between them. 0: nobody is new.",
        "",
        0,
        100,
    ),
    "new_member_pause_seconds": Setting("How long a new member waits between two texts.", SECONDS, 0, 3600),
    "reports_per_day": Setting("How many texts a person may report in a day.", "", 1, 1000),
    "direct_messages_from_age": Setting(
        "From which age pupils may write to former teachers and, with `pupil_direct_messages`, to pupils of their "
        "groups. Younger ones write to their own teachers and the office only.",
        "years",
        10,
        25,
    ),
    "pupil_direct_messages": Setting("Whether pupils may write direct messages to pupils of their groups."),
    "message_hours_from": Setting(
        "From when teachers get direct messages, in the time zone of the branch. What is written before waits."
    ),
    "message_hours_until": Setting(
        "Until when teachers get direct messages. The same time as `message_hours_from`: at all hours."
    ),
    "guardians_read_along": Setting(
        "Whether guardians may read the conversations of their children who are minors: those that began since it was "
        "switched on. Those of children under 12 they may always read. Both sides see it."
    ),
    "chat_keep_days": Setting("After how long chat messages are deleted. Null: never.", DAYS, 30, 36500),
    "activity_keep_days": Setting(
        "After how long records of what people open on the pages are deleted; figures of days stay.", DAYS, 30, 36500
    ),
    "report_keep_days": Setting(
        "How long files of reports can be downloaded. A change is for later files.", DAYS, 1, 90
    ),
    "audit_keep_days": Setting("After how long entries of the audit log are deleted. Null: never.", DAYS, 365, 36500),
}
"""All settings by name, without `version` and `updated_at`."""

MONEY_LIMITS = ("advance_limit", "entry_limit", "shift_difference_limit", "change_float_limit")
"""Settings with an amount for each currency."""
PUBLIC_SWITCHES = ("registration_open", "teacher_registration_open", "self_check_in", "shop_open", "leaderboards_shown")
"""Features that a centre can turn off; their state is public."""
