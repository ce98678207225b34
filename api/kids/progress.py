"""Operations under `/children/`: how far a child is with its skills, and what it gets next."""

from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.kids import progress_schemas as schemas
from api.kids.recommendations_schemas import DeviceQuery, RecommendationsOut
from api.operations import OperationRouter
from apps.kids import access
from apps.kids.progress_views import ChildProgress, SkillProgress, build_progress, load_progress
from apps.kids.recommendations import Recommendations, load_recommendations
from apps.kids.services import mastery, shown

router = OperationRouter(tags=["kindergarten"])


@router.get("/{uuid:id}/progress/", "kids.read", schemas.ChildProgressOut, errors=[404])
def children_progress(request: SignedInRequest, id: UUID) -> ChildProgress:
    """Get the progress of a child.

    In words, skill by skill. The child itself gets no level; guardians who may see its progress get levels, teachers
    and the office what these come from. Children are not compared with others.
    """
    user = request.auth.user
    return load_progress(user, access.get_kid_with_progress(user, id))


@router.get("/{uuid:id}/recommendations/", "kids.read", RecommendationsOut, errors=[404, 422])
def children_recommendations(request: SignedInRequest, id: UUID, query: Query[DeviceQuery]) -> Recommendations:
    """Get what a child learns next.

    Lessons of its class, or for all, that are open for it, each with the reason. By what it can do, if the consent
    `learning_systems` is given, else the next ones in their order. What was listed is recorded, once a day.
    """
    user = request.auth.user
    listed = load_recommendations(user, access.get_kid_with_progress(user, id), device=query.device)
    shown.record_shown(listed, session=request.auth.session)
    return listed


@router.put("/{uuid:id}/skills/{uuid:skill_id}/", "kids.arrange", schemas.SkillProgressOut, errors=[404, 422])
def child_skills_overrule(
    request: SignedInRequest, id: UUID, skill_id: UUID, payload: schemas.OverruleIn
) -> SkillProgress:
    """Set how far a child is with a skill.

    With a reason, whatever the answers say; it fades as answers come. For teachers of the child and the office, not
    about the own family.
    """
    user = request.auth.user
    child, skill = access.get_kid_to_decide(user, id), access.get_learnt_skill(skill_id)
    row = mastery.overrule_mastery(actor=user, child=child, skill=skill, **payload.model_dump())
    return build_progress(user, row, is_in_care=True)


@router.delete("/{uuid:id}/skills/{uuid:skill_id}/", "kids.arrange", errors=[404])
def child_skills_withdraw(request: SignedInRequest, id: UUID, skill_id: UUID) -> None:
    """Withdraw what was said of a child and a skill.

    The answers alone tell again. Nothing happens where nothing was said. Not about the own family.
    """
    user = request.auth.user
    child, skill = access.get_kid_to_decide(user, id), access.get_learnt_skill(skill_id)
    mastery.withdraw_overrule(actor=user, child=child, skill=skill)
