"""Operations under `/notifications/templates/`: the centre's own words for messages."""

from typing import Any
from uuid import UUID

from ninja import Query, Router, Status

from api.auth import SignedInRequest, requires
from api.errors import errors
from api.lists import PageOf, listed_page
from api.schemas import notifications_templates as schemas
from api.schemas.base import changes
from apps.notifications import access, own_words, shown_words

router = Router(tags=["notifications"])


@router.get(
    "/templates/",
    auth=requires("templates.manage"),
    response={200: PageOf[schemas.WordingOut], **errors(422)},
    operation_id="templates_list",
    summary="What messages say",
)
def templates_list(request: SignedInRequest, query: Query[schemas.TemplatesQuery]) -> dict[str, Any]:
    """Every type by every channel in every language: the built-in words, or the centre's own."""
    found = shown_words.wordings(type=query.type, channel=query.channel, language=query.language, own=query.own)
    return listed_page(request, found, query)


@router.post(
    "/templates/",
    auth=requires("templates.manage"),
    response={201: schemas.WordingOut, **errors(409, 422)},
    operation_id="templates_create",
    summary="Write own words",
)
def templates_create(request: SignedInRequest, payload: schemas.TemplateIn) -> Status[shown_words.Wording]:
    """They count from the next message on."""
    made = own_words.create_template(actor=request.auth.user, **payload.model_dump())
    return Status(201, shown_words.drawn(made))


@router.post(
    "/templates/preview/",
    auth=requires("templates.manage"),
    response={200: schemas.PreviewOut, **errors(422)},
    operation_id="templates_preview_words",
    summary="Try words before they are kept",
)
def templates_preview_words(request: SignedInRequest, payload: schemas.TemplateIn) -> dict[str, Any]:
    """With sample data; in the other languages what is said now."""
    return {"messages": shown_words.preview(**payload.model_dump())}


@router.get(
    "/templates/{uuid:id}/",
    auth=requires("templates.manage"),
    response={200: schemas.WordingOut, **errors(404)},
    operation_id="templates_get",
    summary="Own words",
)
def templates_get(request: SignedInRequest, id: UUID) -> shown_words.Wording:
    """As the list has them."""
    return shown_words.drawn(access.get_template(id))


@router.patch(
    "/templates/{uuid:id}/",
    auth=requires("templates.manage"),
    response={200: schemas.WordingOut, **errors(404, 422)},
    operation_id="templates_update",
    summary="Change own words",
)
def templates_update(request: SignedInRequest, id: UUID, payload: schemas.TemplateChanges) -> shown_words.Wording:
    """What went out stays as it was."""
    found = access.get_template(id)
    changed = own_words.change_template(actor=request.auth.user, template=found, changes=changes(payload))
    return shown_words.drawn(changed)


@router.delete(
    "/templates/{uuid:id}/",
    auth=requires("templates.manage"),
    response={204: None, **errors(404)},
    operation_id="templates_remove",
    summary="Back to the built-in words",
)
def templates_remove(request: SignedInRequest, id: UUID) -> Status[None]:
    """From the next message on."""
    own_words.remove_template(actor=request.auth.user, template=access.get_template(id))
    return Status(204, None)


@router.post(
    "/templates/{uuid:id}/preview/",
    auth=requires("templates.manage"),
    response={200: schemas.PreviewOut, **errors(404, 422)},
    operation_id="templates_preview",
    summary="See own words with sample data",
)
def templates_preview(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """In each language; an SMS with its length and price."""
    one = access.get_template(id)
    words = {name: getattr(one, name) for name in ("type", "channel", "language", "title", "text")}
    return {"messages": shown_words.preview(**words)}
