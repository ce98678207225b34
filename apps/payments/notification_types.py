"""What this app tells people. Amounts in `{amount}` are written out with their currency."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from apps.notifications.channels import BY_TELEGRAM, EVERYWHERE
from apps.notifications.types import NotificationType, Urgency

NOTIFICATION_TYPES = [
    NotificationType(
        "payments.due",
        _("A payment is due soon"),
        _("{title} for {student}: {amount} until {due_on}."),
        channels=BY_TELEGRAM,
        fixed=True,
    ),
    NotificationType(
        "payments.overdue",
        _("A payment is overdue"),
        _("{title} for {student}: {amount} was due on {due_on}."),
        channels=BY_TELEGRAM,
        fixed=True,
        falls_back=True,
        holds=timedelta(days=2),
    ),
    NotificationType(
        "payments.received",
        _("Payment received"),
        _("{amount} for {student}. Thank you."),
        channels=BY_TELEGRAM,
        fixed=True,
        holds=timedelta(days=2),
    ),
    NotificationType(
        "payments.refunded",
        _("Money was paid back"),
        _("{amount} for {student}."),
        channels=BY_TELEGRAM,
        fixed=True,
        holds=timedelta(days=2),
    ),
    NotificationType(
        "payments.not_paid",
        _("A payment did not arrive"),
        _("{title} for {student}: {amount} was not paid."),
        channels=BY_TELEGRAM,
        fixed=True,
    ),
    NotificationType(
        "payments.refund_failed",
        _("A refund did not go through"),
        _("{student}: {amount}."),
        channels=BY_TELEGRAM,
        fixed=True,
        holds=timedelta(days=2),
    ),
    NotificationType(
        "payments.changed",
        _("A payment was changed"),
        _("{title} for {student}: now {amount}. {reason}"),
        channels=BY_TELEGRAM,
        fixed=True,
        holds=timedelta(days=2),
    ),
    NotificationType(
        "payments.proof_sent",
        _("A transfer to look at"),
        _("{student}: a photo of {amount}."),
        channels=BY_TELEGRAM,
        urgency=Urgency.LOW,
    ),
    NotificationType(
        "payments.proof_refused",
        _("Your transfer was not accepted"),
        _("{title} for {student}: {reason}"),
        channels=BY_TELEGRAM,
        fixed=True,
        holds=timedelta(days=2),
    ),
    NotificationType(
        "payments.subscription_ends",
        _("A course ends soon for you"),
        _("“{title}” is open until {until}."),
        channels=BY_TELEGRAM,
        fixed=True,
    ),
    NotificationType(
        "payments.access_frozen",
        _("A course is closed for now"),
        _("“{title}”: the payment is being disputed."),
        channels=BY_TELEGRAM,
        fixed=True,
        holds=timedelta(days=2),
    ),
    NotificationType(
        "payments.already_open",
        _("Paid for a course that is open already"),
        _("“{title}” for {student}: {amount}."),
        channels=BY_TELEGRAM,
        fixed=True,
        holds=timedelta(days=2),
    ),
    NotificationType(
        "payments.dispute",
        _("A payment is being disputed"),
        _("{student}: {amount}."),
        channels=EVERYWHERE,
        fixed=True,
        holds=timedelta(days=3),
    ),
    NotificationType(
        "payments.webhook_refused",
        _("A payment provider sent something that does not fit"),
        _("{provider}: {code}. Nothing was credited."),
        fixed=True,
    ),
    NotificationType(
        "payments.books_wrong",
        _("The books do not balance"),
        _("{findings} findings of the nightly check."),
        channels=EVERYWHERE,
        fixed=True,
        holds=timedelta(days=3),
    ),
]
