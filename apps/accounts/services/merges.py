"""Merge doubles: one pupil was entered twice, and everything goes to the account that is kept.

What becomes of each table is declared by its app (`apps.core.person_merge`); here are the accounts themselves.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts import passwords
from apps.accounts.models import EndReason, PasswordResetToken, User, UserVerification
from apps.accounts.services.profiles import copy_birth_date_to_child_profile
from apps.accounts.services.sessions import end_sessions
from apps.accounts.services.users import set_user_active, translate_integrity_error, update_user_columns
from apps.core import person_merge
from apps.core.errors import Conflict, ErrorCode, Invalid, NotFound
from apps.core.permissions import Role
from apps.core.person_merge import MergeAmount, MergeConflict, PersonMerge
from apps.core.teaching import list_teaching_duties
from apps.core.uow import unit_of_work
from apps.events.publishing import recheck_sockets
from apps.settings.services import write_audit_log

FACTS: dict[str, tuple[str, ...]] = {
    "name": ("first_name", "last_name", "patronymic"),
    "phone": ("phone", "phone_verified_at", "phone_vouched_at"),
    "email": ("email", "email_verified_at"),
    "birth_date": ("birth_date",),
    "photo": ("avatar_id",),
}
"""Facts of which the office chooses one, each with its columns; the first says whether there is one."""
WRITTEN = ("first_name", "last_name", "patronymic", "phone", "email", "birth_date", "avatar_id")
CONTACTS = ("phone", "email")


class Side(StrEnum):
    """Of which of the two a fact is taken."""

    KEEP = "keep"
    DUPLICATE = "duplicate"


class PersonMerged(Conflict):
    """The account was merged into another one, which has everything now."""

    code, detail = ErrorCode.PERSON_MERGED, _("This account was merged into another one. Please open that one.")


@dataclass(frozen=True)
class DifferentFact:
    """A fact of the duplicate that the kept pupil lacks or has otherwise; `taken`: whose counts unless one chooses."""

    fact: str
    keep: Any
    duplicate: Any
    taken: Side


@dataclass(frozen=True)
class MergePreview:
    """What a merge would do now: the rows that move by kind, the balances, the facts that differ, and what refuses
    it.
    """

    keep: User
    duplicate: User
    counts: Mapping[str, int]
    amounts: list[MergeAmount]
    facts: list[DifferentFact]
    conflicts: list[MergeConflict]


def check_not_merged(people: Collection[UUID]) -> None:
    """Raise PersonMerged when one of these accounts was merged into another. Call it under a lock that
    `merge_duplicate` takes too.
    """
    if User.objects.filter(pk__in=people, merged_into__isnull=False).exists():
        raise PersonMerged()


def preview_merge(*, keep: User, duplicate: User, actor: User) -> MergePreview:
    """Return what `merge_duplicate` would do now; nothing changes. Raise Invalid for one and the same account, and
    Forbidden where that refuses the actor.
    """
    _check_two(keep, duplicate)
    merge = PersonMerge(keep, duplicate, actor)
    _check_actor(merge)
    return MergePreview(
        keep=keep,
        duplicate=duplicate,
        counts=person_merge.count_movable_rows(merge),
        amounts=_list_amounts(merge),
        facts=list_different_facts(keep, duplicate),
        conflicts=_list_conflicts(merge),
    )


def merge_duplicate(*, keep: User, duplicate: User, actor: User, facts: Mapping[str, Side] | None = None) -> User:
    """Move everything of the duplicate to the kept pupil and close the duplicate; return the kept pupil.

    `facts`: whose fact counts, where both have one; by default that of the kept pupil, and what that one lacks is taken
    from the duplicate. All or nothing. Raise Invalid for one and the same account; Forbidden for own family of the
    actor; and Conflict, with what has to be settled first in `fields`, as the conflicts of `preview_merge` say.
    """
    _check_two(keep, duplicate)
    with unit_of_work():
        merge = _lock(keep, duplicate, actor)
        _check_actor(merge)
        if conflicts := _list_conflicts(merge):
            _refuse(conflicts)
        amounts = _list_amounts(merge)
        counts = person_merge.move_rows(merge)
        User.objects.filter(merged_into=merge.duplicate).update(merged_into=merge.keep, updated_at=timezone.now())
        was_active = merge.duplicate.is_active
        changes = _close_duplicate(merge)
        _take_facts(merge, facts or {})
        if was_active and not merge.keep.is_active:
            set_user_active(user=merge.keep, active=True, actor=actor)
        moved: dict[str, tuple[Any, Any]] = {name: (None, number) for name, number in counts.items() if number}
        moved |= {amount.currency or "coins": (amount.keep, amount.after) for amount in amounts if amount.duplicate}
        write_audit_log(actor, "accounts.merge", merge.keep, {"duplicate": (None, str(duplicate.pk)), **moved})
        write_audit_log(actor, "accounts.merged_into", merge.duplicate, changes)
        recheck_sockets(user_id=keep.pk)
        kept: User = merge.keep
        return kept


def list_different_facts(keep: User, duplicate: User) -> list[DifferentFact]:
    """Return the facts that the duplicate has and that the kept pupil lacks or has otherwise."""
    different = []
    for fact, columns in FACTS.items():
        kept, other = (_read_fact(person, columns) for person in (keep, duplicate))
        if other and other != kept:
            different.append(DifferentFact(fact, kept, other, Side.KEEP if kept else Side.DUPLICATE))
    return different


def _read_fact(person: User, columns: tuple[str, ...]) -> Any:
    if columns[0] != "first_name":
        return getattr(person, columns[0]) or None
    return " ".join(filter(None, (person.first_name, person.last_name, person.patronymic)))


def _check_two(keep: User, duplicate: User) -> None:
    if keep.pk == duplicate.pk:
        raise Invalid.field("duplicate", _("Choose two accounts: this is one and the same."))


def _check_actor(merge: PersonMerge) -> None:
    list(person_merge.call_merge_hooks("check_merge", merge))


def _lock(keep: User, duplicate: User, actor: User) -> PersonMerge:
    """Lock what the apps lock before they write about a pupil, then both accounts in the order of their ids: no row can
    begin to name one of them before the commit.
    """
    merge = PersonMerge(keep, duplicate, actor)
    list(person_merge.call_merge_hooks("lock_for_merge", merge))
    rows = User.objects.select_for_update(of=("self",)).filter(pk__in=merge.ids).order_by("pk")
    people = {person.pk: person for person in rows}
    if len(people) < len(merge.ids):
        raise NotFound()
    return PersonMerge(people[keep.pk], people[duplicate.pk], actor)


def _list_conflicts(merge: PersonMerge) -> list[MergeConflict]:
    if any(person.merged_into_id for person in (merge.keep, merge.duplicate)):
        return [MergeConflict(ErrorCode.PERSON_MERGED, "duplicate", PersonMerged.detail)]
    if not all(_is_plain_pupil(person) for person in (merge.keep, merge.duplicate)):
        detail = _("Only two pupils can be merged: not staff, and not people with another role.")
        return [MergeConflict(ErrorCode.MERGE_NOT_PUPILS, "duplicate", detail)]
    if duties := list_teaching_duties(merge.duplicate.pk):
        return [MergeConflict(ErrorCode.MERGE_NOT_PUPILS, duty.field, duty.text) for duty in duties]
    found = person_merge.call_merge_hooks("list_merge_conflicts", merge)
    return [conflict for conflicts in found for conflict in conflicts]


def _is_plain_pupil(person: User) -> bool:
    asks_for_more = bool(person.requested_role)
    return person.role == Role.STUDENT and not person.is_staff_member and not asks_for_more and not person.erased_at


def _refuse(conflicts: list[MergeConflict]) -> None:
    fields: dict[str, list[Any]] = {}
    for conflict in conflicts:
        fields.setdefault(conflict.field, []).append(conflict.detail)
    raise Conflict(conflicts[0].detail, code=conflicts[0].code, fields=fields)


def _list_amounts(merge: PersonMerge) -> list[MergeAmount]:
    found = person_merge.call_merge_hooks("list_merge_amounts", merge)
    return [amount for amounts in found for amount in amounts]


def _close_duplicate(merge: PersonMerge) -> dict[str, tuple[Any, Any]]:
    """Deactivate the duplicate, end its sessions, take its addresses and password, and let it point to the kept pupil;
    return what changed. The row in hand keeps its facts.
    """
    duplicate, now = merge.duplicate, timezone.now()
    if not set_user_active(user=duplicate, active=False, actor=merge.actor):
        end_sessions(user=duplicate, reason=EndReason.DEACTIVATED, actor=merge.actor)
    _close_codes(duplicate)
    gone = dict.fromkeys(("phone", "phone_verified_at", "phone_vouched_at", "email", "email_verified_at", "avatar"))
    password = passwords.hash_new_password(None, user=duplicate)
    User.objects.filter(pk=duplicate.pk).update(**gone, password=password, merged_into=merge.keep, updated_at=now)
    changes: dict[str, tuple[Any, Any]] = {"merged_into": (None, str(merge.keep.pk))}
    return changes | {name: (getattr(duplicate, name), None) for name in CONTACTS if getattr(duplicate, name)}


def _take_facts(merge: PersonMerge, chosen: Mapping[str, Side]) -> None:
    """Write the duplicate's facts that were chosen, or that the kept pupil lacks."""
    keep, duplicate = merge.keep, merge.duplicate
    taken = [
        fact.fact
        for fact in list_different_facts(keep, duplicate)
        if chosen.get(fact.fact, fact.taken) == Side.DUPLICATE
    ]
    values = {name: getattr(duplicate, name) for fact in taken for name in FACTS[fact]}
    replaced = [name for name in CONTACTS if name in values and getattr(keep, name)]
    try:
        written = {name: value for name, value in values.items() if name in WRITTEN}
        update_user_columns(user=keep, values=written, actor=merge.actor, action="accounts.change_person")
    except IntegrityError as error:
        raise translate_integrity_error(error) from error
    rest = {name: value for name, value in values.items() if name not in WRITTEN}
    if rest:
        User.objects.filter(pk=keep.pk).update(**rest)
    if replaced:
        _close_codes(keep)
        end_sessions(user=keep, reason=EndReason.BY_STAFF, actor=merge.actor)
    copy_birth_date_to_child_profile(keep)


def _close_codes(person: User) -> None:
    """End the codes and links that were sent to the person's addresses."""
    now = timezone.now()
    for codes in (PasswordResetToken.objects, UserVerification.objects):
        codes.filter(user=person, used_at__isnull=True).update(used_at=now)
