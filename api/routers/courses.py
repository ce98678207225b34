"""Operations under `/courses/`: the catalogue."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query, Router, Status

from api.auth import SignedInRequest, allow_anonymous, get_optional_user, public, requires
from api.errors import error_responses
from api.file_responses import serve_stored_file
from api.lists import PageOf, PageQuery, build_page
from api.schemas import catalogue as schemas
from api.schemas.base import get_changes
from api.uploads import FILE_REQUEST_BODY, get_put_file
from apps.core.money import Money
from apps.courses import access, listing, queries, services
from apps.courses.models import Category, Course

router = Router(tags=["courses"])


def _load_named_objects(request: SignedInRequest, sent: dict[str, Any]) -> dict[str, Any]:
    """What a body names, loaded."""
    fields = dict(sent)
    if sent.get("category"):
        fields["category"] = access.get_category_or_invalid(sent["category"])
    if "prices" in sent:
        fields["prices"] = [Money(**price) for price in sent["prices"]]
    if "prerequisites" in sent:
        fields["prerequisites"] = access.get_courses_or_invalid(
            request.auth.user, "prerequisites", sent["prerequisites"]
        )
    return fields


@router.get(
    "/courses/",
    auth=allow_anonymous("courses.read"),
    response={200: PageOf[schemas.CatalogueCourseOut], **error_responses(401, 422)},
    operation_id="courses_list",
    summary="List courses",
)
def courses_list(request: HttpRequest, query: Query[schemas.CoursesQuery]) -> dict[str, Any]:
    """Everyone gets published courses; staff also get drafts and archived courses. `search` matches the title in any of
    its languages and spellings.
    """
    courses = queries.list_visible_courses(
        get_optional_user(request),
        language=query.language,
        level=query.level,
        mode=query.mode,
        category_id=query.category,
        slug=query.slug,
        status=query.status,
    )
    return build_page(request, courses, query, ordering=("slug", "created_at"), search=listing.search_courses)


@router.post(
    "/courses/",
    auth=requires("courses.create"),
    response={201: schemas.CourseDetailOut, **error_responses(422)},
    operation_id="courses_create",
    summary="Create a course",
)
def courses_create(request: SignedInRequest, payload: schemas.CourseIn) -> Status[Course]:
    """The course is a draft: only staff see it until it is published. A teacher who creates it becomes its lead
    teacher.
    """
    named = _load_named_objects(request, payload.model_dump())
    return Status(201, services.create_course(actor=request.auth.user, **named))


@router.get(
    "/courses/{uuid:id}/",
    auth=allow_anonymous("courses.read"),
    response={200: schemas.CourseDetailOut, **error_responses(401, 404)},
    operation_id="courses_get",
    summary="Get a course",
)
def courses_get(request: HttpRequest, id: UUID) -> Course:
    """Everyone gets published courses; staff get any course."""
    return access.get_course(get_optional_user(request), id)


@router.patch(
    "/courses/{uuid:id}/",
    auth=requires("courses.edit"),
    response={200: schemas.CourseDetailOut, **error_responses(404, 422)},
    operation_id="courses_update",
    summary="Change a course",
)
def courses_update(request: SignedInRequest, id: UUID, payload: schemas.CourseChanges) -> Course:
    """For teachers of the course and the office. Fields that are not sent stay as they are."""
    course = access.get_taught_course(request.auth.user, id)
    named = _load_named_objects(request, get_changes(payload))
    return services.change_course(course=course, actor=request.auth.user, **named)


@router.delete(
    "/courses/{uuid:id}/",
    auth=requires("courses.manage"),
    response={204: None, **error_responses(404, 409)},
    operation_id="courses_remove",
    summary="Delete or archive a course",
)
def courses_remove(request: SignedInRequest, id: UUID) -> Status[None]:
    """A draft that was never published and has no groups is deleted; any other course is archived. Refused with 409
    `conflict` while active groups learn it.
    """
    services.remove_course(course=access.get_course(request.auth.user, id), actor=request.auth.user)
    return Status(204, None)


@router.post(
    "/courses/{uuid:id}/publish/",
    auth=requires("courses.publish"),
    response={200: schemas.CourseDetailOut, **error_responses(404, 409)},
    operation_id="courses_publish",
    summary="Publish a course",
)
def courses_publish(request: SignedInRequest, id: UUID) -> Course:
    """The course becomes visible to everyone. Refused with 409 `conflict` when it is already published."""
    return services.publish_course(course=access.get_course(request.auth.user, id), actor=request.auth.user)


@router.post(
    "/courses/{uuid:id}/archive/",
    auth=requires("courses.publish"),
    response={200: schemas.CourseDetailOut, **error_responses(404, 409)},
    operation_id="courses_archive",
    summary="Archive a course",
)
def courses_archive(request: SignedInRequest, id: UUID) -> Course:
    """The course leaves the catalogue; its groups continue. Refused with 409 `conflict` when it is already archived."""
    return services.archive_course(course=access.get_course(request.auth.user, id), actor=request.auth.user)


@router.put(
    "/courses/{uuid:id}/teachers/",
    auth=requires("courses.manage"),
    response={200: schemas.CourseDetailOut, **error_responses(404, 422)},
    operation_id="courses_set_teachers",
    summary="Set the teachers of a course",
)
def courses_set_teachers(request: SignedInRequest, id: UUID, payload: schemas.CourseTeachersIn) -> Course:
    """Replaces all teachers of the course. At most one of them can be the lead teacher."""
    user = request.auth.user
    course = access.get_course(user, id)
    named = [(access.get_person_or_invalid(user, "teachers", row.teacher), row.kind) for row in payload.teachers]
    services.set_course_teachers(course=course, actor=user, teachers=named)
    return course


@router.put(
    "/courses/{uuid:id}/thumbnail/",
    auth=requires("courses.edit"),
    response={200: schemas.CourseDetailOut, **error_responses(404, 413, 415, 422, 503)},
    operation_id="courses_set_thumbnail",
    summary="Set the picture of a course",
    openapi_extra=FILE_REQUEST_BODY,
)
def courses_set_thumbnail(request: SignedInRequest, id: UUID) -> Course:
    """PNG, JPEG or WebP, at most 10 MB. The picture is made smaller and its metadata is removed."""
    course = access.get_taught_course(request.auth.user, id)
    return services.set_course_thumbnail(course=course, actor=request.auth.user, upload=get_put_file(request))


@router.delete(
    "/courses/{uuid:id}/thumbnail/",
    auth=requires("courses.edit"),
    response={204: None, **error_responses(404)},
    operation_id="courses_remove_thumbnail",
    summary="Remove the picture of a course",
)
def courses_remove_thumbnail(request: SignedInRequest, id: UUID) -> Status[None]:
    """The next clean-up deletes the file."""
    course = access.get_taught_course(request.auth.user, id)
    services.set_course_thumbnail(course=course, actor=request.auth.user, upload=None)
    return Status(204, None)


@router.get(
    "/thumbnails/{str:link}/",
    auth=public,
    response={200: bytes, 206: bytes, **error_responses(404)},
    operation_id="courses_thumbnail",
    summary="Get the picture of a course",
)
def courses_thumbnail(request: HttpRequest, link: str) -> HttpResponseBase:
    """Open to everyone who has the signed address that the course gives as `thumbnail`."""
    return serve_stored_file(request, access.get_thumbnail(link), name="thumbnail.webp")


@router.get(
    "/categories/",
    auth=public,
    response={200: PageOf[schemas.CategoryOut], **error_responses(422)},
    operation_id="categories_list",
    summary="List categories",
)
def categories_list(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """The categories of the catalogue, in their order."""
    return build_page(request, queries.list_categories(), query, ordering=("position", "slug", "created_at"))


@router.post(
    "/categories/",
    auth=requires("courses.arrange"),
    response={201: schemas.CategoryOut, **error_responses(422)},
    operation_id="categories_create",
    summary="Create a category",
)
def categories_create(request: SignedInRequest, payload: schemas.CategoryIn) -> Status[Category]:
    """Without `slug`, one is made from the name."""
    return Status(201, services.create_category(actor=request.auth.user, **payload.model_dump()))


@router.get(
    "/categories/{uuid:id}/",
    auth=public,
    response={200: schemas.CategoryOut, **error_responses(404)},
    operation_id="categories_get",
    summary="Get a category",
)
def categories_get(request: HttpRequest, id: UUID) -> Category:
    """Open to everyone."""
    return access.get_category(id)


@router.patch(
    "/categories/{uuid:id}/",
    auth=requires("courses.arrange"),
    response={200: schemas.CategoryOut, **error_responses(404, 422)},
    operation_id="categories_update",
    summary="Change a category",
)
def categories_update(request: SignedInRequest, id: UUID, payload: schemas.CategoryChanges) -> Category:
    """Fields that are not sent stay as they are."""
    category = access.get_category(id)
    return services.change_category(category=category, actor=request.auth.user, **get_changes(payload))


@router.delete(
    "/categories/{uuid:id}/",
    auth=requires("courses.arrange"),
    response={204: None, **error_responses(404)},
    operation_id="categories_remove",
    summary="Delete a category",
)
def categories_remove(request: SignedInRequest, id: UUID) -> Status[None]:
    """Its courses stay, without a category."""
    services.remove_category(category=access.get_category(id), actor=request.auth.user)
    return Status(204, None)
