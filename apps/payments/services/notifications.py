"""Recipients of payment notifications and events: the payer, the pupil, guardians who see payments, the office."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from apps.accounts.models import Guardian, User
from apps.events.publishing import Event, get_staff_stream, get_user_stream, publish_event
from apps.notifications.services import notify
from apps.payments.events import PaymentChanged
from apps.payments.models import Payment
from apps.payments.queries.branch_staff import list_branch_holders
from apps.payments.titles import get_stored_title


def list_watchers(student: User, payer: User | None = None) -> list[User]:
    """Return the pupil, the payer and the guardians who see the pupil's payments, in the order of ids."""
    links = Guardian.objects.filter(child=student, ended_at__isnull=True, sees_payments=True)
    people = {guardian.parent_id: guardian.parent for guardian in links.select_related("parent")}
    people[student.pk] = student
    if payer is not None:
        people[payer.pk] = payer
    return [people[pk] for pk in sorted(people)]


def list_payer_or_family(student: User, payer: User | None = None) -> list[User]:
    """Return who is reminded: the payer, else guardians who see payments, else the pupil."""
    if payer is not None:
        return [payer]
    guardians = [person for person in list_watchers(student) if person.pk != student.pk]
    return guardians or [student]


def publish_to_watchers(event: Event, student: User, payer: User | None, branch_id: UUID) -> None:
    """Publish the event to the watchers and to the branch's office."""
    for person in list_watchers(student, payer):
        publish_event(get_user_stream(person.pk), event)
    publish_event(get_staff_stream(branch_id), event)


def publish_payment_event(payment: Payment, event: Event) -> None:
    """Publish the event to the payment's watchers and its branch's office."""
    publish_to_watchers(event, payment.student, payment.payer, payment.branch_id)


def publish_payment_change(payment: Payment, step: str) -> None:
    """Publish the payment's current values after this step."""
    publish_payment_event(payment, PaymentChanged.from_payment(payment, step))


def notify_users(people: Iterable[User], type: str, data: dict[str, Any], *, key: str = "") -> None:  # noqa: A002
    """Send a notification to each user; `key` as in `notify`."""
    for person in people:
        notify(user=person, type=type, data=data, key=key)


def notify_payer_or_family(payment: Payment, type: str, /, **data: str) -> None:  # noqa: A002
    """Send a notification about the payment to who is reminded of it; otherwise as `notify_about_payment`."""
    notify_about_payment(payment, list_payer_or_family(payment.student, payment.payer), type, **data)


def notify_about_payment(payment: Payment, people: Iterable[User], type: str, /, **data: str) -> None:  # noqa: A002
    """Send a notification with the payment's title and pupil and this data to each user."""
    notify_users(
        people, type, {"title": get_stored_title(payment), **build_student_notification_data(payment.student), **data}
    )


def notify_cashiers(branch_id: UUID, type: str, *, key: str = "", **data: str) -> None:  # noqa: A002
    """Send a notification to the branch's staff who hold `payments.confirm`; `key` as in `notify`."""
    notify_users(list_branch_cashiers(branch_id), type, data, key=key)


def build_student_notification_data(student: User) -> dict[str, str]:
    """Return the pupil's name and id for a notification's data."""
    return {"student": student.full_name, "student_id": str(student.pk)}


def list_branch_cashiers(branch_id: UUID) -> list[User]:
    """Return active staff of the branch who hold `payments.confirm`."""
    return list_branch_holders(branch_id, "payments.confirm")
