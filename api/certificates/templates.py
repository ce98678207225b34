"""Operations under `/certificates/templates/` and `/certificates/pictures/`: how certificates look."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import File, Query, UploadedFile

from api.auth import SignedInRequest
from api.certificates import templates_schemas as schemas
from api.lanes import DOCUMENTS, PICTURES
from api.lists import PageOf, PageQuery, build_page
from api.operations import OperationRouter
from apps.certificates import access, queries
from apps.certificates.models import CertificatePicture, CertificateTemplate
from apps.certificates.services import templates
from apps.certificates.template_rows import list_starters

router = OperationRouter(tags=["certificates"])


@router.get("/templates/", "certificates.manage", PageOf[schemas.CertificateTemplateOut], errors=[422])
def certificate_templates_list(request: SignedInRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """List templates of certificates."""
    return build_page(request, queries.list_templates(), query, ordering=("name", "-created_at"))


@router.get("/templates/starters/", "certificates.manage", list[schemas.CertificateStarterOut])
def certificate_starters_list(request: SignedInRequest) -> list[dict[str, Any]]:
    """List ready templates.

    One of each layout, with texts in three languages, to begin with.
    """
    return list_starters()


@router.post("/templates/", "certificates.manage", schemas.CertificateTemplateOut, status=201, errors=[403, 422])
def certificate_templates_create(
    request: SignedInRequest, payload: schemas.CertificateTemplateIn
) -> CertificateTemplate:
    """Create a template of certificates.

    A text must name the person: {name}.
    """
    access.check_manages_rules(request.auth.user)
    return templates.create_template(actor=request.auth.user, name=payload.name, draft=payload.content.to_draft())


@router.post("/templates/preview/", "certificates.manage", bytes, errors=[422], lane=DOCUMENTS)
def certificate_templates_preview(request: SignedInRequest, payload: schemas.CertificatePreviewIn) -> HttpResponse:
    """Preview a template of certificates.

    A picture (PNG) of the certificate of a sample person; nothing is stored.
    """
    image = templates.preview_template(draft=payload.content.to_draft(), language=payload.language)
    return HttpResponse(image, content_type="image/png", headers={"Cache-Control": "private, no-store"})


@router.get("/templates/{uuid:id}/", "certificates.manage", schemas.CertificateTemplateOut, errors=[404])
def certificate_templates_get(request: SignedInRequest, id: UUID) -> CertificateTemplate:
    """Get a template of certificates."""
    return access.get_template(id)


@router.put("/templates/{uuid:id}/", "certificates.manage", schemas.CertificateTemplateOut, errors=[403, 404, 409, 422])
def certificate_templates_set(
    request: SignedInRequest, id: UUID, payload: schemas.CertificateTemplateChangeIn
) -> CertificateTemplate:
    """Change a template of certificates.

    Certificates keep the version that they were made by. Refused with 409 `draft_changed` when another user changed it
    since `version`.
    """
    access.check_manages_rules(request.auth.user)
    return templates.change_template(
        actor=request.auth.user,
        template=access.get_template(id),
        version=payload.version,
        name=payload.name,
        draft=payload.content.to_draft(),
    )


@router.delete("/templates/{uuid:id}/", "certificates.manage", errors=[403, 404, 409])
def certificate_templates_archive(request: SignedInRequest, id: UUID) -> None:
    """Archive a template of certificates.

    Certificates that were made by it stay. Refused with 409 while a rule uses it.
    """
    access.check_manages_rules(request.auth.user)
    templates.archive_template(actor=request.auth.user, template=access.get_template(id))


@router.post(
    "/pictures/",
    "certificates.manage",
    schemas.CertificatePictureOut,
    status=201,
    errors=[413, 415, 422, 429],
    lane=PICTURES,
)
def certificate_pictures_add(request: SignedInRequest, file: File[UploadedFile]) -> CertificatePicture:
    """Upload a picture for certificates.

    A logo or a signature, at most 5 MB; templates name it by its id.
    """
    return templates.add_picture(actor=request.auth.user, upload=file)
