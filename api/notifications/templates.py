"""Operations under `/notifications/templates/`: the centre's own texts for messages."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.lists import PageOf, build_page_of_rows
from api.notifications import templates_schemas as schemas
from api.operations import OperationRouter
from apps.notifications import access, template_previews, templates

router = OperationRouter(tags=["notifications"])


@router.get("/templates/", "templates.manage", PageOf[schemas.WordingOut], errors=[422])
def templates_list(request: SignedInRequest, query: Query[schemas.TemplatesQuery]) -> dict[str, Any]:
    """List notification templates.

    The text of every message type by channel and language: the centre's own template, or the built-in text.
    """
    templates_found = template_previews.list_effective_templates(**query.filters())
    return build_page_of_rows(request, templates_found, query)


@router.post("/templates/", "templates.manage", schemas.WordingOut, status=201, errors=[409, 422])
def templates_create(request: SignedInRequest, payload: schemas.TemplateIn) -> dict[str, Any]:
    """Create a notification template.

    Replaces the built-in text from the next message on. Refused with 409 `conflict` when there is a template for
    this type, channel and language; with 422 `invalid` for a text that cannot be used.
    """
    template = templates.create_template(actor=request.auth.user, **payload.model_dump())
    return template_previews.get_effective_template(template)


@router.post("/templates/preview/", "templates.manage", schemas.PreviewOut, errors=[422])
def templates_preview_words(request: SignedInRequest, payload: schemas.TemplateIn) -> dict[str, Any]:
    """Preview an unsaved notification template.

    The text filled with sample data, and the current text in the other languages. Stores nothing.
    """
    return {"messages": template_previews.preview_template(**payload.model_dump())}


@router.get("/templates/{uuid:id}/", "templates.manage", schemas.WordingOut, errors=[404])
def templates_get(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get a notification template.

    One template of the centre, as in the list.
    """
    return template_previews.get_effective_template(access.get_template(id))


@router.patch("/templates/{uuid:id}/", "templates.manage", schemas.WordingOut, errors=[404, 422])
def templates_update(request: SignedInRequest, id: UUID, payload: schemas.TemplateChanges) -> dict[str, Any]:
    """Update a notification template.

    Changes the title or text of later messages; sent messages stay as they are.
    """
    template = access.get_template(id)
    changed = templates.change_template(actor=request.auth.user, template=template, changes=get_sent_fields(payload))
    return template_previews.get_effective_template(changed)


@router.delete("/templates/{uuid:id}/", "templates.manage", errors=[404])
def templates_remove(request: SignedInRequest, id: UUID) -> None:
    """Delete a notification template.

    The built-in text is used again from the next message on.
    """
    templates.remove_template(actor=request.auth.user, template=access.get_template(id))


@router.post("/templates/{uuid:id}/preview/", "templates.manage", schemas.PreviewOut, errors=[404, 422])
def templates_preview(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Preview a notification template.

    The text filled with sample data in each language; for SMS with length and price.
    """
    template = access.get_template(id)
    values = {name: getattr(template, name) for name in ("type", "channel", "language", "title", "text")}
    return {"messages": template_previews.preview_template(**values)}
