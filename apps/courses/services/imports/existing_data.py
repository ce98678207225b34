"""Existing people, groups and levels that the rows of a pupil import refer to, loaded in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q

from apps.accounts.minors import filter_minors, get_latest_adult_birth_date
from apps.accounts.models import Guardian, User
from apps.accounts.services.users import build_stored_name_key
from apps.courses import queries
from apps.courses.models import Group, GroupStatus, Level, Membership, Placement
from apps.courses.services.imports.pupil_rows import ImportedPupil, NameKey, make_name_key
from apps.settings.models import Branch
from ml.text import build_search_key


@dataclass
class ExistingData:
    """The index of existing objects; accepted rows are added to it."""

    by_number: dict[int, User] = field(default_factory=dict)
    by_phone: dict[str, User] = field(default_factory=dict)
    by_email: dict[str, User] = field(default_factory=dict)
    by_name: dict[NameKey, dict[UUID, User]] = field(default_factory=dict)
    minors: set[UUID] = field(default_factory=set)
    latest_adult_birth_date: date = date.min
    within_reach: set[UUID] = field(default_factory=set)
    groups: dict[str, list[Group]] = field(default_factory=dict)
    open_memberships: dict[UUID, dict[UUID, Membership]] = field(default_factory=dict)
    last_days: dict[tuple[UUID, UUID], date] = field(default_factory=dict)
    guardians: set[tuple[UUID, UUID]] = field(default_factory=set)
    parents_of: dict[UUID, set[UUID]] = field(default_factory=dict)
    levels: dict[str, Level] = field(default_factory=dict)
    level_by_language: dict[tuple[UUID, str], UUID] = field(default_factory=dict)

    def add_person(self, user: User) -> None:
        """Index the person by number, phone, e-mail and name."""
        if user.number is not None:
            self.by_number[user.number] = user
        if user.phone:
            self.by_phone[user.phone] = user
        if user.email:
            self.by_email[user.email] = user
        for patronymic in {"", user.patronymic}:
            key = make_name_key(user.first_name, user.last_name, patronymic)
            self.by_name.setdefault(key, {})[user.pk] = user

    def add_guardian(self, parent_id: UUID, child_id: UUID) -> None:
        """Record that the parent is a guardian of the child."""
        self.guardians.add((parent_id, child_id))
        self.parents_of.setdefault(child_id, set()).add(parent_id)


def load_existing_data(
    actor: User, branch: Branch | None, rows: Sequence[ImportedPupil], *, lock: bool
) -> ExistingData:
    """Load what the rows refer to, as far as the actor may see it. With `lock`, lock the people and then the groups
    until the commit.
    """
    existing = ExistingData()
    phones = {row.phone for row in rows} | {row.parent_phone for row in rows}
    people = User.objects.filter(
        Q(number__in={row.number for row in rows} - {None})
        | Q(phone__in=phones - {None})
        | Q(email__in={row.email for row in rows} - {None})
        | Q(folded__in={build_search_key(name) for row in rows for name in row.name_orders})
        | Q(name_key__in={build_stored_name_key(name) for row in rows for name in row.name_orders}),
        erased_at__isnull=True,
    )
    people = people.select_for_update(of=("self",), no_key=True) if lock else people
    for user in people.select_related("own_role").order_by("id"):
        existing.add_person(user)
    ids = {key for namesakes in existing.by_name.values() for key in namesakes}
    reach = queries.list_people_within_reach(actor).filter(pk__in=ids).order_by()
    existing.within_reach = set(reach.values_list("pk", flat=True))
    existing.minors = set(filter_minors(User.objects.filter(pk__in=ids)).values_list("pk", flat=True))
    existing.latest_adult_birth_date = get_latest_adult_birth_date()
    _load_groups(existing, actor, branch, lock=lock)
    _load_links(existing, ids)
    for level in Level.objects.filter(archived_at__isnull=True):
        for name in (level.code, *level.name.values()):
            existing.levels.setdefault(build_search_key(name), level)
    return existing


def _load_groups(existing: ExistingData, actor: User, branch: Branch | None, *, lock: bool) -> None:
    groups = queries.list_taught_groups(actor).filter(status=GroupStatus.ACTIVE).order_by("id")
    groups = groups.filter(branch=branch) if branch else groups
    for group in groups.select_for_update(of=("self",), no_key=True) if lock else groups:
        existing.groups.setdefault(build_search_key(group.name), []).append(group)


def _load_links(existing: ExistingData, ids: set[UUID]) -> None:
    for membership in Membership.objects.filter(student__in=ids):
        if membership.left_on is None:
            existing.open_memberships.setdefault(membership.student_id, {})[membership.group_id] = membership
        elif not membership.never_began:
            key = (membership.student_id, membership.group_id)
            existing.last_days[key] = max(membership.left_on, existing.last_days.get(key, membership.left_on))
    for parent, child in Guardian.objects.filter(child__in=ids, ended_at__isnull=True).values_list("parent", "child"):
        existing.add_guardian(parent, child)
    newest = Placement.objects.filter(student__in=ids).order_by("found_on", "id")
    for student, language, level in newest.values_list("student", "language", "level"):
        existing.level_by_language[student, language] = level
