"""Operations under `/settings/`: system settings, public settings and branches."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query

from api.auth import SignedInRequest, public, requires
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.schemas import settings as schemas
from api.schemas.base import get_sent_fields
from apps.accounts.queries import list_own_branches
from apps.portal.services.first_run_code import is_first_run_open
from apps.settings import access, queries, services
from apps.settings.models import Branch, SystemSettings

router = OperationRouter(tags=["settings"])


@router.get("/public/", public, schemas.PublicOut, cached=True)
def settings_public(request: HttpRequest) -> schemas.PublicOut:
    """Get the public settings of the centre.

    The name, languages, currency and enabled features. Needs no sign-in.
    """
    return schemas.PublicOut.build(queries.get_system_settings(), first_run=is_first_run_open())


@router.get("/system/", "settings.read", schemas.SystemOut, cached=True)
def settings_get(request: SignedInRequest) -> SystemSettings:
    """Get all system settings.

    For users with `settings.read` who work in all branches (administrators).

    The schema gives the meaning, unit and limits of each setting.
    """
    access.check_has_all_branches(request.auth.user)
    return queries.get_system_settings()


@router.put("/system/", requires("settings.change", step_up=True), schemas.SystemOut, errors=[409, 422])
def settings_change(request: SignedInRequest, payload: schemas.SystemChanges) -> SystemSettings:
    """Update system settings.

    Changes only the settings that are sent; they apply from the next request. For administrators of all branches.

    Refused with 409 `conflict` when `version` is sent and the settings have a newer one.
    """
    access.check_has_all_branches(request.auth.user)
    return services.update_system_settings(actor=request.auth.user, **get_sent_fields(payload))


@router.get("/branches/", "branches.read", PageOf[schemas.BuildingOut], errors=[422], cached=True)
def branches_list(request: SignedInRequest, query: Query[schemas.BuildingsQuery]) -> dict[str, Any]:
    """List branches.

    All branches of the centre. For every signed-in user.
    """
    rows = list_own_branches(request.auth.user) if query.mine else queries.list_branches()
    return build_page(request, rows, query, ordering=("name", "created_at"), search=queries.search_branches)


@router.post("/branches/", "branches.manage", schemas.BuildingOut, status=201, errors=[422])
def branches_create(request: SignedInRequest, payload: schemas.BuildingIn) -> Branch:
    """Add a branch.

    For users with `branches.manage` who work in all branches (administrators).
    """
    access.check_has_all_branches(request.auth.user)
    return services.add_branch(actor=request.auth.user, values=payload.model_dump())


@router.get("/branches/{uuid:id}/", "branches.read", schemas.BuildingOut, errors=[404], cached=True)
def branches_get(request: SignedInRequest, id: UUID) -> Branch:
    """Get a branch.

    The name, address and time zone. For every signed-in user.
    """
    return access.get_branch(id)


@router.patch("/branches/{uuid:id}/", "branches.manage", schemas.BuildingOut, errors=[404, 422])
def branches_update(request: SignedInRequest, id: UUID, payload: schemas.BuildingChanges) -> Branch:
    """Update a branch.

    For users with `branches.manage` who work in all branches. The default branch stays the default.
    """
    access.check_has_all_branches(request.auth.user)
    branch = access.get_branch(id)
    return services.change_branch(actor=request.auth.user, branch=branch, values=get_sent_fields(payload))
