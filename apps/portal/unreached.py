"""Who is not reached yet: guardians and adult pupils without an account in use, and minors without a guardian; and why.

The office gets those of its branches. Pupils count while they learn in a group, and before they were in one.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.minors import filter_minors
from apps.accounts.models import ActivationChannel, ActivationLink, Consent, ConsentKind, Guardian, User
from apps.accounts.queries import filter_without_account
from apps.core.permissions import Role
from apps.courses.imports import get_import, list_import_rows
from apps.courses.models import Group, ImportKind, Membership
from apps.courses.queries import list_visible_groups, list_visible_people
from apps.messaging.sms_checks import is_sms_number
from apps.notifications.channels import Channel
from apps.notifications.models import DeliveryState, NotificationLog
from apps.notifications.preferences import load_channel_overrides
from apps.notifications.reasons import DeliveryReason
from apps.portal.notification_types import ACTIVATION


class UnreachedReason(TextChoices):
    """Why a person is not reached.

    - `no_guardian`: a minor without a guardian who could be invited.
    - `no_number`, `number_invalid`: no number, or none that takes SMS.
    - `opted_out`: the person wants no messages.
    - `not_invited`: nothing was sent or printed yet.
    - `waiting`: the SMS waits to be sent.
    - `invited`, `printed`: the link was sent, or printed, and is not used yet.
    - `number_changed`: the link went to another number.
    - `expired`: the link has expired.
    - `not_sent`, `failed`: the SMS was not sent or not delivered; `delivery_reason` says why.
    """

    NO_GUARDIAN = "no_guardian", _("A minor without a guardian")
    NO_NUMBER = "no_number", _("No phone number")
    NUMBER_INVALID = "number_invalid", _("The number takes no SMS")
    OPTED_OUT = "opted_out", _("The person wants no messages")
    NOT_INVITED = "not_invited", _("Not invited yet")
    WAITING = "waiting", _("The SMS waits to be sent")
    INVITED = "invited", _("Invited, and has not opened the link")
    PRINTED = "printed", _("Has a QR code, and has not used it")
    NUMBER_CHANGED = "number_changed", _("The number was changed after the invitation")
    EXPIRED = "expired", _("The invitation has expired")
    NOT_SENT = "not_sent", _("The SMS was not sent")
    FAILED = "failed", _("The SMS was not delivered")


_CARE = Guardian.objects.filter(ended_at=None, parent__is_active=True, parent__erased_at=None)
PROBLEMS: Mapping[str, UnreachedReason] = {
    DeliveryState.FAILED: UnreachedReason.FAILED,
    DeliveryState.SKIPPED: UnreachedReason.NOT_SENT,
}


@dataclass
class UnreachedPerson:
    """One person who is not reached, the pupils for whom, the newest link, and what became of its SMS. `obstacle`: why
    no SMS can be sent.
    """

    person: User
    pupils: list[User] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    reason: UnreachedReason = UnreachedReason.NOT_INVITED
    obstacle: UnreachedReason | None = None
    link: ActivationLink | None = None
    delivery: NotificationLog | None = None

    @property
    def delivery_reason(self) -> str:
        """Why the SMS was not sent or not delivered, as a code; "" for other reasons."""
        return self.delivery.reason if self.delivery and self.reason in PROBLEMS.values() else ""

    @property
    def explanation(self) -> str:
        """The reason in the reader's language."""
        reasons = [self.reason.label, *(DeliveryReason(code).label for code in [self.delivery_reason] if code)]
        return ": ".join(map(str, reasons))

    @property
    def invited_at(self) -> datetime | None:
        """When the newest link was created."""
        return self.link.created_at if self.link else None

    @property
    def expires_at(self) -> datetime | None:
        """When the newest link expires."""
        return self.link.expires_at if self.link else None


def list_unreached(
    user: User,
    *,
    import_id: UUID | None = None,
    group_id: UUID | None = None,
    branch_id: UUID | None = None,
    reason: str | None = None,
) -> list[UnreachedPerson]:
    """Return the people within reach who are not reached, by name; of the pupils of an import, a group or a branch, and
    for one reason, where given. A fixed number of queries.

    Raise NotFound for an import that the user does not see.
    """
    pupils = _list_pupils(user, import_id=import_id, group_id=group_id, branch_id=branch_id)
    people = _collect_people(pupils)
    _add_groups(user, people)
    _add_reasons([unreached for unreached in people if unreached.reason != UnreachedReason.NO_GUARDIAN])
    people.sort(key=lambda unreached: (unreached.person.full_name.casefold(), unreached.person.pk))
    return [unreached for unreached in people if reason is None or unreached.reason == reason]


def count_unreached(user: User) -> int:
    """Return how many people `list_unreached` returns, without loading them."""
    keys = _list_pupils(user).values("pk")
    parents = _list_unreached_links(keys).values("parent")
    return User.objects.filter(Q(pk__in=parents) | Q(pk__in=_list_unreached_pupils(keys).values("pk"))).count()


def _list_pupils(
    user: User, *, import_id: UUID | None = None, group_id: UUID | None = None, branch_id: UUID | None = None
) -> QuerySet[User]:
    """Return active pupils within reach who learn now or were in no group yet, without order."""
    ever = Membership.objects.filter(student=OuterRef("pk"))
    now = ever.filter(left_on__isnull=True)
    learns, new = Q(Exists(now)), Q(~Exists(ever), role=Role.STUDENT)
    pupils = list_visible_people(user, group_id=group_id).filter(learns | new, is_active=True, erased_at=None)
    if branch_id is not None:
        here = Q(Exists(now.filter(group__branch=branch_id)))
        pupils = pupils.filter(here | Q(new, branches=branch_id))
    if import_id is not None:
        rows = list_import_rows(get_import(user, ImportKind.STUDENTS, import_id)).filter(made__has_key="person")
        pupils = pupils.filter(pk__in=[UUID(key) for key in rows.values_list("made__person", flat=True)])
    return pupils.order_by()


def _collect_people(pupils: QuerySet[User]) -> list[UnreachedPerson]:
    """Return guardians without an account in use, then pupils: adults without one, and minors without a guardian."""
    keys = pupils.values("pk")
    people: dict[UUID, UnreachedPerson] = {}
    for link in _list_unreached_links(keys).select_related("parent", "child").order_by("id"):
        people.setdefault(link.parent_id, UnreachedPerson(link.parent)).pupils.append(link.child)
    for pupil in _list_unreached_pupils(keys):
        unreached = people.setdefault(pupil.pk, UnreachedPerson(pupil))
        unreached.pupils.append(pupil)
        if pupil.is_minor:
            unreached.reason = UnreachedReason.NO_GUARDIAN
    return list(people.values())


def _list_unreached_links(pupils: QuerySet[Any]) -> QuerySet[Guardian]:
    """Return the links of these pupils to guardians without an account in use."""
    parents = filter_without_account(User.objects.all()).values("pk")
    return _CARE.filter(child__in=pupils, parent__in=parents)


def _list_unreached_pupils(pupils: QuerySet[Any]) -> QuerySet[Any]:
    """Return those of these pupils who are adults without an account in use, or minors without a guardian."""
    unused = filter_without_account(User.objects.filter(pk__in=pupils)).annotate(
        is_minor=Exists(filter_minors(User.objects.filter(pk=OuterRef("pk")))),
        has_guardian=Exists(_CARE.filter(child=OuterRef("pk"))),
    )
    return unused.filter(Q(is_minor=False) | Q(has_guardian=False))


def _add_groups(user: User, people: Sequence[UnreachedPerson]) -> None:
    pupils = {pupil.pk for unreached in people for pupil in unreached.pupils}
    seen = list_visible_groups(user).order_by().values("pk")
    rows = Membership.objects.filter(student__in=pupils, left_on__isnull=True, group__in=seen)
    groups: dict[UUID, list[Group]] = defaultdict(list)
    for membership in rows.select_related("group").order_by("group__name", "id"):
        groups[membership.student_id].append(membership.group)
    for unreached in people:
        mine = {group.pk: group for pupil in unreached.pupils for group in groups[pupil.pk]}
        unreached.groups = list(mine.values())


def _add_reasons(people: Sequence[UnreachedPerson]) -> None:
    users = [unreached.person for unreached in people]
    newest = ActivationLink.objects.filter(user__in=users).order_by("user", "-id").distinct("user")
    links = {link.user_id: link for link in newest}
    rows = NotificationLog.objects.filter(user__in=users, type=ACTIVATION).select_related("notification")
    deliveries = {row.notification.key: row for row in rows.order_by("id")}
    overrides = load_channel_overrides(users, ACTIVATION)
    answers = Consent.objects.filter(person__in=users, kind=ConsentKind.MESSAGES)
    newest_answers = answers.order_by("person", "-revision").distinct("person")
    refused = {answer.person_id for answer in newest_answers if not answer.given}
    for unreached in people:
        person = unreached.person
        unreached.link = link = links.get(person.pk)
        unreached.delivery = deliveries.get(str(link.pk)) if link else None
        opted_out = person.pk in refused or overrides[person.pk].get(Channel.SMS) is False
        unreached.obstacle = _find_obstacle(person, opted_out=opted_out)
        unreached.reason = _find_reason(unreached)


def _find_obstacle(person: User, *, opted_out: bool) -> UnreachedReason | None:
    if not person.phone:
        return UnreachedReason.NO_NUMBER
    if not is_sms_number(person.phone):
        return UnreachedReason.NUMBER_INVALID
    return UnreachedReason.OPTED_OUT if opted_out else None


def _find_reason(unreached: UnreachedPerson) -> UnreachedReason:
    link, delivery = unreached.link, unreached.delivery
    over = link is not None and (link.expires_at <= timezone.now() or link.withdrawn_at is not None)
    if link is not None and link.channel == ActivationChannel.QR and not over:
        return UnreachedReason.PRINTED
    if unreached.obstacle is not None:
        return unreached.obstacle
    if link is None:
        return UnreachedReason.NOT_INVITED
    if link.phone and link.phone != unreached.person.phone:
        return UnreachedReason.NUMBER_CHANGED
    if delivery is not None and delivery.state in PROBLEMS:
        return PROBLEMS[delivery.state]
    if over:
        return UnreachedReason.EXPIRED
    sent = delivery is not None and delivery.state != DeliveryState.QUEUED
    return UnreachedReason.INVITED if sent else UnreachedReason.WAITING
