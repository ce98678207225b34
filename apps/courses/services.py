"""Writes about courses, groups and memberships.

A new membership sets in motion: the pupil becomes a student, open homework is made for them (job
`homework.assign_open`), group and wall are told.
"""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

import apps.accounts.services as accounts
import apps.jobs.services as jobs
import apps.settings.services as settings
from apps.accounts.models import User
from apps.accounts.queries import guardian_ids
from apps.core.errors import Conflict, Invalid
from apps.core.localday import local_day
from apps.core.localized import localized
from apps.core.permissions import STAFF
from apps.core.richtext import clean_all
from apps.core.uow import unit_of_work
from apps.core.validators import day, valid
from apps.courses import events
from apps.courses.models import Course, CourseStatus, Group, GroupStatus, Membership, MembershipStatus
from apps.settings.models import Branch
from ml.text import fold
from realtime.events import group_stream, publish, revoke, wall_stream

SLUG_ONCE = "courses_course_slug_key"


def create_course(
    *,
    actor: User | None,
    title: dict[str, str],
    description: dict[str, str] | None = None,
    slug: str = "",
    language: str = "en",
    level: str = "",
    status: CourseStatus = CourseStatus.DRAFT,
) -> Course:
    """A course, drafted unless told otherwise. Without a slug one is made of the title.

    Of the description only harmless HTML is kept. Raises Invalid for a title without words in any language and for
    a slug that is taken.
    """
    if not localized(title):
        raise Invalid.field("title", _("Give a title in at least one language."))
    slug = slug or slugify(fold(localized(title, "en")).replace("'", ""))[:80] or "course"
    words = fold(" ".join([*title.values(), slug]))
    with unit_of_work():
        try:
            with transaction.atomic():
                course = Course.objects.create(
                    title=title,
                    description=clean_all(description or {}),
                    slug=slug,
                    folded=words,
                    language=language,
                    level=level,
                    status=status,
                )
        except IntegrityError as error:
            if _constraint(error) != SLUG_ONCE:
                raise
            raise Invalid.field("slug", _("Another course has this address.")) from error
        settings.audit(actor=actor, action="courses.create", obj=course, changes={"slug": (None, slug)})
    return course


def create_group(
    *,
    actor: User | None,
    branch: Branch,
    course: Course,
    name: str,
    lead_teacher: User,
    assistants: Sequence[User] = (),
    capacity: int = 20,
) -> Group:
    """An active group. Raises Invalid when a teacher may not teach or the branch has an active group of that
    name."""
    for field, people in (("lead_teacher", [lead_teacher]), ("assistants", assistants)):
        if any(person.role not in STAFF or not person.is_active for person in people):
            raise Invalid.field(field, _("This person is not a teacher."))
    with unit_of_work():
        Branch.objects.select_for_update().get(pk=branch.pk)
        if Group.objects.filter(branch=branch, name=name, status=GroupStatus.ACTIVE).exists():
            raise Invalid.field("name", _("This branch already has a group of that name."))
        group = Group.objects.create(
            branch=branch,
            course=course,
            name=name,
            folded=fold(name),
            lead_teacher=lead_teacher,
            capacity=capacity,
        )
        group.assistants.set(assistants)
        settings.audit(actor=actor, action="groups.create", obj=group, changes={"name": (None, name)})
    return group


def add_member(*, actor: User | None, group: Group, student: User, joined_on: date | None = None) -> Membership:
    """The pupil is in the group from `joined_on` (default: the branch's today).

    Raises Invalid for a `joined_on` that is no `day`, Conflict when the pupil is in the group already, the group is
    closed or full.
    """
    joined_on = valid("joined_on", day, joined_on or local_day(timezone.now(), group.branch.zone))
    with unit_of_work():
        locked = Group.objects.select_for_update().get(pk=group.pk)
        open_ones = Membership.objects.filter(group=group, left_on__isnull=True)
        if locked.status != GroupStatus.ACTIVE:
            raise Conflict(_("The group is closed."))
        if open_ones.filter(student=student).exists():
            raise Conflict(_("This pupil is in the group already."))
        if open_ones.count() >= locked.capacity:
            raise Conflict(_("The group is full."))
        membership = Membership.objects.create(group=group, student=student, joined_on=joined_on)
        accounts.make_student(user=student, actor=actor)
        jobs.enqueue(kind="homework.assign_open", object_id=membership.pk)
        settings.audit(actor=actor, action="groups.add_member", obj=group, changes={"student": (None, str(student.pk))})
        _announce(group, events.MembershipStarted.of(membership))
    return membership


def end_membership(*, actor: User | None, membership: Membership, left_on: date | None = None) -> Membership:
    """The pupil leaves the group; what was done in it stays, their sockets no longer hear of it.

    Raises Invalid for a `left_on` that is no `day`, Conflict when they have left already.
    """
    group = membership.group
    left_on = valid("left_on", day, left_on or local_day(timezone.now(), group.branch.zone))
    with unit_of_work():
        changed = Membership.objects.filter(pk=membership.pk, left_on__isnull=True).update(
            left_on=max(left_on, membership.joined_on),
            status=MembershipStatus.LEFT,
            updated_at=timezone.now(),
        )
        if not changed:
            raise Conflict(_("This pupil has left the group already."))
        membership.refresh_from_db()
        settings.audit(
            actor=actor,
            action="groups.end_membership",
            obj=group,
            changes={"student": (str(membership.student_id), None)},
        )
        _announce(group, events.MembershipEnded.of(membership))
        for user_id in (membership.student_id, *guardian_ids(membership.student_id)):
            revoke(user_id=user_id)
    return membership


def _announce(group: Group, event: events.MembershipStarted | events.MembershipEnded) -> None:
    for stream in (group_stream(group.pk), wall_stream(group.pk)):
        publish(stream, event)


def _constraint(error: IntegrityError) -> str:
    """The name of the constraint that the database says is broken."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
