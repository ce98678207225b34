"""Operations under `/certificates/`: awarding, reading, revoking, checking."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from ninja import Query

from api.auth import SignedInRequest, public
from api.certificates import awards_schemas as schemas
from api.file_responses import serve_stored_file
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from apps.certificates import access, queries
from apps.certificates.certificate_rows import build_public_view
from apps.certificates.models import Certificate
from apps.certificates.services import awards

router = OperationRouter(tags=["certificates"])


@router.get("/", "certificates.see", PageOf[schemas.CertificateOut], errors=[422])
def certificates_list(request: SignedInRequest, query: Query[schemas.CertificatesQuery]) -> dict[str, Any]:
    """List certificates.

    Your own, those of your children, and of courses that you teach; for the office all. `search`: a name or a number.
    """
    rows = queries.list_visible_certificates(request.auth.user, **query.filters())
    return build_page(request, rows, query, ordering=("-created_at", "name", "day"), search=queries.search_certificates)


@router.post("/", "certificates.manage", schemas.CertificateOut, status=201, errors=[403, 422])
def certificates_award(request: SignedInRequest, payload: schemas.CertificateAwardIn) -> Certificate:
    """Award a certificate by hand.

    A person has one valid certificate of a course and template: a second award returns it as it is. Never your own.
    """
    user = request.auth.user
    values = payload.model_dump(include={"name", "hours", "level", "day", "reason"})
    draft = awards.AwardDraft(
        course=access.get_course_or_invalid(payload.course),
        template=access.get_template_or_invalid(payload.template),
        language=payload.language or "",
        **values,
    )
    student = access.get_student_or_invalid(user, payload.student)
    return awards.award_certificate(actor=user, student=student, draft=draft)


@router.get("/{uuid:id}/", "certificates.see", schemas.CertificateOut, errors=[404])
def certificates_get(request: SignedInRequest, id: UUID) -> Certificate:
    """Get a certificate.

    With its grounds, and who revoked it.
    """
    return access.get_certificate(request.auth.user, id)


@router.get("/{uuid:id}/document/", "certificates.see", {200: bytes, 206: bytes}, errors=[404])
def certificates_document(request: SignedInRequest, id: UUID) -> HttpResponseBase:
    """Download a certificate.

    The signed PDF, as it was made; 404 while it is being made.
    """
    certificate, stored = access.get_document(request.auth.user, id)
    return serve_stored_file(request, stored, name=f"certificate-{certificate.shown_number}.pdf")


@router.get("/{uuid:id}/badge/", "certificates.see", errors=[404])
def certificates_badge(request: SignedInRequest, id: UUID) -> JsonResponse:
    """Download the badge of a certificate.

    A credential of Open Badges 3.0, signed; 404 while it is being made.
    """
    certificate, badge = access.get_badge(request.auth.user, id)
    answer = JsonResponse(badge, json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "private, no-store"
    name = f"badge-{certificate.shown_number}.json"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer


@router.post("/{uuid:id}/revoke/", "certificates.manage", schemas.CertificateOut, errors=[403, 404, 409, 422])
def certificates_revoke(request: SignedInRequest, id: UUID, payload: schemas.CertificateRevokeIn) -> Certificate:
    """Revoke a certificate.

    Its public page says so at once, and there is no way back. Never your own.
    """
    user = request.auth.user
    return awards.revoke_certificate(
        actor=user, certificate=access.get_managed_certificate(user, id), reason=payload.reason
    )


@router.post("/{uuid:id}/make/", "certificates.manage", schemas.CertificateOut, errors=[404, 409])
def certificates_make(request: SignedInRequest, id: UUID) -> Certificate:
    """Retry a certificate.

    Where its document could not be made, as its state `failed` says: by the newest version of its template.
    """
    user = request.auth.user
    return awards.make_again(actor=user, certificate=access.get_managed_certificate(user, id))


@router.get("/public/{str:code}/", public, schemas.PublicCertificateOut, errors=[404])
def certificates_check(request: HttpRequest, code: str) -> dict[str, Any]:
    """Check a certificate.

    Open to everyone who has its address. What is certified, and whether it is valid.
    """
    return build_public_view(access.get_public_certificate(code))
