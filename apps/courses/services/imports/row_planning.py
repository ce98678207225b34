"""Plans of what each row of a pupil import creates and changes: the same for a dry run and for the real import.

Nothing is written here. An accepted row is added to the existing data, so that later rows of the same person find it
and seats run out; a refused row is not.
"""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts.models import ChildProfile, Guardian, User
from apps.accounts.services.users import set_search_names
from apps.core.local_days import get_today
from apps.core.permissions import Role
from apps.core.stored_messages import FormattedMessage
from apps.courses.models import Group, ImportRowResult, Membership, Placement, PlacementMethod
from apps.courses.services.imports.existing_data import ExistingData
from apps.courses.services.imports.extra_columns import ExtraPlanner
from apps.courses.services.imports.pupil_rows import ImportedPupil, make_name_key
from ml.text import build_patronymic_key, build_search_key
from ml.text.names import is_name_of_one_person, read_name

FILLABLE_FIELDS = ("last_name", "patronymic", "phone", "email", "birth_date")
"""Fields that a row fills in when the pupil has no value; existing values are never replaced."""

_GROUP_SEPARATORS = re.compile(r"[,;|/\n]+")


@dataclass
class RowPlan:
    """The result of a row and the objects that it creates; `old_values` has the old values of an existing pupil."""

    pupil: ImportedPupil
    verdict: ImportRowResult = ImportRowResult.SAME
    person: User | None = None
    new_user: User | None = None
    old_values: dict[str, Any] = field(default_factory=dict)
    child_profile: ChildProfile | None = None
    parent: User | None = None
    old_parent_role: str = ""
    guardian: Guardian | None = None
    memberships: list[Membership] = field(default_factory=list)
    placement: Placement | None = None
    has_extras: bool = False

    @property
    def has_changes(self) -> bool:
        """Return whether the row writes anything."""
        created = (self.new_user, self.child_profile, self.guardian, self.memberships, self.placement)
        return bool(self.old_values or any(created) or self.has_extras)


@dataclass
class RowPlanner:
    """Plans rows one after the other, for one actor."""

    actor: User
    existing: ExistingData
    default_group: Group | None
    default_group_closed: bool
    extras: Sequence[ExtraPlanner] = ()
    row_by_user: dict[Any, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        groups = [group for namesakes in self.existing.groups.values() for group in namesakes]
        self.free_seats = {group.pk: group.capacity - group.seats_taken for group in groups}

    def plan_row(self, pupil: ImportedPupil) -> RowPlan:
        """Plan one row; its errors are stored in `pupil`."""
        outcome = RowPlan(pupil)
        groups = self._find_groups(pupil)
        person = None if pupil.errors else self._find_user(pupil, groups)
        identifies = pupil.phone or pupil.email or pupil.birth_date or pupil.parent_phone or groups
        if not pupil.errors and person is None and not identifies:
            needed = _("A name alone does not identify a pupil: add a phone, an e-mail, a birth date or a group.")
            pupil.add_error("first_name", needed)
        if not pupil.errors:
            if person is None:
                fields = ("first_name", "last_name", "patronymic", "phone", "email", "birth_date")
                outcome.new_user = build_user(role=Role.STUDENT, **{name: getattr(pupil, name) for name in fields})
            outcome.person = person or outcome.new_user
            self._plan_changes(outcome, groups)
            self._plan_extras(outcome, groups)
        if pupil.errors:
            return RowPlan(pupil, ImportRowResult.REFUSED, person=person)
        self._add_to_existing(outcome)
        return outcome

    def _plan_changes(self, plan: RowPlan, groups: Sequence[Group]) -> None:
        pupil, person = plan.pupil, plan.person
        assert person is not None
        self._plan_fields(plan, person)
        self._plan_memberships(plan, person, groups)
        self._plan_parent(plan, person)
        self._plan_level(plan, person, groups)
        born = pupil.birth_date
        if plan.new_user is not None and born is not None and born > self.existing.latest_adult_birth_date:
            plan.child_profile = ChildProfile(user=person, birth_date=born)
        if plan.memberships and person.role == Role.MEMBER:
            plan.old_values["role"] = person.role

    def _plan_extras(self, plan: RowPlan, groups: Sequence[Group]) -> None:
        pupil, person = plan.pupil, plan.person
        assert person is not None
        new = {membership.group_id: membership for membership in plan.memberships}
        memberships = []
        for group in groups:
            membership = new.get(group.pk) or self.existing.open_memberships.get(person.pk, {}).get(group.pk)
            if membership is not None:
                membership.group = group
                memberships.append(membership)
        for extra in self.extras:
            if not pupil.errors:
                extra.check_row(pupil, person, memberships)
        if not pupil.errors:
            changed = [extra.add_row(pupil, person, memberships) for extra in self.extras]
            plan.has_extras = any(changed)

    def _find_user(self, pupil: ImportedPupil, groups: Sequence[Group]) -> User | None:
        match: User | None = None
        tables = {"number": self.existing.by_number, "phone": self.existing.by_phone, "email": self.existing.by_email}
        for name, table in tables.items():
            value: Any = getattr(pupil, name)
            user = table.get(value) if value is not None else None  # type: ignore[attr-defined]
            if user is not None:
                self._check_match(pupil, name, user)
                if match is not None and match is not user:
                    pupil.add_error(name, _("This belongs to another pupil than the other values of the row."))
                match = match or user
            elif name == "number" and value is not None:
                pupil.add_error("number", _("No pupil has this number."))
        return match or self._find_by_name(pupil, groups)

    def _check_match(self, pupil: ImportedPupil, name: str, user: User) -> None:
        if user.pk not in self.existing.within_reach:
            pupil.add_error(name, _("This is already in use."))
        elif not _can_be_pupil(user):
            pupil.add_error(name, _("This belongs to a user who is not a pupil."))
        elif not _name_matches(pupil, name, user):
            pupil.add_error(name, _("This belongs to a pupil with another name."))
            self._add_row_of(pupil, user, name)

    def _add_row_of(self, pupil: ImportedPupil, user: User, name: str) -> None:
        row = self.row_by_user.get(user.pk)
        if row is not None:
            pupil.add_error(name, FormattedMessage(_("Row %(row)d."), row=row))

    def _find_by_name(self, pupil: ImportedPupil, groups: Sequence[Group]) -> User | None:
        by_name = self.existing.by_name
        namesakes = {**by_name.get(pupil.name_key, {}), **by_name.get(pupil.long_name_key, {})}
        hits = [user for user in namesakes.values() if self._is_same_person(pupil, user, groups)]
        hits = [user for user in hits if pupil.is_spelled_as(user)] or hits
        if len(hits) > 1:
            pupil.add_error("first_name", _("Several pupils have this name: give a phone or a number."))
        elif hits and not self._is_surely_same(pupil, hits[0]):
            similar = _(
                "A pupil of this group has a similar name. If it is the same one, give the number; if not, both need a "
                "birth date or a phone."
            )
            pupil.add_error("first_name", similar)
            self._add_row_of(pupil, hits[0], "first_name")
        return hits[0] if len(hits) == 1 else None

    def _is_surely_same(self, pupil: ImportedPupil, user: User) -> bool:
        """Return whether more than a group says that it is the same person, for a name in another spelling: Mirzayev
        and Mirzoyev may be two pupils of one group.
        """
        fathers = build_patronymic_key(pupil.patronymic), build_patronymic_key(user.patronymic)
        same_father = bool(fathers[0]) and fathers[0] == fathers[1]
        return pupil.is_spelled_as(user) or same_father or self._has_own_evidence(pupil, user)

    def _has_own_evidence(self, pupil: ImportedPupil, user: User) -> bool:
        parent = self.existing.by_phone.get(pupil.parent_phone or "")
        same_birth = pupil.birth_date is not None and user.birth_date == pupil.birth_date
        return same_birth or (parent is not None and (parent.pk, user.pk) in self.existing.guardians)

    def _is_same_person(self, pupil: ImportedPupil, user: User, groups: Sequence[Group]) -> bool:
        """Return whether a user with the same name is the same person: no value contradicts, and a birth date, a parent
        or a group matches.
        """
        if user.pk not in self.existing.within_reach or not _can_be_pupil(user):
            return False
        born = user.birth_date
        patronymics = build_patronymic_key(pupil.patronymic), build_patronymic_key(user.patronymic)
        value_pairs = ((pupil.phone, user.phone), (pupil.email, user.email), (pupil.birth_date, born), patronymics)
        if any(mine and theirs and mine != theirs for mine, theirs in value_pairs):
            return False
        shared = self.existing.open_memberships.get(user.pk, {}).keys() & {group.pk for group in groups}
        return bool(shared) or self._has_own_evidence(pupil, user)

    def _plan_fields(self, plan: RowPlan, person: User) -> None:
        if plan.new_user is not None:
            return
        pupil = plan.pupil
        for name, message in (
            ("birth_date", _("This pupil has another birth date here.")),
            ("phone", _("This pupil has another phone here: change it on the pupil's page.")),
            ("email", _("This pupil has another e-mail here: change it on the pupil's page.")),
        ):
            mine, theirs = getattr(pupil, name), getattr(person, name)
            if mine and theirs and mine != theirs:
                pupil.add_error(name, message)
        empty = [name for name in FILLABLE_FIELDS if getattr(pupil, name) and not getattr(person, name)]
        if "patronymic" in empty and set(pupil.long_name_key) <= set(make_name_key(person.full_name)):
            empty.remove("patronymic")
        plan.old_values |= {name: getattr(person, name) for name in empty}

    def _find_groups(self, pupil: ImportedPupil) -> list[Group]:
        if not pupil.groups:
            if self.default_group_closed:
                pupil.add_error("group", _("The group is closed."))
            return [self.default_group] if self.default_group else []
        names = [part.strip() for part in _GROUP_SEPARATORS.split(pupil.groups) if part.strip()]
        if build_search_key(pupil.groups) in self.existing.groups:
            names = [pupil.groups]
        groups: list[Group] = []
        for name in names:
            hits = self.existing.groups.get(build_search_key(name), [])
            if len(hits) == 1:
                groups += [group for group in hits if group not in groups]
            elif hits:
                several = _("Several branches have a group “%(name)s”: say which branch.")
                pupil.add_error("group", FormattedMessage(several, name=name))
            else:
                pupil.add_error("group", FormattedMessage(_("There is no open group “%(name)s”."), name=name))
        return groups

    def _plan_memberships(self, plan: RowPlan, person: User, groups: Sequence[Group]) -> None:
        pupil = plan.pupil
        for group in groups:
            if group.pk in self.existing.open_memberships.get(person.pk, {}):
                continue
            joined_on = pupil.joined_on or group.today
            last = self.existing.last_days.get((person.pk, group.pk))
            if last is not None and last >= joined_on:
                pupil.add_error("joined_on", _("This pupil was in the group on that day already."))
            elif self.free_seats[group.pk] < 1:
                pupil.add_error("group", _("The group is full."))
            else:
                plan.memberships.append(Membership(group=group, student=person, joined_on=joined_on, reason=pupil.note))

    def _plan_parent(self, plan: RowPlan, person: User) -> None:
        pupil = plan.pupil
        if pupil.parent_phone is None:
            return
        parent = self.existing.by_phone.get(pupil.parent_phone)
        if parent is None:
            first = pupil.parent_first_name or str(_("Parent"))
            last = pupil.parent_last_name if pupil.parent_first_name else pupil.last_name
            names = {"first_name": first, "last_name": last, "patronymic": pupil.parent_patronymic}
            parent = build_user(role=Role.PARENT, phone=pupil.parent_phone, **names)
            plan.parent = parent
        elif (message := self._parent_refusal(parent, person)) is not None:
            pupil.add_error("parent_phone", message)
            return
        elif parent.role == Role.MEMBER:
            plan.old_parent_role = parent.role
        if (parent.pk, person.pk) not in self.existing.guardians:
            plan.guardian = Guardian(parent=parent, child=person, kind=pupil.parent_kind)

    def _parent_refusal(self, parent: User, person: User) -> StrOrPromise | None:
        if parent.pk == person.pk:
            return _("A user cannot be their own guardian.")
        if parent.pk not in self.existing.within_reach or not parent.is_active:
            return _("This is already in use.")
        if parent.pk in self.existing.minors:
            return _("A child cannot be a guardian.")
        if (person.pk, parent.pk) in self.existing.guardians:
            return _("This user is the guardian of the parent.")
        if parent.pk == self.actor.pk and (parent.pk, person.pk) not in self.existing.guardians:
            return _("You cannot make yourself a guardian by an import.")
        return None

    def _plan_level(self, plan: RowPlan, person: User, groups: Sequence[Group]) -> None:
        pupil = plan.pupil
        if not pupil.level:
            return
        level = self.existing.levels.get(build_search_key(pupil.level))
        if level is None:
            pupil.add_error("level", _("The centre has no such level."))
            return
        language = groups[0].course.language if groups else "en"
        if self.existing.level_by_language.get((person.pk, language)) != level.pk:
            placement = Placement(student=person, language=language, level=level, method=PlacementMethod.IMPORTED)
            placement.found_on, placement.found_by = get_today(person.zone), self.actor
            plan.placement = placement

    def _add_to_existing(self, plan: RowPlan) -> None:
        """Add the row to the existing data, for later rows."""
        person, pupil, existing = plan.person, plan.pupil, self.existing
        assert person is not None
        if plan.new_user is not None:
            plan.verdict = ImportRowResult.NEW
        elif plan.has_changes:
            plan.verdict = ImportRowResult.CHANGED
        for name in plan.old_values:
            setattr(person, name, Role.STUDENT.value if name == "role" else getattr(pupil, name))
        if "phone" in plan.old_values:
            person.phone_vouched_at = timezone.now()
        set_search_names(person)
        existing.within_reach.add(person.pk)
        existing.add_person(person)
        self.row_by_user.setdefault(person.pk, pupil.row_number)
        if plan.child_profile is not None:
            existing.minors.add(person.pk)
        if plan.guardian is not None:
            parent = plan.guardian.parent
            parent.role = Role.PARENT.value if parent.role == Role.MEMBER else parent.role
            existing.within_reach.add(parent.pk)
            existing.add_person(parent)
            existing.add_guardian(parent.pk, person.pk)
        for membership in plan.memberships:
            self.free_seats[membership.group_id] -= 1
            existing.open_memberships.setdefault(person.pk, {})[membership.group_id] = membership
        if plan.placement is not None:
            existing.level_by_language[person.pk, plan.placement.language] = plan.placement.level_id


def build_user(**values: Any) -> User:
    """Build an unsaved user without a password and without branches. The office vouches for the phone."""
    vouched_at = timezone.now() if values.get("phone") else None
    user = User(
        phone_vouched_at=vouched_at,
        all_branches=False,
        password=f"{UNUSABLE_PASSWORD_PREFIX}{secrets.token_hex(20)}",
        **values,
    )
    set_search_names(user)
    return user


def _name_matches(pupil: ImportedPupil, name: str, user: User) -> bool:
    """Return whether the user found by the field `name` can be the pupil of the row. With a number, one common word of
    the name is enough. A phone or an e-mail may be shared by siblings: the given names must be the same.
    """
    if name == "number":
        return bool(set(pupil.name_key) & set(make_name_key(user.first_name, user.last_name)))
    if pupil.has_own_last_name:
        mine, theirs = (read_name(person.first_name, family=person.last_name) for person in (pupil, user))
    else:
        mine, theirs = (read_name(f"{person.first_name} {person.last_name}") for person in (pupil, user))
    return is_name_of_one_person(mine, theirs)


def _can_be_pupil(user: User) -> bool:
    return user.role in (Role.STUDENT, Role.MEMBER) and user.own_role_id is None and user.is_active
