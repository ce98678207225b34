"""Operations under `/courses/`: courses, groups and who is in them."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from ninja import Query, Router, Status

from api.auth import SignedInRequest, requires
from api.errors import errors
from api.lists import PageOf, list_page
from api.schemas import courses as schemas
from apps.accounts.access import get_home_branch
from apps.courses import access, queries, services
from apps.courses.models import Course, Group, Membership

router = Router(tags=["courses"])


@router.get(
    "/courses/",
    auth=requires("courses.read"),
    response={200: PageOf[schemas.CourseOut], **errors(422)},
    operation_id="courses_list",
    summary="Courses",
)
def courses_list(request: SignedInRequest, query: Query[schemas.CoursesQuery]) -> dict[str, Any]:
    """Published courses; staff see drafts too. The search finds a title in any of its languages and spellings."""
    found = queries.visible_courses(request.auth.user, language=query.language, level=query.level)
    return list_page(request, found, query, ordering=("slug", "created_at"), search=queries.search)


@router.post(
    "/courses/",
    auth=requires("courses.create"),
    response={201: schemas.CourseOut, **errors(422)},
    operation_id="courses_create",
    summary="Draft a course",
)
def courses_create(request: SignedInRequest, payload: schemas.CourseIn) -> Status[Course]:
    """The course is a draft: only staff see it until it is published."""
    return Status(201, services.create_course(actor=request.auth.user, **payload.model_dump()))


@router.get(
    "/courses/{uuid:id}/",
    auth=requires("courses.read"),
    response={200: schemas.CourseOut, **errors(404)},
    operation_id="courses_get",
    summary="One course",
)
def courses_get(request: SignedInRequest, id: UUID) -> Course:
    """A published course, or for staff any."""
    return access.get_course(request.auth.user, id)


@router.get(
    "/groups/",
    auth=requires("groups.read"),
    response={200: PageOf[schemas.GroupOut], **errors(422)},
    operation_id="groups_list",
    summary="Groups",
)
def groups_list(request: SignedInRequest, query: Query[schemas.GroupsQuery]) -> dict[str, Any]:
    """Groups that one learns in, leads or assists; every group for the office."""
    found: QuerySet[Group] = queries.visible_groups(request.auth.user, course_id=query.course)
    return list_page(request, found, query, ordering=("name", "created_at"), search=queries.search)


@router.post(
    "/groups/",
    auth=requires("groups.manage"),
    response={201: schemas.GroupDetailOut, **errors(404, 422)},
    operation_id="groups_create",
    summary="Open a group",
)
def groups_create(request: SignedInRequest, payload: schemas.GroupIn) -> Status[Group]:
    """In the default branch, or for who does not work there in their own first one; without members."""
    user = request.auth.user
    group = services.create_group(
        actor=user,
        branch=get_home_branch(user),
        course=access.get_course(user, payload.course),
        name=payload.name,
        lead_teacher=access.named_person(user, "lead_teacher", payload.lead_teacher),
        assistants=[access.named_person(user, "assistants", person) for person in payload.assistants],
        capacity=payload.capacity,
    )
    return Status(201, access.get_group(user, group.pk))


@router.get(
    "/groups/{uuid:id}/",
    auth=requires("groups.read"),
    response={200: schemas.GroupDetailOut, **errors(404)},
    operation_id="groups_get",
    summary="One group",
)
def groups_get(request: SignedInRequest, id: UUID) -> Group:
    """A group that one learns in, leads or assists."""
    return access.get_group(request.auth.user, id)


@router.get(
    "/groups/{uuid:id}/members/",
    auth=requires("groups.read_members"),
    response={200: PageOf[schemas.MemberOut], **errors(404, 422)},
    operation_id="members_list",
    summary="Who is and was in a group",
)
def members_list(
    request: SignedInRequest,
    id: UUID,
    query: Query[schemas.MembersQuery],
) -> dict[str, Any]:
    """For the group's teachers and the office."""
    group = access.get_taught_group(request.auth.user, id)
    found = queries.members(group, open_now=query.open)
    return list_page(request, found, query, ordering=("student__first_name", "joined_on", "created_at"))


@router.post(
    "/groups/{uuid:id}/members/",
    auth=requires("groups.manage"),
    response={201: schemas.MemberOut, **errors(404, 409, 422)},
    operation_id="members_add",
    summary="Add a pupil to a group",
)
def members_add(
    request: SignedInRequest,
    id: UUID,
    payload: schemas.MemberIn,
) -> Status[Membership]:
    """A registered person becomes a student with their first group; open homework is given to them."""
    user = request.auth.user
    group = access.get_taught_group(user, id)
    student = access.named_person(user, "student", payload.student)
    return Status(201, services.add_member(actor=user, group=group, student=student, joined_on=payload.joined_on))


@router.delete(
    "/groups/{uuid:id}/members/{uuid:membership_id}/",
    auth=requires("groups.manage"),
    response={204: None, **errors(404, 409)},
    operation_id="members_remove",
    summary="End a membership",
)
def members_remove(
    request: SignedInRequest,
    id: UUID,
    membership_id: UUID,
) -> Status[None]:
    """The pupil leaves today; what they did in the group stays."""
    user = request.auth.user
    services.end_membership(actor=user, membership=access.get_membership(user, id, membership_id))
    return Status(204, None)
