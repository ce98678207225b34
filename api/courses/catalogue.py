"""Operations under `/courses/`: the catalogue."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query

from api.auth import SignedInRequest, build_optional_auth, get_optional_user, public
from api.base_schemas import get_sent_fields
from api.courses import catalogue_schemas as schemas
from api.file_responses import serve_public_file
from api.lanes import PICTURES
from api.lists import PageOf, build_page, build_page_of_rows
from api.operations import OperationRouter
from api.uploads import FILE_REQUEST_BODY, get_put_file
from apps.accounts.models import User
from apps.core.money import Money
from apps.courses import access, catalogue_queries, listing, queries, services
from apps.courses.models import Category, Course
from apps.learning.course_facts import add_course_facts
from apps.payments.services import own_family_prices

router = OperationRouter(tags=["courses"])


def _describe(user: User | None, course: Course) -> Course:
    """The course with what `CourseDetailOut` says about learning."""
    return add_course_facts(user, [course])[0]


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
    "/courses/", build_optional_auth("courses.read"), PageOf[schemas.CatalogueCourseOut], errors=[401, 422], cached=True
)
def courses_list(request: HttpRequest, query: Query[schemas.CoursesQuery]) -> dict[str, Any]:
    """List courses.

    Everyone gets published courses; staff also get drafts and archived courses. `search` matches the title in any of
    its languages and spellings, also with a typing error, the best first. Each says how far you are in it.
    """
    courses = queries.list_visible_courses(get_optional_user(request), **query.filters())
    order, search = ("slug", "created_at"), listing.search_courses
    page = build_page(request, courses, query, ordering=order, search=search, rank=listing.rank_courses)
    return page | {"results": add_course_facts(get_optional_user(request), page["results"])}


@router.post("/courses/", "courses.create", schemas.CourseDetailOut, status=201, errors=[422])
def courses_create(request: SignedInRequest, payload: schemas.CourseIn) -> Course:
    """Create a course.

    The course is a draft: only staff see it until it is published. A teacher who creates it becomes its lead
    teacher.
    """
    named = _load_named_objects(request, payload.model_dump())
    return _describe(request.auth.user, services.create_course(actor=request.auth.user, **named))


@router.get(
    "/courses/{uuid:id}/", build_optional_auth("courses.read"), schemas.CourseDetailOut, errors=[401, 404], cached=True
)
def courses_get(request: HttpRequest, id: UUID) -> Course:
    """Get a course.

    Everyone gets published courses; staff get any course.
    """
    user = get_optional_user(request)
    return _describe(user, access.get_course(user, id))


@router.patch("/courses/{uuid:id}/", "courses.edit", schemas.CourseDetailOut, errors=[404, 422])
def courses_update(request: SignedInRequest, id: UUID, payload: schemas.CourseChanges) -> Course:
    """Update a course.

    For teachers of the course and the office. Fields that are not sent stay as they are. Refused with 403
    `own_payment` for the prices of a course that your own family learns.
    """
    course = access.get_taught_course(request.auth.user, id)
    named = _load_named_objects(request, get_sent_fields(payload))
    return _describe(
        request.auth.user, own_family_prices.change_course(course=course, actor=request.auth.user, **named)
    )


@router.delete("/courses/{uuid:id}/", "courses.manage", errors=[404, 409])
def courses_remove(request: SignedInRequest, id: UUID) -> None:
    """Delete or archive a course.

    A draft that was never published and has no groups is deleted; any other course is archived. Refused with 409
    `conflict` while active groups learn it.
    """
    services.delete_or_archive_course(course=access.get_course(request.auth.user, id), actor=request.auth.user)


@router.post("/courses/{uuid:id}/publish/", "courses.publish", schemas.CourseDetailOut, errors=[404, 409])
def courses_publish(request: SignedInRequest, id: UUID) -> Course:
    """Publish a course.

    The course becomes visible to everyone. Refused with 409 `conflict` when it is already published.
    """
    user = request.auth.user
    return _describe(user, services.publish_course(course=access.get_course(user, id), actor=user))


@router.post("/courses/{uuid:id}/archive/", "courses.publish", schemas.CourseDetailOut, errors=[404, 409])
def courses_archive(request: SignedInRequest, id: UUID) -> Course:
    """Archive a course.

    The course leaves the catalogue; its groups continue. Refused with 409 `conflict` when it is already archived.
    """
    user = request.auth.user
    return _describe(user, services.archive_course(course=access.get_course(user, id), actor=user))


@router.put("/courses/{uuid:id}/teachers/", "courses.manage", schemas.CourseDetailOut, errors=[404, 422])
def courses_set_teachers(request: SignedInRequest, id: UUID, payload: schemas.CourseTeachersIn) -> Course:
    """Set the teachers of a course.

    Replaces all teachers of the course. At most one of them can be the lead teacher.
    """
    user = request.auth.user
    course = access.get_course(user, id)
    named = [(access.get_person_or_invalid(user, "teachers", row.teacher), row.kind) for row in payload.teachers]
    services.set_course_teachers(course=course, actor=user, teachers=named)
    return _describe(user, course)


@router.put(
    "/courses/{uuid:id}/thumbnail/",
    "courses.edit",
    schemas.CourseDetailOut,
    errors=[404, 413, 415, 422, 503],
    openapi_extra=FILE_REQUEST_BODY,
    lane=PICTURES,
)
def courses_set_thumbnail(request: SignedInRequest, id: UUID) -> Course:
    """Set the picture of a course.

    PNG, JPEG or WebP, at most 10 MB and 25 million pixels. Its metadata is removed; a job makes three sizes of it.
    """
    user = request.auth.user
    course = access.get_taught_course(user, id)
    return _describe(user, services.set_course_thumbnail(course=course, actor=user, upload=get_put_file(request)))


@router.delete("/courses/{uuid:id}/thumbnail/", "courses.edit", errors=[404])
def courses_remove_thumbnail(request: SignedInRequest, id: UUID) -> None:
    """Remove the picture of a course.

    The next clean-up deletes the file.
    """
    course = access.get_taught_course(request.auth.user, id)
    services.set_course_thumbnail(course=course, actor=request.auth.user, upload=None)


@router.get("/thumbnails/{str:link}/", public, {200: bytes, 206: bytes}, errors=[404])
def courses_thumbnail(request: HttpRequest, link: str) -> HttpResponseBase:
    """Get the picture of a course.

    Open to everyone. The address, which the course gives as `thumbnail` and in `thumbnails`, holds the hash of the
    picture: it can be kept for ever.
    """
    return serve_public_file(request, access.get_thumbnail(link), name="thumbnail.webp")


@router.get("/tags/", build_optional_auth("courses.read"), PageOf[schemas.TagOut], errors=[401, 422], cached=True)
def tags_list(request: HttpRequest, query: Query[schemas.TagsQuery]) -> dict[str, Any]:
    """List tags of courses.

    The tags of the courses that you see in the catalogue, the most frequent first.
    """
    tags = catalogue_queries.count_tags(queries.list_visible_courses(get_optional_user(request)))
    return build_page_of_rows(request, tags, query)


@router.get("/categories/", public, PageOf[schemas.CategoryOut], errors=[422], cached=True)
def categories_list(request: HttpRequest, query: Query[schemas.CategoriesQuery]) -> dict[str, Any]:
    """List course categories.

    The categories of the catalogue, in their order.
    """
    categories = catalogue_queries.list_categories(**query.filters())
    return build_page(request, categories, query, ordering=("position", "slug", "created_at"))


@router.post("/categories/", "courses.arrange", schemas.CategoryOut, status=201, errors=[422])
def categories_create(request: SignedInRequest, payload: schemas.CategoryIn) -> Category:
    """Create a course category.

    Without `slug`, one is made from the name.
    """
    return services.create_category(actor=request.auth.user, **payload.model_dump())


@router.get("/categories/{uuid:id}/", public, schemas.CategoryOut, errors=[404], cached=True)
def categories_get(request: HttpRequest, id: UUID) -> Category:
    """Get a course category.

    Open to everyone.
    """
    return access.get_category(id)


@router.patch("/categories/{uuid:id}/", "courses.arrange", schemas.CategoryOut, errors=[404, 422])
def categories_update(request: SignedInRequest, id: UUID, payload: schemas.CategoryChanges) -> Category:
    """Update a course category.

    Fields that are not sent stay as they are.
    """
    category = access.get_category(id)
    return services.change_category(category=category, actor=request.auth.user, **get_sent_fields(payload))


@router.delete("/categories/{uuid:id}/", "courses.arrange", errors=[404])
def categories_remove(request: SignedInRequest, id: UUID) -> None:
    """Delete a course category.

    Its courses stay, without a category.
    """
    services.remove_category(category=access.get_category(id), actor=request.auth.user)
