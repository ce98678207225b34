"""Operations under `/settings/`: system settings, public settings and branches."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query

from api.auth import SignedInRequest, public, requires
from api.base_schemas import get_sent_fields
from api.file_responses import serve_public_file
from api.lanes import PICTURES
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.settings import system_settings_schemas as schemas
from api.uploads import FILE_REQUEST_BODY, get_put_file
from apps.accounts.queries import list_own_branches
from apps.portal.services.centre_logo import remove_centre_logo, set_centre_logo
from apps.portal.services.first_run_code import is_first_run_open
from apps.settings import access, queries, services
from apps.settings.models import Branch, SystemSettings

router = OperationRouter(tags=["settings"])


@router.get("/public/", public, schemas.PublicOut, cached=True)
def settings_public(request: HttpRequest) -> schemas.PublicOut:
    """Get the public settings of the centre.

    The name, logo, colour, languages, currency and enabled features. Needs no sign-in.
    """
    return schemas.PublicOut.build(queries.get_system_settings_with_logo(), first_run=is_first_run_open())


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


@router.put(
    "/logo/",
    "settings.change",
    schemas.LogoOut,
    errors=[413, 415, 422, 503],
    openapi_extra=FILE_REQUEST_BODY,
    lane=PICTURES,
)
def settings_set_logo(request: SignedInRequest) -> dict[str, Any]:
    """Set the logo of the centre.

    PNG, JPEG, WebP or GIF, at most 10 MB. The picture is made smaller and its metadata is removed.

    For administrators of all branches.
    """
    access.check_has_all_branches(request.auth.user)
    return {"logo": schemas.build_logo_url(set_centre_logo(actor=request.auth.user, upload=get_put_file(request)))}


@router.delete("/logo/", "settings.change")
def settings_remove_logo(request: SignedInRequest) -> None:
    """Remove the logo of the centre.

    The next clean-up deletes the file. For administrators of all branches.
    """
    access.check_has_all_branches(request.auth.user)
    remove_centre_logo(actor=request.auth.user)


@router.get("/logos/{str:digest}/", public, {200: bytes, 206: bytes}, errors=[404])
def settings_logo(request: HttpRequest, digest: str) -> HttpResponseBase:
    """Get the logo of the centre.

    Open to everyone. The address, which the public settings give as `logo`, holds the hash of the picture: it can be
    kept for ever.
    """
    return serve_public_file(request, access.get_logo(digest), name="logo.webp")


@router.get("/colour-shades/", "settings.read", schemas.ThemeColoursOut, errors=[422])
def settings_colour_shades(request: SignedInRequest, query: Query[schemas.ColourQuery]) -> schemas.ThemeColoursOut:
    """Get the shades of a colour.

    What the pages would show if this were the centre's colour, in light and dark. Nothing changes.

    Refused with 422 `invalid` on `colour` when it cannot be the centre's colour.
    """
    return schemas.ThemeColoursOut.build(query.colour)


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
