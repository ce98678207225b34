"""Operations under `/moderation/`: reports, cases, decisions, appeals, sanctions."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.lanes import TEXTS
from api.lists import PageOf, PageQuery, build_page
from api.moderation import cases_schemas as schemas
from api.operations import OperationRouter
from apps.moderation import access, case_views, queries
from apps.moderation.models import DecisionAppeal, Sanction, TextReport
from apps.moderation.services import appeals, cases, reports

router = OperationRouter(tags=["moderation"])


@router.post(
    "/reports/", "moderation.report", schemas.TextReportOut, status=201, errors=[404, 409, 422, 429], lane=TEXTS
)
def moderation_reports_create(request: SignedInRequest, payload: schemas.TextReportIn) -> TextReport:
    """Report a text.

    Its moderators are told; the author never learns who reported. Refused with 409 `own_text`, `already_reported`, and
    `not_open` for a text that was decided about and has not changed; with 429 after `reports_per_day`.
    """
    return reports.report_text(
        author=request.auth.user, kind=payload.kind, text_id=payload.id, reason=payload.reason, words=payload.words
    )


@router.get("/cases/", "moderation.judge", PageOf[schemas.CaseOut], errors=[422])
def moderation_cases_list(request: SignedInRequest, query: Query[schemas.CasesQuery]) -> dict[str, Any]:
    """List reported texts.

    One case for a text. Of groups and courses that you teach; with `content.moderate` those of your branches. Never
    your own texts.
    """
    rows = queries.list_judged_cases(request.auth.user, **query.filters())
    return build_page(request, rows, query, ordering=("-opened_at", "written_at"), prepare_rows=queries.with_counts)


@router.get("/cases/{uuid:id}/", "moderation.judge", schemas.CaseDetailOut, errors=[404])
def moderation_cases_get(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get a reported text.

    With the texts around it, its reports, and what was decided.
    """
    return case_views.build_case(access.get_judged_case(request.auth.user, id))


@router.post("/cases/{uuid:id}/decide/", "moderation.judge", schemas.CaseDetailOut, errors=[403, 404, 409, 422])
def moderation_cases_decide(request: SignedInRequest, id: UUID, payload: schemas.CaseDecisionIn) -> dict[str, Any]:
    """Decide about a reported text.

    The author is told why, unless it is left (`dismiss`), and may ask for another look once. A hidden text is shown
    unless you hide it. Refused with 409 `not_open` when another moderator was first, with 403 `own_report` while you
    have reported the text and another moderator could decide.
    """
    user = request.auth.user
    draft = cases.DecisionDraft(**payload.model_dump())
    cases.decide_case(actor=user, case=access.get_judged_case(user, id), draft=draft)
    return case_views.build_case(access.get_judged_case(user, id))


@router.get("/decisions/", "moderation.report", PageOf[schemas.OwnDecisionOut], errors=[422])
def moderation_decisions_list(request: SignedInRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """List decisions about your texts.

    Newest first, with your appeals.
    """
    page = build_page(request, queries.list_decisions_about(request.auth.user), query, ordering=("-created_at",))
    return page | {"results": [case_views.build_decision(row) for row in page["results"]]}


@router.post(
    "/decisions/{uuid:id}/appeal/", "moderation.report", schemas.DecisionAppealOut, status=201, errors=[404, 409, 422]
)
def moderation_decisions_appeal(
    request: SignedInRequest, id: UUID, payload: schemas.DecisionAppealIn
) -> DecisionAppeal:
    """Request another look at a decision.

    Once for each decision about you, within 30 days (409 `not_open`). Another moderator than the one who decided
    answers, where there is one.
    """
    user = request.auth.user
    decision = access.get_decision_about(user, id)
    return appeals.appeal_decision(author=user, decision=decision, text=payload.text)


@router.post("/decisions/{uuid:id}/answer/", "moderation.judge", schemas.DecisionAppealOut, errors=[403, 404, 409, 422])
def moderation_decisions_answer(
    request: SignedInRequest, id: UUID, payload: schemas.DecisionAppealAnswerIn
) -> DecisionAppeal:
    """Answer an appeal against a decision.

    Granted, the decision is withdrawn: a mute or ban ends, and the text is shown unless something later hides it.
    Refused with 403 `own_decision` for who decided or reported while another moderator could answer, with 409
    `not_open` when it is answered, or when another decision comes first.
    """
    user = request.auth.user
    return appeals.answer_appeal(
        actor=user, decision=access.get_judged_decision(user, id), is_granted=payload.is_granted, answer=payload.answer
    )


@router.get("/sanctions/", "moderation.judge", PageOf[schemas.SanctionOut], errors=[422])
def moderation_sanctions_list(request: SignedInRequest, query: Query[schemas.SanctionsQuery]) -> dict[str, Any]:
    """List mutes and bans.

    Of decisions that you may judge.
    """
    rows = queries.list_sanctions(request.auth.user, **query.filters())
    return build_page(request, rows, query, ordering=("-created_at", "until"))


@router.post("/sanctions/{uuid:id}/lift/", "moderation.judge", schemas.SanctionOut, errors=[403, 404, 409])
def moderation_sanctions_lift(request: SignedInRequest, id: UUID) -> Sanction:
    """End a mute or ban.

    Before its time; the person is told. What only the office imposes only it ends (403). Refused with 409 `not_open`
    when it is over.
    """
    user = request.auth.user
    return cases.lift_sanction(actor=user, sanction=access.get_sanction(user, id))
