"""The operation `/auth/users/{id}/facts/`: a pupil on one page."""

from uuid import UUID

from api.auth import SignedInRequest
from api.operations import OperationRouter
from api.portal.pupil_facts_schemas import PupilFactsOut
from apps.portal import pupil_facts

router = OperationRouter(tags=["people"])


@router.get("/users/{uuid:id}/facts/", "groups.read", PupilFactsOut, errors=[404])
def users_facts(request: SignedInRequest, id: UUID) -> pupil_facts.PupilFacts:
    """Get the facts of a pupil.

    Memberships, guardians, levels, balance, next lessons, open homework, last marks, notes and contacts in one answer.
    For the pupil, guardians, the pupil's teachers and the office; parts that you may not see are null.
    """
    user = request.auth.user
    return pupil_facts.get_pupil_facts(user, pupil_facts.get_person_with_facts(user, id))
