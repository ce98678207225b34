"""Conflicts of interest: another person decides about your own money and that of your family.

Own family of a user are the user, their children (a link that ended counts for `FAMILY_STAYS` more) and pupils for whom
they pay: payer of a payment that is open, or was created in the last `PAID_FOR`. Spouses are not known here.
"""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.access import has_permission
from apps.accounts.models import Guardian, User
from apps.accounts.queries import list_guardian_ids
from apps.core.errors import ErrorCode, Forbidden
from apps.payments.models.payments import OPEN_STATUSES, POSTED_STATUSES, Payment

FAMILY_STAYS = timedelta(days=30)
"""So that nobody ends the link to their child, decides, and makes it again."""
PAID_FOR = timedelta(days=365)
OWN_FAMILY = _("Another person has to decide about your own money and that of your family.")


def check_not_own_family(user: User | None, *people: UUID | None) -> bool:
    """Refuse an act about money of these people (ids; None is skipped) when one of them is own family of the user.

    Forbidden `own_payment`, unless the user holds `payments.confirm_own`: then return True, and the act is to be
    flagged (`services.flagged_acts`). False for other people, and where the platform acts (no user).
    """
    if user is None or not is_own_family(user, *people):
        return False
    if not has_permission(user, "payments.confirm_own"):
        raise Forbidden(OWN_FAMILY, code=ErrorCode.OWN_PAYMENT)
    return True


def is_own_family(user: User, *people: UUID | None) -> bool:
    """Return whether one of these people is own family of the user. One query."""
    ids = {person for person in people if person is not None}
    if not ids or user.pk in ids:
        return bool(ids)
    return list_own_family(user).filter(pk__in=ids).exists()


def may_pay_for(payer: User, student_id: UUID) -> bool:
    """Return whether this person is the pupil, a guardian of the pupil, or pays for the pupil already."""
    if payer.pk in {student_id, *list_guardian_ids(student_id)}:
        return True
    return Payment.objects.filter(student=student_id, payer=payer, status__in=POSTED_STATUSES).exists()


def list_own_family(user: User) -> QuerySet[User]:
    """Return the own family of the user, with the user."""
    now = timezone.now()
    kept = Q(ended_at__isnull=True) | Q(ended_at__gt=now - FAMILY_STAYS)
    lately = Q(status__in=OPEN_STATUSES) | Q(status__in=POSTED_STATUSES, created_at__gt=now - PAID_FOR)
    children = Guardian.objects.filter(kept, parent=user).values("child")
    paid_for = Payment.objects.filter(lately, payer=user).values("student")
    return User.objects.filter(Q(pk=user.pk) | Q(pk__in=children) | Q(pk__in=paid_for))
