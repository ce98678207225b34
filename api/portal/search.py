"""The operation `/search/`."""

from typing import Any

from ninja import Query

from api.auth import SignedInRequest
from api.lanes import SEARCHES
from api.operations import OperationRouter
from api.portal.search_schemas import SearchOut, SearchQuery
from apps.accounts.request_classes import SEARCH_OF_ALL
from apps.portal.search import search_everything

router = OperationRouter(tags=["today"])


@router.get("/", "accounts.me", SearchOut, errors=[422], lane=SEARCHES, counted_as=SEARCH_OF_ALL)
def search(request: SignedInRequest, query: Query[SearchQuery]) -> dict[str, Any]:
    """Search everything.

    What you may see: people by name in either script, phone, number or e-mail; groups; payments by the beginning of
    their reference; receipts by number. Without `accounts.view_people` your pupils by name.
    """
    return {"results": search_everything(request.auth.user, query.q, limit=query.limit)}
