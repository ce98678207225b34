"""Decisions about cases, and the end of sanctions.

A text is hidden or shown before its case is locked, so that all locks are taken in one order (`apps.moderation.kinds`);
a refusal undoes it.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.access import has_permission
from apps.accounts.minors import is_minor
from apps.accounts.models import User
from apps.accounts.queries import load_guardians_with_progress
from apps.core.errors import Conflict, ErrorCode, Forbidden, Invalid
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.events.publishing import recheck_sockets
from apps.moderation.kinds import all_reportable_texts
from apps.moderation.models import REASON, CaseAction, CaseDecision, ModerationCase, Sanction, SanctionKind
from apps.moderation.queries import MODERATE, has_neutral_judge, only_office_imposes
from apps.moderation.services.room_names import name_place
from apps.moderation.texts import clean_text
from apps.notifications.services import notify
from apps.settings.services import write_audit_log

MOST_DAYS = 365
DECIDED = _("Another moderator has decided about this text.")
NO_AUTHOR = _("Nobody is left who could be warned or muted.")
ONLY_OFFICE = _("Only the office imposes and ends this.")
OWN_REPORT = _("You have reported this text: another moderator decides.")
AGAINST = frozenset({CaseAction.WARN, CaseAction.MUTE, CaseAction.BAN})


TOLD_TO_GUARDIANS = {
    "moderation.warn": "moderation.child_warned",
    "moderation.mute": "moderation.child_muted",
    "moderation.ban": "moderation.child_banned",
    "moderation.lifted": "moderation.child_freed",
    "moderation.granted": "moderation.child_freed",
}
"""What guardians of a minor get, by what the minor gets."""


@dataclass(frozen=True, kw_only=True)
class DecisionDraft:
    """What a moderator decides. `hides`: also hide the text. `days`: of a mute. `everywhere`: a mute in all rooms."""

    action: str
    reason: str
    hides: bool = False
    days: int | None = None
    everywhere: bool = False


def decide_case(*, actor: User, case: ModerationCase, draft: DecisionDraft) -> CaseDecision:
    """Decide about a text: it stays or is hidden, its author is told why, and may be muted or banned.

    The caller has checked that the actor decides the case (`access.get_judged_case`). Raise Conflict `not_open` for a
    decided case, and when the author was erased; Invalid on "days" and "reason"; Forbidden for teachers who mute
    everywhere, or mute or ban staff, and `own_report` for who has reported the text, while another could decide.
    """
    _check_draft(actor, case, draft)
    reason = clean_text(draft.reason, field="reason", most=REASON)
    hides = draft.hides or draft.action == CaseAction.HIDE
    kind = all_reportable_texts()[case.kind]
    with unit_of_work():
        (kind.hide if hides else kind.restore)(case.object_id)
        rows = ModerationCase.objects.select_for_update(of=("self",)).select_related("author")
        locked = get_or_not_found(rows, case.pk)
        if not locked.is_open:
            raise Conflict(DECIDED, code=ErrorCode.NOT_OPEN)
        if locked.author is None and draft.action in AGAINST:
            raise Conflict(NO_AUTHOR)
        if locked.reports.filter(author=actor, closed_at__isnull=True).exists() and has_neutral_judge(locked):
            raise Forbidden(OWN_REPORT, code=ErrorCode.OWN_REPORT)
        decision = CaseDecision.objects.create(
            case=locked,
            person=locked.author,
            moderator=actor,
            action=draft.action,
            hides=hides,
            days=draft.days,
            everywhere=draft.everywhere,
            reason=reason,
            words=locked.words,
        )
        _close_case(locked)
        _impose_sanction(decision)
        write_audit_log(actor, "moderation.decide", locked, _list_changes(decision))
        if locked.author is not None and draft.action != CaseAction.DISMISS:
            tell_author(decision, f"moderation.{draft.action}")
        return decision


def lift_sanction(*, actor: User, sanction: Sanction) -> Sanction:
    """End a mute or ban before its time. Raise Conflict `not_open` when it is over, Forbidden for teachers who end what
    only the office imposes.
    """
    check_may_impose(actor, sanction.kind, everywhere=sanction.place_id is None, person=sanction.person)
    with unit_of_work():
        rows = Sanction.objects.select_for_update(of=("self",)).select_related("person", "decision__case")
        locked = get_or_not_found(rows, sanction.pk)
        if not end_sanction(locked, actor):
            raise Conflict(_("This is over already."), code=ErrorCode.NOT_OPEN)
        write_audit_log(actor, "moderation.lift", locked, {"lifted": (False, True)})
        tell_author(locked.decision, "moderation.lifted")
        return locked


def end_sanction(sanction: Sanction, actor: User) -> bool:
    """End a sanction that is locked; return whether it was active."""
    now = timezone.now()
    if sanction.lifted_at is not None or (sanction.until is not None and sanction.until <= now):
        return False
    sanction.lifted_at, sanction.lifted_by = now, actor
    sanction.save(update_fields=["lifted_at", "lifted_by", "updated_at"])
    return True


def tell_author(decision: CaseDecision, notification_type: str) -> None:
    """Tell the person once what was decided, and why; of sanctions also the guardians of a minor."""
    if decision.person is None:
        return
    data = {
        "decision": str(decision.pk),
        "place": name_place(decision.case),
        "reason": decision.reason,
        "days": str(decision.days or ""),
    }
    notify(user=decision.person, type=notification_type, data=data, key=str(decision.pk))
    child_type = TOLD_TO_GUARDIANS.get(notification_type)
    if child_type and decision.action in AGAINST:
        _tell_guardians(decision.person, child_type, data, key=str(decision.pk))


def _tell_guardians(child: User, notification_type: str, data: dict[str, Any], *, key: str) -> None:
    """Tell the guardians of a minor what was imposed on the child, or that it ended: those who see the progress."""
    if not is_minor(child):
        return
    about = {"child": child.full_name, "child_id": str(child.pk)}
    for guardian in load_guardians_with_progress([child.pk]).get(child.pk, []):
        notify(user=guardian, type=notification_type, data=data | about, key=key)


def _check_draft(actor: User, case: ModerationCase, draft: DecisionDraft) -> None:
    if (draft.action == CaseAction.MUTE) != (draft.days is not None):
        raise Invalid.field("days", _("A mute has days, and nothing else has."))
    if draft.action == CaseAction.DISMISS and draft.hides:
        raise Invalid.field("hides", _("A text that is left is not hidden."))
    if draft.everywhere and draft.action != CaseAction.MUTE:
        raise Invalid.field("everywhere", _("Only a mute can hold in all rooms."))
    check_may_impose(actor, draft.action, everywhere=draft.everywhere, person=case.author)


def check_may_impose(actor: User, action: str, *, everywhere: bool, person: User | None) -> None:
    """Raise Forbidden for a teacher who imposes or ends what only the office does."""
    if only_office_imposes(action, everywhere=everywhere, person=person) and not has_permission(actor, MODERATE):
        raise Forbidden(ONLY_OFFICE)


def _list_changes(decision: CaseDecision) -> dict[str, tuple[Any, Any]]:
    """Return what the audit log says of a decision."""
    names = ("action", "hides", "days", "everywhere", "reason")
    return {name: (None, value) for name in names if (value := getattr(decision, name)) is not None}


def _close_case(case: ModerationCase) -> None:
    case.is_open = case.is_held = False
    case.save(update_fields=["is_open", "is_held", "updated_at"])
    case.reports.filter(closed_at__isnull=True).update(closed_at=timezone.now())


def _impose_sanction(decision: CaseDecision) -> None:
    if decision.action not in (CaseAction.MUTE, CaseAction.BAN) or decision.person is None:
        return
    case = decision.case
    place = {} if decision.everywhere else {"place_kind": case.place_kind, "place_id": case.place_id}
    until = timezone.now() + timedelta(days=decision.days) if decision.days else None
    Sanction.objects.create(
        person=decision.person, kind=SanctionKind(decision.action), decision=decision, until=until, **place
    )
    recheck_sockets(user_id=decision.person.pk)
