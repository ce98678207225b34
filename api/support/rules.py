"""Operations under `/support/`: categories, assignment rules, canned answers, service times, opening hours."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.support import rules_schemas as schemas
from apps.support import access, queries, views
from apps.support.models import CannedAnswer, TicketCategory
from apps.support.services import rules

router = OperationRouter(tags=["support"])


@router.get("/categories/", "support.ask", PageOf[schemas.TicketCategoryOut], errors=[422])
def ticket_categories_list(request: SignedInRequest, query: Query[schemas.TicketCategoriesQuery]) -> dict[str, Any]:
    """List categories of tickets.

    In the order that the centre chose.
    """
    return build_page(request, queries.list_categories(**query.filters()), query, ordering=("position", "created_at"))


@router.post("/categories/", "support.rules", schemas.TicketCategoryOut, status=201, errors=[422])
def ticket_categories_create(request: SignedInRequest, payload: schemas.TicketCategoryIn) -> TicketCategory:
    """Add a category of tickets.

    Tickets whose reporter names no priority get that of the category.
    """
    return rules.create_category(actor=request.auth.user, **payload.model_dump())


@router.patch("/categories/{uuid:id}/", "support.rules", schemas.TicketCategoryOut, errors=[404, 422])
def ticket_categories_update(
    request: SignedInRequest, id: UUID, payload: schemas.TicketCategoryChanges
) -> TicketCategory:
    """Update a category of tickets.

    Archived, new tickets cannot have it.
    """
    changes = {name: value for name, value in get_sent_fields(payload).items() if value is not None}
    return rules.change_category(actor=request.auth.user, category=access.get_category(id), changes=changes)


@router.get("/rules/", "support.rules", schemas.AssignmentRulesOut)
def ticket_rules_list(request: SignedInRequest) -> dict[str, Any]:
    """Get the assignment rules.

    In the order in which they count.
    """
    return {"rules": [views.build_rule(rule) for rule in queries.list_rules()]}


@router.post("/rules/", "support.rules", schemas.AssignmentRuleOut, status=201, errors=[422])
def ticket_rules_create(request: SignedInRequest, payload: schemas.AssignmentRuleIn) -> dict[str, Any]:
    """Add an assignment rule.

    It chooses who gets new tickets of its category and branch.
    """
    return _save_rule(request, payload, None)


@router.put("/rules/{uuid:id}/", "support.rules", schemas.AssignmentRuleOut, errors=[404, 422])
def ticket_rules_set(request: SignedInRequest, id: UUID, payload: schemas.AssignmentRuleIn) -> dict[str, Any]:
    """Set an assignment rule.

    People who stay in it keep their turn.
    """
    return _save_rule(request, payload, id)


@router.delete("/rules/{uuid:id}/", "support.rules", errors=[404])
def ticket_rules_delete(request: SignedInRequest, id: UUID) -> None:
    """Remove an assignment rule.

    Tickets that it has given away stay with their people.
    """
    rules.delete_rule(actor=request.auth.user, rule=access.get_rule(id))


@router.get("/canned-answers/", "support.work", PageOf[schemas.CannedAnswerOut], errors=[422])
def canned_answers_list(request: SignedInRequest, query: Query[schemas.CannedAnswersQuery]) -> dict[str, Any]:
    """List canned answers.

    By title, in three languages.
    """
    return build_page(request, queries.list_canned_answers(**query.filters()), query, ordering=("title", "created_at"))


@router.post("/canned-answers/", "support.see_all", schemas.CannedAnswerOut, status=201, errors=[409, 422])
def canned_answers_create(request: SignedInRequest, payload: schemas.CannedAnswerIn) -> CannedAnswer:
    """Add a canned answer.

    Refused with 409 when another one has its title.
    """
    return _save_canned_answer(request, payload, None)


@router.put("/canned-answers/{uuid:id}/", "support.see_all", schemas.CannedAnswerOut, errors=[404, 409, 422])
def canned_answers_set(request: SignedInRequest, id: UUID, payload: schemas.CannedAnswerIn) -> CannedAnswer:
    """Set a canned answer.

    Answers that were given with it do not change.
    """
    return _save_canned_answer(request, payload, id)


@router.delete("/canned-answers/{uuid:id}/", "support.see_all", errors=[404])
def canned_answers_delete(request: SignedInRequest, id: UUID) -> None:
    """Remove a canned answer.

    Answers that were given with it stay.
    """
    rules.delete_canned_answer(actor=request.auth.user, answer=access.get_canned_answer(id))


@router.get("/targets/", "support.work", schemas.ServiceTargetsOut)
def service_targets_get(request: SignedInRequest) -> dict[str, Any]:
    """Get the service times.

    In minutes of opening hours, by priority.
    """
    return {"targets": list(queries.list_targets())}


@router.put("/targets/", "support.rules", schemas.ServiceTargetsOut, errors=[422])
def service_targets_set(request: SignedInRequest, payload: schemas.ServiceTargetsIn) -> dict[str, Any]:
    """Set the service times.

    A priority that is not named has none. Open tickets follow within five minutes.
    """
    rules.set_targets(actor=request.auth.user, targets=[target.model_dump() for target in payload.targets])
    return {"targets": list(queries.list_targets())}


@router.get("/hours/", "support.work", schemas.AllOpeningHoursOut)
def opening_hours_get(request: SignedInRequest) -> dict[str, Any]:
    """Get the opening hours.

    Of the centre (`branch` null), and of branches with own ones.
    """
    return {"hours": [views.build_hours(row) for row in queries.list_hours()]}


@router.put("/hours/", "support.rules", schemas.AllOpeningHoursOut, errors=[422])
def opening_hours_set(request: SignedInRequest, payload: schemas.OpeningHoursSetIn) -> dict[str, Any]:
    """Set the opening hours of a branch or of the centre.

    A branch without hours of its own has those of the centre. Holidays are taken out. Open tickets follow within five
    minutes.
    """
    branch = access.get_branch_or_invalid(request.auth.user, payload.branch)
    rules.set_hours(actor=request.auth.user, branch=branch, hours=[span.model_dump() for span in payload.hours])
    return {"hours": [views.build_hours(row) for row in queries.list_hours()]}


def _save_rule(request: SignedInRequest, payload: schemas.AssignmentRuleIn, rule_id: UUID | None) -> dict[str, Any]:
    rule = rules.save_rule(
        actor=request.auth.user,
        rule=access.get_rule(rule_id) if rule_id is not None else None,
        position=payload.position,
        category=access.get_category_or_invalid(payload.category),
        branch=access.get_branch_or_invalid(request.auth.user, payload.branch),
        method=payload.method,
        people=access.get_workers_or_invalid(payload.people),
    )
    return views.build_rule(access.get_rule(rule.pk))


def _save_canned_answer(
    request: SignedInRequest, payload: schemas.CannedAnswerIn, answer_id: UUID | None
) -> CannedAnswer:
    return rules.save_canned_answer(
        actor=request.auth.user,
        answer=access.get_canned_answer(answer_id) if answer_id is not None else None,
        title=payload.title,
        text=payload.text.model_dump(),
        category=access.get_category_or_invalid(payload.category),
    )
