"""Operations under `/leads/stages/`, `/leads/forms/`, `/leads/costs/` and `/leads/figures/`."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.leads import arranging_schemas as schemas
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.tables import choose_table_kind, table_response
from apps.core.money import Money
from apps.courses.access import get_branch_or_invalid
from apps.leads import access, figure_tables, figures, queries
from apps.leads.models import LeadCost, LeadForm, LeadStage
from apps.leads.services import costs, forms, stages

router = OperationRouter(tags=["leads"])


@router.get("/stages/", "leads.read", PageOf[schemas.StageOut], errors=[422])
def lead_stages_list(request: SignedInRequest, query: Query[schemas.StagesQuery]) -> dict[str, Any]:
    """List the stages of leads.

    Those of your branches, in their order. A branch begins with four usual ones when its first lead comes.
    """
    rows = queries.list_stages(request.auth.user, **query.filters())
    return build_page(request, rows, query, ordering=("place", "created_at"))


@router.post("/stages/", "leads.arrange", schemas.StageOut, status=201, errors=[409, 422])
def lead_stages_create(request: SignedInRequest, payload: schemas.StageIn) -> LeadStage:
    """Add a stage.

    At the end of the stages of a branch, of which there are at most 20.
    """
    user = request.auth.user
    branch = get_branch_or_invalid(user, payload.branch)
    return stages.create_stage(actor=user, branch=branch, name=payload.name.model_dump())


@router.put("/stages/order/", "leads.arrange", PageOf[schemas.StageOut], errors=[422])
def lead_stages_order(request: SignedInRequest, payload: schemas.StageOrderIn) -> dict[str, Any]:
    """Reorder the stages of a branch.

    Name each of them once; 422 on `stages` otherwise.
    """
    user = request.auth.user
    ordered = stages.order_stages(actor=user, branch=get_branch_or_invalid(user, payload.branch), ids=payload.stages)
    return {"count": len(ordered), "next": None, "previous": None, "results": ordered}


@router.patch("/stages/{uuid:id}/", "leads.arrange", schemas.StageOut, errors=[404, 422])
def lead_stages_update(request: SignedInRequest, id: UUID, payload: schemas.StageChanges) -> LeadStage:
    """Update the name of a stage.

    Languages that are not sent stay.
    """
    user = request.auth.user
    name = get_sent_fields(payload).get("name", {})
    stages.rename_stage(actor=user, stage=access.get_stage(user, id), name=name)
    return access.get_stage(user, id)


@router.delete("/stages/{uuid:id}/", "leads.arrange", errors=[404, 409])
def lead_stages_archive(request: SignedInRequest, id: UUID) -> None:
    """Archive a stage.

    Refused with 409 `conflict` while open leads are in it, and for the only stage of a branch.
    """
    user = request.auth.user
    stages.archive_stage(actor=user, stage=access.get_stage(user, id))


@router.get("/forms/", "leads.arrange", PageOf[schemas.LeadFormOut], errors=[422])
def lead_forms_list(request: SignedInRequest, query: Query[schemas.LeadFormsQuery]) -> dict[str, Any]:
    """List site forms.

    Those of your branches.
    """
    rows = queries.list_forms(request.auth.user, **query.filters())
    return build_page(request, rows, query, ordering=("-created_at", "name"))


@router.post("/forms/", "leads.arrange", schemas.LeadFormOut, status=201, errors=[422])
def lead_forms_create(request: SignedInRequest, payload: schemas.LeadFormIn) -> LeadForm:
    """Create a site form.

    Its `key` gives a page, and a script for any page. With `meta_form` the answers to a lead form of Facebook or
    Instagram become leads of this branch and course.
    """
    user, values = request.auth.user, payload.model_dump()
    branch, course = get_branch_or_invalid(user, values.pop("branch")), values.pop("course")
    course = access.get_course_or_invalid(course) if course else None
    return forms.create_form(actor=user, branch=branch, course=course, values=values)


@router.patch("/forms/{uuid:id}/", "leads.arrange", schemas.LeadFormOut, errors=[404, 422])
def lead_forms_update(request: SignedInRequest, id: UUID, payload: schemas.LeadFormChanges) -> LeadForm:
    """Update a site form.

    Or close it: then its address answers 404.
    """
    user, sent = request.auth.user, get_sent_fields(payload)
    if sent.get("course"):
        sent["course"] = access.get_course_or_invalid(sent["course"])
    forms.change_form(actor=user, form=access.get_form(user, id), changes=sent)
    return access.get_form(user, id)


@router.get("/costs/", "leads.read", PageOf[schemas.LeadCostOut], errors=[422])
def lead_costs_list(request: SignedInRequest, query: Query[schemas.LeadCostsQuery]) -> dict[str, Any]:
    """List costs of leads.

    What sources cost your branches, by month.
    """
    rows = queries.list_costs(request.auth.user, **query.filters())
    return build_page(request, rows, query, ordering=("-month", "source", "created_at"))


@router.put("/costs/", "leads.arrange", schemas.LeadCostOut, errors=[422])
def lead_costs_set(request: SignedInRequest, payload: schemas.LeadCostIn) -> LeadCost:
    """Set what a source cost in a month.

    For a branch and a currency; a second time replaces it.
    """
    user = request.auth.user
    cost = costs.set_cost(
        actor=user,
        branch=get_branch_or_invalid(user, payload.branch),
        source=payload.source,
        month=payload.month,
        amount=Money(payload.amount, payload.currency),
    )
    return access.get_cost(user, cost.pk)


@router.delete("/costs/{uuid:id}/", "leads.arrange", errors=[404])
def lead_costs_delete(request: SignedInRequest, id: UUID) -> None:
    """Delete costs of leads.

    That were entered by mistake; the audit log keeps them.
    """
    user = request.auth.user
    costs.delete_cost(actor=user, cost=access.get_cost(user, id))


@router.get("/figures/", "leads.read", schemas.LeadFiguresOut, errors=[422])
def leads_figures(request: SignedInRequest, query: Query[schemas.LeadFiguresQuery]) -> Any:
    """Get the figures of leads.

    How many came, tried a lesson, became pupils and were lost, by source, stage, person or month; and what a pupil
    cost, where costs were entered. Of your branches; as a table with `format=csv` or `xlsx`.
    """
    user, filters = request.auth.user, query.filters()
    rows = figures.list_figures(user, **{name: value for name, value in filters.items() if name != "format"})
    if kind := choose_table_kind(request, query.format):
        return table_response(*figure_tables.export_figures_table(rows, by=query.by, actor=user, kind=kind))
    return {"rows": rows}
