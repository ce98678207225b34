"""Notification types of payments. `{amount}` is written with its currency."""

from datetime import timedelta
from functools import partial

from django.utils.translation import gettext_lazy as _

from apps.notifications.channels import ALL_BUT_SMS, TELEGRAM_CHANNELS
from apps.notifications.types import BUYERS, NotificationType, Urgency

money_type = partial(NotificationType, fixed=True)
buyer_type = partial(money_type, channels=TELEGRAM_CHANNELS, recipient_roles=BUYERS)
two_day_type = partial(buyer_type, lifetime=timedelta(days=2))
office_type = partial(money_type, permissions=("payments.confirm",))
approver_type = partial(money_type, permissions=("payments.approve",), channels=TELEGRAM_CHANNELS)
requester_type = partial(
    money_type,
    permissions=("payments.confirm", "payments.spend", "payments.desks", "salaries.manage"),
    channels=TELEGRAM_CHANNELS,
    lifetime=timedelta(days=2),
)

NOTIFICATION_TYPES = [
    buyer_type("payments.due", _("A payment is due soon"), _("{title} for {student}: {amount}, due on {due_on}.")),
    two_day_type(
        "payments.overdue",
        _("A payment is overdue"),
        _("{title} for {student}: {amount} was due on {due_on}."),
        falls_back=True,
        vouched_phone=True,
    ),
    two_day_type("payments.received", _("Payment received"), _("{amount} for {student}. Thank you.")),
    two_day_type("payments.refunded", _("Money was refunded"), _("{amount} for {student}.")),
    two_day_type(
        "payments.reversed",
        _("A receipt does not count"),
        _("Receipt {number} for {student}, {amount}, was a mistake of ours and does not count. {reason}"),
    ),
    buyer_type(
        "payments.not_paid", _("A payment was not received"), _("{title} for {student}: {amount} was not paid.")
    ),
    two_day_type(
        "payments.debt_reminder",
        _("A reminder of an overdue payment"),
        _("{student}: {amount} is overdue since {since}. Please pay it, or tell us when you can."),
        vouched_phone=True,
    ),
    two_day_type(
        "payments.debt_warning",
        _("Please pay what is overdue"),
        _("{student}: {amount} is overdue since {since}. Please pay it in the next days or come to the office."),
        vouched_phone=True,
    ),
    two_day_type(
        "payments.promise_reminder",
        _("You wanted to pay today"),
        _("{amount} for {student}. Thank you for keeping to the agreed day."),
    ),
    office_type("payments.promise_due", _("A promise to pay is due today"), _("{student}: {amount}.")),
    office_type(
        "payments.promise_broken", _("A promise to pay was not kept"), _("{student}: {amount}, promised by {day}.")
    ),
    office_type(
        "payments.refund_failed",
        _("A refund failed"),
        _("{student}: {amount}."),
        channels=TELEGRAM_CHANNELS,
        lifetime=timedelta(days=2),
    ),
    two_day_type("payments.changed", _("A payment was changed"), _("{title} for {student}: now {amount}. {reason}")),
    NotificationType(
        "payments.proof_sent",
        _("A transfer proof to check"),
        _("{student}: proof of a transfer of {amount}."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.LOW,
        permissions=("payments.confirm",),
    ),
    NotificationType(
        "payments.course_sold",
        _("Your course was sold"),
        _("{student} bought “{title}”."),
        plural_text=_("{student} and {more} more bought “{title}”."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.LOW,
        permissions=("learning.write",),
    ),
    two_day_type("payments.proof_refused", _("Your transfer was not accepted"), _("{title} for {student}: {reason}")),
    approver_type(
        "payments.approval_asked",
        _("Money waits for your approval"),
        _("{by} asks to approve {amount}: {about}."),
        lifetime=timedelta(days=7),
    ),
    requester_type("payments.approval_given", _("Your request was approved"), _("{amount} is booked: {about}.")),
    requester_type(
        "payments.approval_refused",
        _("Your request was refused"),
        _("{amount} is not booked: {reason}. If you took cash, hand it back. It was for: {about}."),
    ),
    requester_type(
        "payments.approval_lapsed",
        _("Nobody approved your request in time"),
        _("{amount} is not booked. If you took cash, hand it back. It was for: {about}."),
    ),
    two_day_type(
        "payments.cash_to_fetch",
        _("Your cash was not accepted"),
        _("{amount} for {student} was not accepted. Please fetch it at the cash desk where you paid."),
    ),
    buyer_type(
        "payments.subscription_ends", _("Your access to a course ends soon"), _("“{title}” is open until {until}.")
    ),
    two_day_type(
        "payments.access_frozen", _("Access to a course is suspended"), _("“{title}”: the payment is disputed.")
    ),
    office_type(
        "payments.already_open",
        _("Payment for a course that is already open"),
        _("“{title}” for {student}: {amount}."),
        channels=TELEGRAM_CHANNELS,
        lifetime=timedelta(days=2),
    ),
    office_type(
        "payments.cash_to_hand_out",
        _("A refund in cash to hand out"),
        _("{student}: {amount} at {desk}."),
        channels=TELEGRAM_CHANNELS,
        lifetime=timedelta(days=7),
    ),
    money_type(
        "payments.cash_refund_lapsed",
        _("A refund in cash was not handed out"),
        _("{student}: {amount} at {desk}. It lapsed after seven days."),
        channels=TELEGRAM_CHANNELS,
        lifetime=timedelta(days=2),
        permissions=("payments.refund",),
    ),
    office_type(
        "payments.desk_received",
        _("Cash was brought to your cash desk"),
        _("{amount} from {from_desk} to {desk}. {note}"),
        lifetime=timedelta(days=2),
    ),
    office_type(
        "payments.desk_transfer_reversed",
        _("Cash brought to your cash desk does not count"),
        _("{amount} from {from_desk} to {desk}: {reason}"),
        lifetime=timedelta(days=2),
    ),
    office_type(
        "payments.dispute",
        _("A payment is disputed"),
        _("{student}: {amount}."),
        channels=ALL_BUT_SMS,
        lifetime=timedelta(days=3),
    ),
    office_type(
        "payments.webhook_refused",
        _("A webhook of a payment provider was refused"),
        _("{provider}: {code}. Nothing was credited."),
    ),
    money_type(
        "payments.flagged",
        _("Acts about money that only an exception allowed"),
        _("{branch}, {day}: {count}. See the list of flagged acts."),
        channels=ALL_BUT_SMS,
        lifetime=timedelta(days=3),
        permissions=("payments.ledger",),
    ),
    money_type(
        "payments.lessons_wrong",
        _("Held, paid and charged lessons differ"),
        _("Lessons found by the nightly check: {findings}."),
        channels=ALL_BUT_SMS,
        lifetime=timedelta(days=3),
        permissions=("payments.ledger",),
    ),
    money_type(
        "payments.books_wrong",
        _("The ledger does not balance"),
        _("Problems found by the nightly check: {findings}."),
        channels=ALL_BUT_SMS,
        lifetime=timedelta(days=3),
        permissions=("payments.ledger",),
    ),
    money_type(
        "payments.month_closed",
        _("A month of the books was closed"),
        _("{branch}, {month}: closed by itself. Still waiting: {findings}."),
        channels=ALL_BUT_SMS,
        lifetime=timedelta(days=3),
        permissions=("payments.close_month",),
    ),
]
