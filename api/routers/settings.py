"""Operations under `/settings/`: system settings, public settings and branches."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from api.auth import SignedInRequest, public, requires
from api.errors import error_responses
from api.lists import PageOf, PageQuery, build_page
from api.schemas import settings as schemas
from api.schemas.base import get_changes
from apps.settings import access, queries, services
from apps.settings.models import Branch, SystemSettings

router = Router(tags=["settings"])

CACHE_SECONDS = 60
"""How long a browser may cache the public settings."""


@router.get(
    "/public/",
    auth=public,
    response={200: schemas.PublicOut, **error_responses()},
    operation_id="settings_public",
    summary="Get the public settings of the centre",
)
def settings_public(request: HttpRequest, response: HttpResponse) -> schemas.PublicOut:
    """The name, languages, currency and enabled features. Needs no sign-in; may be cached for a minute."""
    response["Cache-Control"] = f"public, max-age={CACHE_SECONDS}"
    return schemas.PublicOut.build(queries.get_system_settings())


@router.get(
    "/system/",
    auth=requires("settings.read"),
    response={200: schemas.SystemOut, **error_responses()},
    operation_id="settings_get",
    summary="Get all system settings",
)
def settings_get(request: SignedInRequest) -> SystemSettings:
    """For users with `settings.read` who work in all branches (administrators).

    The schema gives the meaning, unit and limits of each setting.
    """
    access.check_has_all_branches(request.auth.user)
    return queries.get_system_settings()


@router.put(
    "/system/",
    auth=requires("settings.change", step_up=True),
    response={200: schemas.SystemOut, **error_responses(409, 422)},
    operation_id="settings_change",
    summary="Change system settings",
)
def settings_change(request: SignedInRequest, payload: schemas.SystemChanges) -> SystemSettings:
    """Changes only the settings that are sent; they apply from the next request. For administrators of all branches.

    Refused with 409 `conflict` when `version` is sent and the settings have a newer one.
    """
    access.check_has_all_branches(request.auth.user)
    return services.update_system_settings(actor=request.auth.user, **get_changes(payload))


@router.get(
    "/branches/",
    auth=requires("branches.read"),
    response={200: PageOf[schemas.BuildingOut], **error_responses(422)},
    operation_id="branches_list",
    summary="List branches",
)
def branches_list(request: SignedInRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """All branches of the centre. For every signed-in user."""
    return build_page(
        request, queries.list_branches(), query, ordering=("name", "created_at"), search=queries.search_branches
    )


@router.post(
    "/branches/",
    auth=requires("branches.manage"),
    response={201: schemas.BuildingOut, **error_responses(422)},
    operation_id="branches_create",
    summary="Add a branch",
)
def branches_create(request: SignedInRequest, payload: schemas.BuildingIn) -> Status[Branch]:
    """For users with `branches.manage` who work in all branches (administrators)."""
    access.check_has_all_branches(request.auth.user)
    return Status(201, services.add_branch(actor=request.auth.user, values=payload.model_dump()))


@router.get(
    "/branches/{uuid:id}/",
    auth=requires("branches.read"),
    response={200: schemas.BuildingOut, **error_responses(404)},
    operation_id="branches_get",
    summary="Get a branch",
)
def branches_get(request: SignedInRequest, id: UUID) -> Branch:
    """The name, address and time zone. For every signed-in user."""
    return access.get_branch(id)


@router.patch(
    "/branches/{uuid:id}/",
    auth=requires("branches.manage"),
    response={200: schemas.BuildingOut, **error_responses(404, 422)},
    operation_id="branches_update",
    summary="Change a branch",
)
def branches_update(request: SignedInRequest, id: UUID, payload: schemas.BuildingChanges) -> Branch:
    """For users with `branches.manage` who work in all branches. The default branch stays the default."""
    access.check_has_all_branches(request.auth.user)
    branch = access.get_branch(id)
    return services.change_branch(actor=request.auth.user, branch=branch, values=get_changes(payload))
