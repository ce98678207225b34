"""Operations under `/notifications/templates/`: the centre's own texts for messages."""

from typing import Any
from uuid import UUID

from ninja import Query, Router, Status

from api.auth import SignedInRequest, requires
from api.errors import error_responses
from api.lists import PageOf, build_page_of_rows
from api.schemas import notifications_templates as schemas
from api.schemas.base import get_changes
from apps.notifications import access, template_previews, templates

router = Router(tags=["notifications"])


@router.get(
    "/templates/",
    auth=requires("templates.manage"),
    response={200: PageOf[schemas.WordingOut], **error_responses(422)},
    operation_id="templates_list",
    summary="List message templates",
)
def templates_list(request: SignedInRequest, query: Query[schemas.TemplatesQuery]) -> dict[str, Any]:
    """The text of every message type by channel and language: the centre's own template, or the built-in text."""
    templates_found = template_previews.list_effective_templates(
        type=query.type, channel=query.channel, language=query.language, own=query.own
    )
    return build_page_of_rows(request, templates_found, query)


@router.post(
    "/templates/",
    auth=requires("templates.manage"),
    response={201: schemas.WordingOut, **error_responses(409, 422)},
    operation_id="templates_create",
    summary="Create a message template",
)
def templates_create(
    request: SignedInRequest, payload: schemas.TemplateIn
) -> Status[template_previews.EffectiveTemplate]:
    """Replaces the built-in text from the next message on. Refused with 409 `conflict` when there is a template for
    this type, channel and language; with 422 `invalid` for a text that cannot be used.
    """
    template = templates.create_template(actor=request.auth.user, **payload.model_dump())
    return Status(201, template_previews.get_effective_template(template))


@router.post(
    "/templates/preview/",
    auth=requires("templates.manage"),
    response={200: schemas.PreviewOut, **error_responses(422)},
    operation_id="templates_preview_words",
    summary="Preview an unsaved message template",
)
def templates_preview_words(request: SignedInRequest, payload: schemas.TemplateIn) -> dict[str, Any]:
    """The text filled with sample data, and the current text in the other languages. Stores nothing."""
    return {"messages": template_previews.preview_template(**payload.model_dump())}


@router.get(
    "/templates/{uuid:id}/",
    auth=requires("templates.manage"),
    response={200: schemas.WordingOut, **error_responses(404)},
    operation_id="templates_get",
    summary="Get a message template",
)
def templates_get(request: SignedInRequest, id: UUID) -> template_previews.EffectiveTemplate:
    """One template of the centre, as in the list."""
    return template_previews.get_effective_template(access.get_template(id))


@router.patch(
    "/templates/{uuid:id}/",
    auth=requires("templates.manage"),
    response={200: schemas.WordingOut, **error_responses(404, 422)},
    operation_id="templates_update",
    summary="Update a message template",
)
def templates_update(
    request: SignedInRequest, id: UUID, payload: schemas.TemplateChanges
) -> template_previews.EffectiveTemplate:
    """Changes the title or text of later messages; sent messages stay as they are."""
    template = access.get_template(id)
    changed = templates.change_template(actor=request.auth.user, template=template, changes=get_changes(payload))
    return template_previews.get_effective_template(changed)


@router.delete(
    "/templates/{uuid:id}/",
    auth=requires("templates.manage"),
    response={204: None, **error_responses(404)},
    operation_id="templates_remove",
    summary="Delete a message template",
)
def templates_remove(request: SignedInRequest, id: UUID) -> Status[None]:
    """The built-in text is used again from the next message on."""
    templates.remove_template(actor=request.auth.user, template=access.get_template(id))
    return Status(204, None)


@router.post(
    "/templates/{uuid:id}/preview/",
    auth=requires("templates.manage"),
    response={200: schemas.PreviewOut, **error_responses(404, 422)},
    operation_id="templates_preview",
    summary="Preview a message template",
)
def templates_preview(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """The text filled with sample data in each language; for SMS with length and price."""
    template = access.get_template(id)
    values = {name: getattr(template, name) for name in ("type", "channel", "language", "title", "text")}
    return {"messages": template_previews.preview_template(**values)}
