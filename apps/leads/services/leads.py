"""Create and change leads, and write into their timeline: notes, calls, stages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.uow import unit_of_work
from apps.core.validators import validate_field
from apps.courses.models import Course, Group
from apps.leads.access import works_with_leads
from apps.leads.contacts import build_keys, clean_name, clean_phones, clean_text
from apps.leads.models import CallResult, EntryKind, Lead, LeadEntry, LeadForm, LeadPhone, LeadStage
from apps.leads.services.claims import check_not_claimed_by_another
from apps.leads.services.locks import lock_lead, lock_open_lead
from apps.leads.services.stages import lock_first_stage, lock_stage
from apps.leads.services.timeline import add_entry
from apps.settings.models import Branch
from apps.settings.queries import get_system_settings
from apps.settings.services import write_audit_log

STEP_NEEDS_TIME = _("A next step needs a text and a time.")


@dataclass(frozen=True)
class LeadDraft:
    """What is known of a new lead. `more`: what has no column, for the entry that tells how the lead came."""

    branch: Branch
    name: str
    source: str
    phones: Sequence[str] = ()
    email: str = ""
    note: str = ""
    course: Course | None = None
    group: Group | None = None
    owner: User | None = None
    form: LeadForm | None = None
    next_step: str = ""
    next_step_at: datetime | None = None
    consented_at: datetime | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


def create_lead(*, actor: User | None, draft: LeadDraft) -> Lead:
    """Create a lead in the first stage of its branch. Raise Invalid, naming the field."""
    name = validate_field("name", clean_name, draft.name)
    foreign = get_system_settings().foreign_phones
    phones = validate_field("phones", clean_phones, draft.phones, allow_foreign=foreign)
    _check_wish(draft.branch, draft.group)
    _check_owner(draft.branch, draft.owner)
    step = clean_text(draft.next_step)
    _check_step(step, draft.next_step_at)
    with unit_of_work():
        stage = lock_first_stage(draft.branch)
        lead = Lead(
            branch=draft.branch,
            name=name,
            email=draft.email,
            note=clean_text(draft.note),
            source=draft.source,
            form=draft.form,
            course=draft.course or (draft.group.course if draft.group else None),
            group=draft.group,
            stage=stage,
            owner=draft.owner,
            next_step=step,
            next_step_at=draft.next_step_at,
            consented_at=draft.consented_at,
            **build_keys(name),
        )
        lead.save(force_insert=True)
        add_phones(lead, phones)
        add_entry(lead, EntryKind.CREATED, author=actor, source=draft.source, **draft.more)
        write_audit_log(actor, "leads.create", lead, {"source": (None, draft.source)})
        return lead


def add_phones(lead: Lead, phones: Sequence[str], *, most: int | None = None) -> list[str]:
    """Add the phones that the lead has not, after its own; return them. `most`: how many it has then, at most."""
    known = list(lead.phones.order_by("place").values_list("phone", flat=True))
    new = [phone for phone in phones if phone not in known]
    new = new if most is None else new[: max(0, most - len(known))]
    rows = [LeadPhone(lead=lead, phone=phone, place=len(known) + number) for number, phone in enumerate(new)]
    LeadPhone.objects.bulk_create(rows)
    return new


def change_lead(*, actor: User, lead: Lead, changes: Mapping[str, Any]) -> Lead:
    """Change name, phones, e-mail, note, source, wish, owner or next step of a lead that is not merged.

    Who set a next step is reminded of it. Raise Invalid, naming the field.
    """
    values = dict(changes)
    if "name" in values:
        values["name"] = validate_field("name", clean_name, values["name"])
        values |= build_keys(values["name"])
    values |= {name: clean_text(values[name]) for name in ("note", "next_step") if name in values}
    foreign = get_system_settings().foreign_phones
    phones = values.pop("phones", None)
    if phones is not None:
        phones = validate_field("phones", clean_phones, phones, allow_foreign=foreign)
    with unit_of_work():
        locked = lock_lead(lead)
        _check_wish(locked.branch, values.get("group"))
        if values.get("owner") != locked.owner:
            _check_owner(locked.branch, values.get("owner"))
        step = {name: values.get(name, getattr(locked, name)) for name in ("next_step", "next_step_at")}
        _check_step(**step)
        changed = locked.apply_changes(values)
        if "next_step_at" in changed:
            locked.reminded_at = None
        if changed:
            locked.save(update_fields=[*changed, "reminded_at", "updated_at"])
        if phones is not None and (differing := _set_phones(locked, phones)):
            changed["phones"] = differing
        if not changed:
            return locked
        _tell_changes(locked, actor, changed)
        write_audit_log(actor, "leads.change", locked, {name: _plain(pair) for name, pair in changed.items()})
        return locked


def add_note(*, actor: User, lead: Lead, text: str) -> LeadEntry:
    """Add a note to the timeline, also of a lost lead or one who became a pupil."""
    words = _check_words(text)
    with unit_of_work():
        return add_entry(lock_lead(lead), EntryKind.NOTE, author=actor, text=words)


def add_call(
    *,
    actor: User,
    lead: Lead,
    outcome: CallResult,
    text: str = "",
    next_step: str = "",
    next_step_at: datetime | None = None,
) -> LeadEntry:
    """Write down a call: the claim of the caller ends, and a next step that was due is done. Whoever did not answer is
    called again (`list_leads_to_call`).

    Raise Conflict `lead_claimed` while another person calls the lead, `lead_closed` for one that is not open; Invalid
    on "next_step_at" for a step without a time.
    """
    next_step = clean_text(next_step)
    _check_step(next_step, next_step_at)
    with unit_of_work():
        locked = lock_open_lead(lead)
        check_not_claimed_by_another(locked, actor)
        now = timezone.now()
        locked.called_at, locked.claimed_by, locked.claimed_until = now, None, None
        if next_step_at is not None or (locked.next_step_at is not None and locked.next_step_at <= now):
            locked.next_step, locked.next_step_at, locked.reminded_at = next_step, next_step_at, None
        columns = "called_at claimed_by claimed_until next_step next_step_at reminded_at updated_at".split()
        locked.save(update_fields=columns)
        return add_entry(locked, EntryKind.CALL, author=actor, text=clean_text(text), outcome=outcome, at=now)


def move_lead(*, actor: User, lead: Lead, stage: LeadStage) -> Lead:
    """Move an open lead to a stage of its branch. Raise Invalid on "stage" for another one."""
    with unit_of_work():
        locked = lock_open_lead(lead)
        if stage.branch_id != locked.branch_id or lock_stage(stage).archived_at is not None:
            raise Invalid.field("stage", _("This branch has no such stage."))
        if locked.stage_id == stage.pk:
            return locked
        change = {"stage": (str(locked.stage), str(stage))}
        add_entry(locked, EntryKind.STAGE, author=actor, before=locked.stage.name, after=stage.name)
        locked.stage = stage
        locked.save(update_fields=["stage", "updated_at"])
        write_audit_log(actor, "leads.move", locked, change)
        return locked


def lose_lead(*, actor: User, lead: Lead, reason: str, text: str = "") -> Lead:
    """Close an open lead with a reason; its next step and claim end. Raise Conflict `lead_closed` for another one."""
    with unit_of_work():
        locked = lock_open_lead(lead)
        check_not_claimed_by_another(locked, actor)
        locked.lost_at, locked.loss_reason = timezone.now(), reason
        locked.next_step, locked.next_step_at, locked.claimed_by, locked.claimed_until = "", None, None, None
        columns = "lost_at loss_reason next_step next_step_at claimed_by claimed_until updated_at".split()
        locked.save(update_fields=columns)
        add_entry(locked, EntryKind.LOST, author=actor, text=clean_text(text), reason=reason)
        write_audit_log(actor, "leads.lose", locked, {"loss_reason": ("", reason)})
        return locked


def reopen_lead(*, actor: User | None, lead: Lead) -> Lead:
    """Open a lost lead again, in its stage; it waits for a call. Raise Conflict `not_open` for one that is not lost."""
    with unit_of_work():
        locked = lock_lead(lead)
        if locked.lost_at is None:
            raise Conflict(_("This lead is not lost."), code=ErrorCode.NOT_OPEN)
        if lock_stage(locked.stage).archived_at is not None:
            locked.stage = lock_first_stage(locked.branch)
        locked.lost_at, locked.loss_reason, locked.called_at = None, "", None
        locked.save(update_fields=["lost_at", "loss_reason", "called_at", "stage", "updated_at"])
        add_entry(locked, EntryKind.REOPENED, author=actor)
        write_audit_log(actor, "leads.reopen", locked)
        return locked


def _set_phones(lead: Lead, phones: Sequence[str]) -> tuple[list[str], list[str]] | None:
    before = list(lead.phones.order_by("place").values_list("phone", flat=True))
    if before == list(phones):
        return None
    lead.phones.all().delete()
    add_phones(lead, phones)
    return before, list(phones)


def _tell_changes(lead: Lead, actor: User, changed: Mapping[str, tuple[Any, Any]]) -> None:
    """Add entries of what changed. An old note stays in the timeline."""
    plain = {name: _plain(pair) for name, pair in changed.items() if name not in ("folded", "name_key")}
    if "owner" in plain:
        add_entry(lead, EntryKind.OWNER, author=actor, owner=plain.pop("owner")[1])
    if plain.keys() & {"next_step", "next_step_at"}:
        plain.pop("next_step", None), plain.pop("next_step_at", None)
        at = lead.next_step_at.isoformat() if lead.next_step_at else None
        add_entry(lead, EntryKind.STEP, author=actor, text=lead.next_step, next_step_at=at)
    if plain:
        add_entry(lead, EntryKind.CHANGE, author=actor, changes=plain)


def _plain(pair: tuple[Any, Any]) -> tuple[Any, Any]:
    """Return an old and a new value as JSON has them: of a person, course or group the name."""
    before, after = (value if value is None or isinstance(value, str | list) else str(value) for value in pair)
    return before, after


def _check_words(text: str) -> str:
    words = clean_text(text)
    if not words:
        raise Invalid.field("text", _("Enter a text."))
    return words


def _check_wish(branch: Branch, group: Group | None) -> None:
    if group is not None and group.branch_id != branch.pk:
        raise Invalid.field("group", _("This group is of another branch."))


def _check_owner(branch: Branch, owner: User | None) -> None:
    if owner is not None and not works_with_leads(owner, branch):
        raise Invalid.field("owner", _("This person does not work with leads."))


def _check_step(next_step: str, next_step_at: datetime | None) -> None:
    if bool(next_step) != (next_step_at is not None):
        raise Invalid.field("next_step" if next_step_at else "next_step_at", STEP_NEEDS_TIME)
