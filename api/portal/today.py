"""The operation `/today/`."""

from api.auth import SignedInRequest
from api.operations import OperationRouter
from api.portal.today_schemas import TodayOut
from apps.portal.today import Today, get_today_of

router = OperationRouter(tags=["today"])


@router.get("/", "accounts.me", TodayOut)
def today_get(request: SignedInRequest) -> Today:
    """Get your day and your week.

    Lessons, homework, payments and announcements that concern you: as a teacher, as a pupil, of your children, and for
    the office.
    """
    return get_today_of(request.auth.user)
