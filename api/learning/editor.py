"""Operations under `/courses/` for those who write online courses: drafts, lessons and versions."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.guards import get_course_as_enrolled_user
from api.lanes import PICTURES
from api.learning import editor_schemas as schemas
from api.learning.files_schemas import CourseFileIn, CourseFileOut, CourseFilesQuery
from api.learning.outlines_schemas import CourseLessonOut, OutlineLessonOut
from api.lists import PageOf, PublicPageQuery, build_page, build_page_of_rows
from api.operations import OperationRouter
from apps.courses.access import get_taught_course
from apps.learning import access, draft_views, learner_views
from apps.learning import content_queries as queries
from apps.learning.models import CourseFile, CourseLesson, CourseVersion
from apps.learning.services import drafts, lesson_drafts, publishing
from apps.learning.standing import load_standing
from apps.resources.access import get_media
from apps.resources.services import course_files

router = OperationRouter(tags=["courses"])


@router.get("/courses/{uuid:id}/draft/", "learning.write", schemas.CourseDraftOut, errors=[404])
def course_drafts_get(request: SignedInRequest, id: UUID) -> draft_views.DraftView:
    """Get the draft of a course.

    Its modules and lessons, without the blocks. For teachers of the course and the office.
    """
    return draft_views.get_draft_view(get_taught_course(request.auth.user, id))


@router.patch("/courses/{uuid:id}/draft/", "learning.write", schemas.CourseDraftOut, errors=[404, 409, 422])
def course_drafts_update(request: SignedInRequest, id: UUID, payload: schemas.DraftSettingsIn) -> draft_views.DraftView:
    """Update the settings of a draft.

    Refused with 409 `draft_changed` when another user changed the draft since `revision`.
    """
    user = request.auth.user
    course = get_taught_course(user, id)
    sent = get_sent_fields(payload)
    drafts.change_settings(actor=user, course=course, revision=sent.pop("revision"), changes=sent)
    return draft_views.get_draft_view(course)


@router.patch("/modules/{uuid:id}/", "learning.write", schemas.CourseDraftOut, errors=[404, 422])
def course_modules_update(request: SignedInRequest, id: UUID, payload: schemas.ModuleChanges) -> draft_views.DraftView:
    """Update a module of a draft.

    Changes the title or the opening rules. Lessons that would wait for each other are refused with their titles.
    """
    user = request.auth.user
    module = access.get_draft_module(user, id)
    drafts.change_module(actor=user, module=module, changes=get_sent_fields(payload))
    return draft_views.get_draft_view(module.course)


@router.delete("/modules/{uuid:id}/", "learning.write", errors=[404])
def course_modules_remove(request: SignedInRequest, id: UUID) -> None:
    """Delete a module from a draft.

    Its lessons go with it. Learners keep both until the next publication.
    """
    user = request.auth.user
    drafts.delete_module(actor=user, module=access.get_draft_module(user, id))


@router.post("/modules/{uuid:id}/restore/", "learning.write", schemas.CourseDraftOut, errors=[404])
def course_modules_restore(request: SignedInRequest, id: UUID) -> draft_views.DraftView:
    """Restore a deleted module.

    The lessons that were deleted with it come back too.
    """
    user = request.auth.user
    module = access.get_draft_module(user, id, deleted=True)
    lesson_drafts.restore_module(actor=user, module=module)
    return draft_views.get_draft_view(module.course)


@router.get("/courses/{uuid:id}/lessons/", "courses.read", PageOf[OutlineLessonOut], errors=[403, 404, 422])
def course_lessons_list(request: SignedInRequest, id: UUID, query: Query[PublicPageQuery]) -> dict[str, Any]:
    """List the lessons of an online course.

    What is published, in order; a locked lesson says why and has no id. For the enrolled and the teachers of the
    course; others get 403 `not_enrolled`.
    """
    course = get_course_as_enrolled_user(request, id)
    lessons = learner_views.list_outline_lessons(load_standing(request.auth.user, course))
    return build_page_of_rows(request, lessons, query)


@router.post(
    "/courses/{uuid:id}/lessons/", "learning.write", schemas.LessonDraftOut, status=201, errors=[404, 409, 422]
)
def course_lessons_create(request: SignedInRequest, id: UUID, payload: schemas.CourseLessonIn) -> CourseLesson:
    """Add a lesson to a draft.

    An empty lesson at the end of a module.
    """
    user = request.auth.user
    module = access.get_module_or_invalid(get_taught_course(user, id), payload.module)
    lesson = lesson_drafts.add_lesson(actor=user, module=module, title=payload.title)
    return draft_views.get_lesson_view(lesson)


@router.get("/lessons/{uuid:id}/draft/", "learning.write", schemas.LessonDraftOut, errors=[404])
def lesson_drafts_get(request: SignedInRequest, id: UUID) -> CourseLesson:
    """Get the draft of a lesson.

    Its blocks as they were saved last. For teachers of the course and the office.
    """
    return draft_views.get_lesson_view(access.get_draft_lesson(request.auth.user, id))


@router.put("/lessons/{uuid:id}/draft/", "learning.write", schemas.LessonDraftOut, errors=[404, 409, 413, 422])
def lesson_drafts_save(request: SignedInRequest, id: UUID, payload: schemas.LessonDraftIn) -> CourseLesson:
    """Save the draft of a lesson.

    Blocks may be incomplete until the course is published. Refused with 409 `draft_changed` when another user saved
    the lesson since `revision`.
    """
    user = request.auth.user
    lesson = access.get_draft_lesson(user, id)
    sent = get_sent_fields(payload)
    saved = lesson_drafts.save_lesson(actor=user, lesson=lesson, revision=sent.pop("revision"), changes=sent)
    return draft_views.get_lesson_view(saved)


@router.delete("/lessons/{uuid:id}/draft/", "learning.write", errors=[404])
def lesson_drafts_remove(request: SignedInRequest, id: UUID) -> None:
    """Delete a lesson from a draft.

    Learners keep it until the next publication; what they did in it stays counted.
    """
    user = request.auth.user
    lesson_drafts.delete_lesson(actor=user, lesson=access.get_draft_lesson(user, id))


@router.get("/lessons/{uuid:id}/draft/preview/", "learning.write", CourseLessonOut, errors=[404])
def lesson_drafts_preview(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Preview the draft of a lesson.

    As a learner will see it. Nothing is counted.
    """
    return draft_views.preview_lesson(access.get_draft_lesson(request.auth.user, id))


@router.post("/lessons/{uuid:id}/restore/", "learning.write", schemas.CourseDraftOut, errors=[404])
def course_lessons_restore(request: SignedInRequest, id: UUID) -> draft_views.DraftView:
    """Restore a deleted lesson.

    It comes back into its module, with the module if that was deleted too.
    """
    user = request.auth.user
    lesson = access.get_draft_lesson(user, id, deleted=True)
    lesson_drafts.restore_lesson(actor=user, lesson=lesson)
    return draft_views.get_draft_view(lesson.course)


@router.put("/courses/{uuid:id}/outline/", "learning.write", schemas.CourseDraftOut, errors=[404, 409, 422])
def course_outlines_set(request: SignedInRequest, id: UUID, payload: schemas.OutlineIn) -> draft_views.DraftView:
    """Reorder modules and lessons of a draft.

    Names every module and every lesson once. Refused with 409 `draft_changed` when another user changed the draft since
    `revision`.
    """
    user = request.auth.user
    course = get_taught_course(user, id)
    modules = [(module.id, module.lessons) for module in payload.modules]
    drafts.set_order(actor=user, course=course, revision=payload.revision, modules=modules)
    return draft_views.get_draft_view(course)


@router.get("/courses/{uuid:id}/changes/", "learning.write", schemas.ContentChangesOut, errors=[404])
def course_changes_get(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Preview the changes of a draft.

    What publishing would change for learners, and what is missing for it.
    """
    number, changes, missing = publishing.review_changes(get_taught_course(request.auth.user, id))
    return {"number_next": number, "changes": changes, "missing": missing}


@router.post(
    "/courses/{uuid:id}/versions/", "learning.write", schemas.CourseVersionOut, status=201, errors=[404, 409, 422]
)
def course_versions_create(request: SignedInRequest, id: UUID, payload: schemas.RevisionIn) -> CourseVersion:
    """Publish the draft of a course.

    Learners see all of it at one moment, and keep their progress. Refused with 409 `draft_changed` or
    `nothing_to_publish`, and with 422 that names what is missing by lesson.
    """
    user = request.auth.user
    course = get_taught_course(user, id)
    return publishing.publish_content(actor=user, course=course, revision=payload.revision)


@router.get("/courses/{uuid:id}/versions/", "learning.write", PageOf[schemas.CourseVersionOut], errors=[404, 422])
def course_versions_list(
    request: SignedInRequest, id: UUID, query: Query[schemas.CourseVersionsQuery]
) -> dict[str, Any]:
    """List the versions of a course.

    What was published, the last one first.
    """
    versions = queries.list_versions(get_taught_course(request.auth.user, id))
    return build_page(request, versions, query, ordering=("-number", "created_at"))


@router.post(
    "/courses/{uuid:id}/versions/{int:number}/restore/",
    "learning.write",
    schemas.CourseDraftOut,
    errors=[404, 409, 422],
)
def course_versions_restore(
    request: SignedInRequest, id: UUID, number: int, payload: schemas.RevisionIn
) -> draft_views.DraftView:
    """Restore a version as the draft.

    Learners see it when it is published. Refused with 409 `draft_changed` when another user changed the draft since
    `revision`.
    """
    user = request.auth.user
    course = get_taught_course(user, id)
    version = access.get_version(course, number)
    publishing.restore_version(actor=user, course=course, version=version, revision=payload.revision)
    return draft_views.get_draft_view(course)


@router.post(
    "/courses/{uuid:id}/files/",
    "learning.write",
    CourseFileOut,
    status=201,
    errors=[404, 409, 413, 415, 422],
    lane=PICTURES,
)
def course_files_create(request: SignedInRequest, id: UUID, payload: CourseFileIn) -> CourseFile:
    """Add a file to a course.

    An upload (see `POST /resources/uploads/`) or a file of the media library. Blocks of the course may show it.
    """
    user = request.auth.user
    course = get_taught_course(user, id)
    course_files.check_one_source(upload=payload.upload, media=payload.media)
    if payload.upload is not None:
        return course_files.add_uploaded_file(actor=user, course=course, upload_id=payload.upload, title=payload.title)
    media = get_media(user, payload.media)  # type: ignore[arg-type]
    return course_files.add_library_file(actor=user, course=course, media=media, title=payload.title)


@router.get("/courses/{uuid:id}/files/", "learning.write", PageOf[CourseFileOut], errors=[404, 422])
def course_files_list(request: SignedInRequest, id: UUID, query: Query[CourseFilesQuery]) -> dict[str, Any]:
    """List the files of a course.

    The files that its blocks may show, newest first. `search` finds titles.
    """
    files = queries.list_course_files(get_taught_course(request.auth.user, id), **query.filters())
    return build_page(request, files, query, ordering=("-created_at", "title"), search=queries.search_course_files)
