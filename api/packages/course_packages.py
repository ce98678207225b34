"""Operations under `/courses/` for interactive packages of online courses."""

from typing import Any
from uuid import UUID

from api.auth import SignedInRequest
from api.lanes import PICTURES
from api.operations import OperationRouter
from api.packages import course_packages_schemas as schemas
from apps.courses.access import get_taught_course
from apps.learning.models import CourseFile
from apps.packages import access, origin
from apps.packages.models import LearnerPackage, Package
from apps.packages.refusals import REFUSALS
from apps.packages.services import learning, unpacking

router = OperationRouter(tags=["courses"])


@router.post(
    "/courses/{uuid:id}/packages/",
    "learning.write",
    schemas.CoursePackageOut,
    status=201,
    errors=[404, 409, 413, 415, 422],
    lane=PICTURES,
)
def course_packages_create(request: SignedInRequest, id: UUID, payload: schemas.PackageIn) -> dict[str, Any]:
    """Add an interactive package to a course.

    A zip that was uploaded (see `POST /resources/uploads/`): SCORM 1.2 or 2004, H5P, or a page with `index.html`. It is
    unpacked soon after; blocks of the course may show it.
    """
    user = request.auth.user
    course = get_taught_course(user, id)
    file, package = unpacking.add_package(actor=user, course=course, upload_id=payload.upload, title=payload.title)
    return _describe(file, package)


@router.get("/courses/{uuid:id}/packages/{uuid:file}/", "learning.write", schemas.CoursePackageOut, errors=[404])
def course_packages_get(request: SignedInRequest, id: UUID, file: UUID) -> dict[str, Any]:
    """Get an interactive package of a course.

    By the id of its file: whether it is unpacked, and why it was refused.
    """
    return _describe(*access.get_course_package(get_taught_course(request.auth.user, id), file))


@router.post(
    "/lessons/{uuid:id}/packages/{uuid:block}/", "learning.learn", schemas.OpenedPackageOut, errors=[403, 404, 409]
)
def learning_packages_open(request: SignedInRequest, id: UUID, block: UUID) -> dict[str, Any]:
    """Open the package of a block.

    For those who may read the lesson. The address is yours alone, and works while you may read the lesson.
    """
    user = request.auth.user
    standing, package = access.get_readable_package(user, id, block)
    return _describe_opened(
        learning.open_package(user=user, course=standing.course, lesson_id=id, block=block, package=package)
    )


@router.put(
    "/lessons/{uuid:id}/packages/{uuid:block}/",
    "learning.learn",
    schemas.PackageSaveOut,
    errors=[403, 404, 409, 413, 422],
)
def learning_packages_save(
    request: SignedInRequest, id: UUID, block: UUID, payload: schemas.PackageSaveIn
) -> LearnerPackage:
    """Save how far you are in a package.

    What it wants to find when it is opened again, and whether it is done. It may be sent again. Refused with 409 when
    something was saved since `version`.
    """
    user = request.auth.user
    standing, package = access.get_readable_package(user, id, block)
    row = access.get_opened_package(user, id, block, package)
    statements = [statement.read_result() for statement in payload.statements]
    return learning.save_package(
        row=row, course=standing.course, version=payload.version, cmi=payload.cmi, statements=statements
    )


@router.post(
    "/lessons/{uuid:id}/draft/packages/{uuid:block}/", "learning.write", schemas.OpenedPackageOut, errors=[404, 409]
)
def lesson_drafts_packages_open(request: SignedInRequest, id: UUID, block: UUID) -> dict[str, Any]:
    """Open the package of a block in a draft.

    As a learner will see it. Nothing is kept.
    """
    user = request.auth.user
    lesson, package = access.get_draft_package(user, id, block)
    return _describe_opened(
        learning.open_package(
            user=user, course=lesson.course, lesson_id=id, block=block, package=package, is_draft=True
        )
    )


def _describe(file: CourseFile, package: Package) -> dict[str, Any]:
    reason = str(REFUSALS[package.refusal]) if package.refusal else None
    shown = {name: getattr(package, name) for name in ("state", "kind", "files", "bytes")}
    return {"file": file, "reason": reason, **shown}


def _describe_opened(row: LearnerPackage) -> dict[str, Any]:
    return {
        "kind": row.package.kind,
        "url": origin.build_launch_address(row),
        "origin": origin.get_packages_origin(),
        "pages_origin": origin.get_pages_origin(),
        "version": row.version,
        "score": row.score,
        "completed_at": row.completed_at,
        "saves": not row.is_draft,
    }
