"""Plans of what each row of a pupil import creates and changes: the same for a dry run and for the real import.

Nothing is written here. An accepted row is added to the existing data, so that later rows of the same person find it
and seats run out; a refused row is not.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts.models import ChildProfile, Guardian, User
from apps.accounts.services.users import build_search_name
from apps.core.local_days import local_day
from apps.core.permissions import Role
from apps.core.stored_messages import Filled
from apps.courses.models import Group, Membership, Placement, PlacementMethod, RowVerdict
from apps.courses.services.imports.known import Known
from apps.courses.services.imports.pupils import Pupil, name_of
from ml.text import search_key

FILLED_IN = ("last_name", "phone", "email")
"""What a row adds to a pupil who has none yet; what they have is never replaced."""

_SEVERAL_GROUPS = re.compile(r"[,;|/\n]+")


@dataclass
class Outcome:
    """The result of a row and the objects that it creates; `before` has the old values of an existing pupil."""

    pupil: Pupil
    verdict: RowVerdict = RowVerdict.SAME
    person: User | None = None
    user: User | None = None
    before: dict[str, Any] = field(default_factory=dict)
    profile: ChildProfile | None = None
    parent: User | None = None
    parent_was: str = ""
    guardian: Guardian | None = None
    memberships: list[Membership] = field(default_factory=list)
    placement: Placement | None = None

    @property
    def changes(self) -> bool:
        """Return whether the row writes anything."""
        return any((self.user, self.before, self.profile, self.guardian, self.memberships, self.placement))


class Judge:
    """Plans rows one after the other, for one actor."""

    def __init__(
        self,
        *,
        actor: User,
        known: Known,
        default_group: Group | None,
        default_gone: bool,
        new_person: Callable[..., User],
    ) -> None:
        self.actor = actor
        self.known = known
        self.default_group = default_group
        self.default_gone = default_gone
        self.new_person = new_person
        self.free = {g.pk: g.capacity - g.seats_taken for groups in known.groups.values() for g in groups}
        self.row_of: dict[Any, int] = {}

    def judge(self, pupil: Pupil) -> Outcome:
        """Plan one row; its errors are stored in `pupil`."""
        outcome = Outcome(pupil)
        groups = self._groups(pupil)
        person = None if pupil.errors else self._find(pupil, groups)
        if not pupil.errors and person is None and not self._can_be_found_again(pupil, groups):
            pupil.refuse(
                "first_name",
                _("By the name alone nobody is known again: give a phone, an e-mail, a birth date or a group."),
            )
        if not pupil.errors:
            outcome.person = person or self._new_pupil(pupil)
            outcome.user = outcome.person if person is None else None
            self._plan(outcome, groups)
        if pupil.errors:
            return Outcome(pupil, RowVerdict.REFUSED, person=person)
        self._take(outcome)
        return outcome

    def _plan(self, outcome: Outcome, groups: Sequence[Group]) -> None:
        pupil, person = outcome.pupil, outcome.person
        assert person is not None
        self._fill_in(outcome, person)
        self._plan_memberships(outcome, person, groups)
        self._plan_parent(outcome, person)
        self._plan_level(outcome, person, groups)
        if pupil.is_child and pupil.birth_date and outcome.user is not None:
            outcome.profile = ChildProfile(user=person, birth_date=pupil.birth_date)
        if outcome.memberships and person.role == Role.MEMBER:
            outcome.before["role"] = person.role

    def _find(self, pupil: Pupil, groups: Sequence[Group]) -> User | None:
        found: User | None = None
        tables = {"number": self.known.by_number, "phone": self.known.by_phone, "email": self.known.by_email}
        for name, table in tables.items():
            value: Any = getattr(pupil, name)
            user = table.get(value) if value is not None else None  # type: ignore[attr-defined]
            if user is None:
                if name == "number" and value is not None:
                    pupil.refuse("number", _("No pupil has this number."))
                continue
            self._check_hit(pupil, name, user)
            if found is not None and found is not user:
                pupil.refuse(name, _("This belongs to another pupil than what stands before it."))
            found = found or user
        return found or self._find_by_name(pupil, groups)

    def _check_hit(self, pupil: Pupil, name: str, user: User) -> None:
        if user.pk not in self.known.within_reach:
            pupil.refuse(name, _("This is already in use."))
        elif not _learns(user):
            pupil.refuse(name, _("This belongs to somebody who is no pupil."))
        elif not _may_be(pupil, name, user):
            row = self.row_of.get(user.pk)
            pupil.refuse(name, _("This belongs to a pupil of another name."))
            if row is not None:
                pupil.refuse(name, Filled(_("Row %(row)d."), row=row))

    def _find_by_name(self, pupil: Pupil, groups: Sequence[Group]) -> User | None:
        namesakes = self.known.by_name.get(pupil.name, {}).values()
        hits = [user for user in namesakes if self._is_same(pupil, user, groups)]
        if len(hits) > 1:
            pupil.refuse("first_name", _("Several pupils have this name: give a phone or a number."))
        return hits[0] if len(hits) == 1 else None

    def _is_same(self, pupil: Pupil, user: User, groups: Sequence[Group]) -> bool:
        """Return whether a user with the same name is the same person: no value contradicts, and a birth date, a parent
        or a group matches.
        """
        if user.pk not in self.known.within_reach or not _learns(user):
            return False
        told = ((pupil.phone, user.phone), (pupil.email, user.email), (pupil.birth_date, self.known.born.get(user.pk)))
        if any(mine and theirs and mine != theirs for mine, theirs in told):
            return False
        parent = self.known.by_phone.get(pupil.parent_phone or "")
        shared = self.known.open.get(user.pk, {}).keys() & {group.pk for group in groups}
        born = pupil.birth_date is not None and self.known.born.get(user.pk) == pupil.birth_date
        return born or bool(shared) or (parent is not None and (parent.pk, user.pk) in self.known.guardians)

    @staticmethod
    def _can_be_found_again(pupil: Pupil, groups: Sequence[Group]) -> bool:
        return bool(pupil.phone or pupil.email or pupil.is_child or pupil.parent_phone or groups)

    def _new_pupil(self, pupil: Pupil) -> User:
        return self.new_person(
            role=Role.STUDENT,
            first_name=pupil.first_name,
            last_name=pupil.last_name,
            phone=pupil.phone,
            email=pupil.email,
        )

    def _fill_in(self, outcome: Outcome, person: User) -> None:
        if outcome.user is not None:
            return
        pupil = outcome.pupil
        born = self.known.born.get(person.pk)
        if born and pupil.birth_date and born != pupil.birth_date:
            pupil.refuse("birth_date", _("This pupil has another birth date here."))
        for name, message in (
            ("phone", _("This pupil has another phone here: change it on the pupil's page.")),
            ("email", _("This pupil has another e-mail here: change it on the pupil's page.")),
        ):
            mine, theirs = getattr(pupil, name), getattr(person, name)
            if mine and theirs and mine != theirs:
                pupil.refuse(name, message)
        outcome.before |= {
            name: getattr(person, name) for name in FILLED_IN if getattr(pupil, name) and not getattr(person, name)
        }

    def _groups(self, pupil: Pupil) -> list[Group]:
        if not pupil.groups:
            if self.default_gone:
                pupil.refuse("group", _("The group is closed."))
            return [self.default_group] if self.default_group else []
        whole = self.known.groups.get(search_key(pupil.groups))
        names = (
            [pupil.groups] if whole else [part.strip() for part in _SEVERAL_GROUPS.split(pupil.groups) if part.strip()]
        )
        found: list[Group] = []
        for name in names:
            hits = self.known.groups.get(search_key(name), [])
            if len(hits) == 1:
                found += [group for group in hits if group not in found]
            elif hits:
                pupil.refuse(
                    "group", Filled(_("Several branches have a group “%(name)s”: say which branch."), name=name)
                )
            else:
                pupil.refuse("group", Filled(_("There is no open group “%(name)s”."), name=name))
        return found

    def _plan_memberships(self, outcome: Outcome, person: User, groups: Sequence[Group]) -> None:
        pupil = outcome.pupil
        for group in groups:
            if group.pk in self.known.open.get(person.pk, {}):
                continue
            joined_on = pupil.joined_on or local_day(timezone.now(), group.local_zone)
            last = self.known.last_days.get((person.pk, group.pk))
            if last is not None and last >= joined_on:
                pupil.refuse("joined_on", _("This pupil was in the group on that day already."))
            elif self.free[group.pk] < 1:
                pupil.refuse("group", _("The group is full."))
            else:
                outcome.memberships.append(
                    Membership(group=group, student=person, joined_on=joined_on, reason=pupil.note)
                )

    def _plan_parent(self, outcome: Outcome, person: User) -> None:
        pupil = outcome.pupil
        if pupil.parent_phone is None:
            return
        parent = self.known.by_phone.get(pupil.parent_phone)
        if parent is None:
            outcome.parent = parent = self._new_parent(pupil)
        elif (message := self._parent_refusal(parent, person)) is not None:
            pupil.refuse("parent_phone", message)
            return
        elif parent.role == Role.MEMBER:
            outcome.parent_was = parent.role
        if (parent.pk, person.pk) in self.known.guardians:
            return
        outcome.guardian = Guardian(parent=parent, child=person, kind=pupil.parent_kind)

    def _parent_refusal(self, parent: User, person: User) -> StrOrPromise | None:
        if parent.pk == person.pk:
            return _("A user cannot be their own guardian.")
        if parent.pk not in self.known.within_reach or not parent.is_active:
            return _("This is already in use.")
        if parent.pk in self.known.born:
            return _("A child cannot be a guardian.")
        if (person.pk, parent.pk) in self.known.guardians:
            return _("This user is the guardian of the parent.")
        if parent.pk == self.actor.pk and (parent.pk, person.pk) not in self.known.guardians:
            return _("Nobody makes themselves a guardian by a table.")
        return None

    def _new_parent(self, pupil: Pupil) -> User:
        first = pupil.parent_first or str(_("Parent"))
        last = pupil.parent_last if pupil.parent_first else pupil.last_name
        return self.new_person(role=Role.PARENT, first_name=first, last_name=last, phone=pupil.parent_phone)

    def _plan_level(self, outcome: Outcome, person: User, groups: Sequence[Group]) -> None:
        pupil = outcome.pupil
        if not pupil.level:
            return
        level = self.known.levels.get(search_key(pupil.level))
        if level is None:
            pupil.refuse("level", _("The centre has no such level."))
            return
        language = groups[0].course.language if groups else "en"
        if self.known.placed.get((person.pk, language)) != level.pk:
            today: date = local_day(timezone.now(), person.zone)
            outcome.placement = Placement(
                student=person, language=language, level=level, method=PlacementMethod.IMPORTED, found_on=today,
                found_by=self.actor,
            )  # fmt: skip

    def _take(self, outcome: Outcome) -> None:
        """Add the row to the existing data, for later rows."""
        person, pupil, known = outcome.person, outcome.pupil, self.known
        assert person is not None
        if outcome.user is not None:
            outcome.verdict = RowVerdict.NEW
        elif outcome.changes:
            outcome.verdict = RowVerdict.CHANGED
        for name in outcome.before:
            setattr(person, name, Role.STUDENT.value if name == "role" else getattr(pupil, name))
        if "last_name" in outcome.before:
            person.folded = build_search_name(person)
        known.within_reach.add(person.pk)
        known.add_person(person)
        self.row_of.setdefault(person.pk, pupil.row)
        if outcome.profile is not None:
            known.born[person.pk] = outcome.profile.birth_date
        if outcome.guardian is not None:
            parent = outcome.guardian.parent
            parent.role = Role.PARENT.value if parent.role == Role.MEMBER else parent.role
            known.within_reach.add(parent.pk)
            known.add_person(parent)
            known.link(parent.pk, person.pk)
        for membership in outcome.memberships:
            self.free[membership.group_id] -= 1
            known.open.setdefault(person.pk, {})[membership.group_id] = membership
        if outcome.placement is not None:
            known.placed[person.pk, outcome.placement.language] = outcome.placement.level_id


def _may_be(pupil: Pupil, name: str, user: User) -> bool:
    """Return whether the user found by the field `name` can be the pupil of the row. With a number, one common word of
    the name is enough. A phone may be shared by siblings: all words of one name must be in the other.
    """
    told, theirs = set(pupil.name), set(name_of(user.first_name, user.last_name))
    return bool(told & theirs) if name == "number" else told <= theirs or theirs <= told


def _learns(user: User) -> bool:
    return user.role in (Role.STUDENT, Role.MEMBER) and user.own_role_id is None and user.is_active
