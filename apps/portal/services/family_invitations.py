"""Invitations of families: activation links sent by SMS as they were previewed, or printed as QR codes for a group."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import segno
from django.db import connection
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from apps.accounts.models import ActivationChannel, ActivationLink, User
from apps.accounts.services.activation_links import create_activation_links, get_activation_url
from apps.core.errors import Conflict, ErrorCode
from apps.core.uow import defer_messages, unit_of_work
from apps.courses.models import Group
from apps.notifications.services import notify
from apps.portal.activation_plans import InvitationPlan, build_invitation_data
from apps.portal.notification_types import ACTIVATION
from apps.portal.unreached import UnreachedPerson, UnreachedReason, list_unreached
from apps.settings.services import write_audit_log

PREVIEW_CHANGED = _("This has changed since the preview: %(people)d people now. Look at the preview again.")
OVER_BUDGET = _("The SMS budget of this month does not cover these invitations.")
CARD_TEXT = _("Scan this code with the camera of your phone, set a password, and see lessons, marks and payments.")
CARD_UNTIL = _("It works once, until {day}.")


@dataclass(frozen=True)
class QrCard:
    """One printed link: for whom, the pupils, the QR code (SVG), and its words in the person's language."""

    person: User
    pupils: list[User]
    qr: str
    language: str
    text: str
    until: str
    expires_at: datetime


def lock_invitations() -> None:
    """Take an advisory lock until the commit, before the plan: two presses at once would invite the same people."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('portal.family_invitations', 0))")


def send_invitations(*, actor: User, plan: InvitationPlan, expected_people: int) -> int:
    """Create a link for each person of the plan and send it by SMS; return how many. The caller holds
    `lock_invitations` since before the plan.

    Jobs send them after the commit, not in quiet hours, within the SMS budget. Conflict `preview_changed` unless they
    go to the previewed number of people, `sms_budget` when the budget does not cover them.
    """
    if plan.people != expected_people:
        raise Conflict(PREVIEW_CHANGED % {"people": plan.people}, code=ErrorCode.PREVIEW_CHANGED)
    if not plan.within_budget:
        raise Conflict(OVER_BUDGET, code=ErrorCode.SMS_BUDGET)
    with unit_of_work():
        people = {unreached.person.pk: unreached.person for unreached in plan.recipients}
        links = create_activation_links(actor=actor, people=people.keys(), channel=ActivationChannel.SMS)
        with defer_messages():
            for key, link in links.items():
                _send(people[key], link)
        changes = {"people": (None, len(links)), "sms_parts": (None, plan.sms_parts)}
        write_audit_log(actor, "accounts.invite_families", None, changes)
    return len(links)


def create_qr_sheet(*, actor: User, group: Group) -> list[QrCard]:
    """Create a link on paper for each person of the group who has no account in use; older links of theirs end.

    The cards hold secrets: they are stored nowhere.
    """
    everyone = list_unreached(actor, group_id=group.pk)
    people = {row.person.pk: row for row in everyone if row.reason != UnreachedReason.NO_GUARDIAN}
    with unit_of_work():
        lock_invitations()
        links = create_activation_links(actor=actor, people=people.keys(), channel=ActivationChannel.QR)
        write_audit_log(actor, "accounts.print_activation_links", group, {"people": (None, len(links))})
        return [_build_card(row, links[key]) for key, row in people.items() if key in links]


def _send(person: User, link: ActivationLink) -> None:
    data = {**build_invitation_data(person, link.expires_at), "activation": str(link.pk)}
    notify(user=person, type=ACTIVATION, data=data, key=str(link.pk), until=link.expires_at)


def _build_card(unreached: UnreachedPerson, link: ActivationLink) -> QrCard:
    person = unreached.person
    drawing = BytesIO()
    url = get_activation_url(link) or ""
    segno.make(url, micro=False, error="m").save(drawing, kind="svg", scale=8, border=2)
    day = build_invitation_data(person, link.expires_at)["until"]
    with override(person.locale):
        text, until = str(CARD_TEXT), str(CARD_UNTIL).format(day=day)
    return QrCard(person, unreached.pupils, drawing.getvalue().decode(), person.locale, text, until, link.expires_at)
