"""Operations under `/certificates/rules/`: who gets a certificate."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.certificates import templates_schemas as schemas
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from apps.certificates import access, eligibility, queries
from apps.certificates.models import CertificateRule
from apps.certificates.services import rules

router = OperationRouter(tags=["certificates"])


@router.get("/rules/", "certificates.manage", PageOf[schemas.CertificateRuleOut], errors=[422])
def certificate_rules_list(request: SignedInRequest, query: Query[schemas.CertificateRulesQuery]) -> dict[str, Any]:
    """List rules that award certificates."""
    rows = queries.list_rules(**query.filters())
    page = build_page(request, rows, query, ordering=("-created_at",))
    return page | {"results": eligibility.mark_held(*page["results"])}


@router.post("/rules/", "certificates.manage", schemas.CertificateRuleOut, status=201, errors=[403, 409, 422])
def certificate_rules_create(request: SignedInRequest, payload: schemas.CertificateRuleIn) -> CertificateRule:
    """Create a rule that awards certificates.

    Everybody who learns the course and fulfils all its conditions gets one, also who fulfils them already; you
    yourself do not. For users of all branches.
    """
    access.check_manages_rules(request.auth.user)
    course = access.get_course_or_invalid(payload.course)
    rule = rules.create_rule(actor=request.auth.user, course=course, draft=_read_draft(payload))
    return eligibility.mark_held(rule)[0]


@router.put("/rules/{uuid:id}/", "certificates.manage", schemas.CertificateRuleOut, errors=[403, 404, 409, 422])
def certificate_rules_set(
    request: SignedInRequest, id: UUID, payload: schemas.CertificateRuleChangeIn
) -> CertificateRule:
    """Change a rule that awards certificates.

    Certificates that it awarded stay as they are.
    """
    access.check_manages_rules(request.auth.user)
    rule = rules.change_rule(actor=request.auth.user, rule=access.get_rule(id), draft=_read_draft(payload))
    return eligibility.mark_held(rule)[0]


@router.delete("/rules/{uuid:id}/", "certificates.manage", errors=[403, 404])
def certificate_rules_archive(request: SignedInRequest, id: UUID) -> None:
    """Archive a rule that awards certificates.

    It awards nothing from now on; its certificates stay.
    """
    access.check_manages_rules(request.auth.user)
    rules.archive_rule(actor=request.auth.user, rule=access.get_rule(id))


def _read_draft(payload: schemas.CertificateRuleChangeIn) -> eligibility.RuleDraft:
    values = payload.model_dump(exclude={"course", "template", "language", "quiz"})
    return eligibility.RuleDraft(
        template=access.get_template_or_invalid(payload.template),
        language=payload.language or "",
        quiz=access.get_quiz_or_invalid(payload.quiz),
        **values,
    )
