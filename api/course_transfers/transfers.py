"""Operations of course packages: exports of a course, and imports."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.course_transfers import transfers_schemas as schemas
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from apps.course_transfers import access, queries
from apps.course_transfers.models import CourseExport, CourseImport
from apps.course_transfers.services import drafts, exports, imports
from apps.courses.access import get_taught_course

router = OperationRouter(tags=["courses"])


@router.post(
    "/courses/{uuid:id}/exports/", "learning.write", schemas.CourseExportOut, status=202, errors=[404, 409, 422]
)
def course_exports_create(request: SignedInRequest, id: UUID, payload: schemas.CourseExportIn) -> CourseExport:
    """Export a course.

    A job writes the package: our own ZIP, or Common Cartridge 1.3. For teachers of the course and the office. Refused
    with 409 `conflict` where there is nothing to export.
    """
    user = request.auth.user
    course = get_taught_course(user, id)
    return exports.request_export(actor=user, course=course, package_format=payload.format, source=payload.source)


@router.get("/courses/{uuid:id}/exports/", "learning.write", PageOf[schemas.CourseExportOut], errors=[404, 422])
def course_exports_list(request: SignedInRequest, id: UUID, query: Query[schemas.CourseExportsQuery]) -> dict[str, Any]:
    """List the packages of a course.

    Newest first, with their progress; each is deleted after seven days.
    """
    rows = queries.list_exports(get_taught_course(request.auth.user, id), **query.filters())
    return build_page(request, rows, query, ordering=("-created_at",))


@router.get("/courses/{uuid:id}/exports/{uuid:export_id}/", "learning.write", schemas.CourseExportOut, errors=[404])
def course_exports_get(request: SignedInRequest, id: UUID, export_id: UUID) -> CourseExport:
    """Get a package of a course.

    Its progress, and a link when it is ready.
    """
    return access.get_export(request.auth.user, id, export_id)


@router.post(
    "/courses/imports/",
    "learning.write",
    schemas.CourseImportDetailOut,
    status=202,
    errors=[403, 404, 409, 413, 415, 422, 429],
)
def course_imports_create(request: SignedInRequest, payload: schemas.CourseImportIn) -> CourseImport:
    """Check a package of a course.

    Our own ZIP, Common Cartridge 1.1 to 1.3, or a backup of Moodle. A job reports what would be taken, changed and
    left out; nothing is imported yet.
    """
    user = request.auth.user
    course = access.get_target_or_invalid(user, payload.course) if payload.course else None
    created = imports.create_import(actor=user, upload_id=payload.upload, course=course)
    return access.get_own_import(user, created.pk)


@router.get("/courses/imports/", "learning.write", PageOf[schemas.CourseImportOut], errors=[422])
def course_imports_list(request: SignedInRequest, query: Query[schemas.CourseImportsQuery]) -> dict[str, Any]:
    """List your imports of courses.

    Packages that you sent, newest first.
    """
    rows = queries.list_own_imports(request.auth.user, **query.filters())
    return build_page(request, rows, query, ordering=("-created_at",))


@router.get("/courses/imports/{uuid:id}/", "learning.write", schemas.CourseImportDetailOut, errors=[404])
def course_imports_get(request: SignedInRequest, id: UUID) -> CourseImport:
    """Get an import of a course.

    One of your own, with its progress and what becomes of each thing in the package.
    """
    return access.get_own_import(request.auth.user, id)


@router.post(
    "/courses/imports/{uuid:id}/run/", "learning.write", schemas.CourseImportDetailOut, status=202, errors=[404, 409]
)
def course_imports_run(request: SignedInRequest, id: UUID) -> CourseImport:
    """Run a checked import of a course.

    A job makes the draft, all of it or nothing. Refused with 409 `conflict` unless the package was checked, and when
    the draft is no longer empty.
    """
    user = request.auth.user
    imports.run_import(actor=user, entry=access.get_changeable_import(user, id))
    return access.get_own_import(user, id)


@router.post("/courses/imports/{uuid:id}/undo/", "learning.write", schemas.CourseImportDetailOut, errors=[404, 409])
def course_imports_undo(request: SignedInRequest, id: UUID) -> CourseImport:
    """Undo an import of a course.

    The course that it made is deleted, or the draft that it filled is empty again. Refused with 409 `conflict` when the
    course was changed, published or learnt since.
    """
    user = request.auth.user
    drafts.undo_import(actor=user, entry=access.get_changeable_import(user, id))
    return access.get_own_import(user, id)
