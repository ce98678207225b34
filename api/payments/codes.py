"""Operations under `/payments/discount-codes/`: discount codes of online courses, for the office."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.payments import codes_schemas as schemas
from apps.accounts.models import User
from apps.courses.access import get_courses_or_invalid
from apps.payments import access
from apps.payments.models import DiscountCode
from apps.payments.queries import codes, columns
from apps.payments.services import discount_codes

router = OperationRouter(tags=["payments"])


@router.get("/discount-codes/", "payments.price", PageOf[schemas.DiscountCodeOut], errors=[422])
def discount_codes_list(request: SignedInRequest, query: Query[schemas.DiscountCodesQuery]) -> dict[str, Any]:
    """List discount codes.

    `search` matches the code and the note. Newest first.
    """
    rows = codes.list_codes(**query.filters())
    return build_page(request, rows, query, ordering=columns.DISCOUNT_CODES, search=codes.search_codes)


@router.post("/discount-codes/", "payments.price", schemas.DiscountCodeOut, status=201, errors=[409, 422])
def discount_codes_create(request: SignedInRequest, payload: schemas.DiscountCodeIn) -> DiscountCode:
    """Create a discount code.

    For users who work in all branches. An order that you or your own family place does not take a code of yours.
    """
    user = request.auth.user
    access.check_works_in_all_branches(user)
    code = discount_codes.create_code(actor=user, **_read_values(user, payload.model_dump()))
    return codes.get_code(code.pk)


@router.get("/discount-codes/{uuid:id}/", "payments.price", schemas.DiscountCodeOut, errors=[404])
def discount_codes_get(request: SignedInRequest, id: UUID) -> DiscountCode:
    """Get a discount code.

    With the number of orders that use it.
    """
    return codes.get_code(id)


@router.patch("/discount-codes/{uuid:id}/", "payments.price", schemas.DiscountCodeOut, errors=[404, 422])
def discount_codes_update(request: SignedInRequest, id: UUID, payload: schemas.DiscountCodeChanges) -> DiscountCode:
    """Update a discount code.

    For users who work in all branches; `is_active` false deactivates it. Orders that used the code keep their price.
    """
    user = request.auth.user
    code = codes.get_changeable_code(user, id)
    changes = _read_values(user, get_sent_fields(payload))
    code = discount_codes.change_code(actor=user, code=code, changes=changes)
    return codes.get_code(code.pk)


@router.get("/discount-codes/{uuid:id}/uses/", "payments.price", PageOf[schemas.CodeUseOut], errors=[404, 422])
def discount_codes_uses(request: SignedInRequest, id: UUID, query: Query[schemas.CodeUsesQuery]) -> dict[str, Any]:
    """List the uses of a discount code.

    Orders in your branches that used it. Newest first.
    """
    rows = codes.visible_code_uses(request.auth.user, codes.get_code(id))
    return build_page(request, rows, query, ordering=columns.CODE_USES)


def _read_values(user: User, sent: dict[str, Any]) -> dict[str, Any]:
    """Return what a body says of a code, with its courses loaded."""
    values = schemas.read_amounts(sent)
    if "courses" in values:
        values["courses"] = get_courses_or_invalid(user, "courses", values["courses"])
    return values
