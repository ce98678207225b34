"""Operations under `/payments/expense-categories/`."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.payments import categories_schemas as schemas
from apps.payments import access_office
from apps.payments.models import ExpenseCategory
from apps.payments.queries.expense_categories import list_expense_categories
from apps.payments.services.expense_categories import change_expense_category, create_expense_category

router = OperationRouter(tags=["payments"])


@router.get("/expense-categories/", "payments.spend", PageOf[schemas.ExpenseCategoryOut], errors=[422])
def expense_categories_list(request: SignedInRequest, query: Query[schemas.ExpenseCategoriesQuery]) -> dict[str, Any]:
    """List categories of expenses.

    The centre's own categories; with `archived`, the archived ones too. In their order.
    """
    categories = list_expense_categories(include_archived=query.archived)
    return build_page(request, categories, query, ordering=("position", "key", "created_at"))


@router.post(
    "/expense-categories/", "payments.arrange_categories", schemas.ExpenseCategoryOut, status=201, errors=[409, 422]
)
def expense_categories_create(request: SignedInRequest, payload: schemas.ExpenseCategoryIn) -> ExpenseCategory:
    """Create a category of expenses.

    Its key is that of new expenses, and can never be used again. Refused with 409 `conflict` when 100 are in use.
    """
    return create_expense_category(actor=request.auth.user, **payload.model_dump())


@router.patch(
    "/expense-categories/{uuid:id}/", "payments.arrange_categories", schemas.ExpenseCategoryOut, errors=[404, 409, 422]
)
def expense_categories_update(
    request: SignedInRequest, id: UUID, payload: schemas.ExpenseCategoryChanges
) -> ExpenseCategory:
    """Update a category of expenses.

    Rename, order, archive or restore it. An archived one takes no new expenses; old ones keep it.
    """
    category = access_office.get_expense_category(id)
    return change_expense_category(actor=request.auth.user, category=category, changes=get_sent_fields(payload))
