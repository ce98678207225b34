"""Operations under `/moderation/words/`: words that texts may not have."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.guards import check_moderator
from api.lists import PageOf, build_page
from api.moderation import words_schemas as schemas
from api.operations import OperationRouter
from apps.moderation import access, queries
from apps.moderation.models import BlockedWord
from apps.moderation.services import words

router = OperationRouter(tags=["moderation"])


@router.get("/words/", "content.moderate", PageOf[schemas.BlockedWordOut], errors=[422])
def moderation_words_list(request: SignedInRequest, query: Query[schemas.BlockedWordsQuery]) -> dict[str, Any]:
    """List words that texts may not have.

    By language.
    """
    check_moderator(request)
    rows = queries.list_blocked_words(**query.filters())
    return build_page(request, rows, query, ordering=("word", "created_at"), search=queries.search_blocked_words)


@router.post("/words/", "content.moderate", schemas.BlockedWordOut, status=201, errors=[422])
def moderation_words_create(request: SignedInRequest, payload: schemas.BlockedWordIn) -> BlockedWord:
    """Add a word that texts may not have.

    Texts that stand already are not changed. A word that looks like a listed one is refused.
    """
    check_moderator(request)
    return words.add_blocked_word(actor=request.auth.user, **payload.model_dump())


@router.put("/words/{uuid:id}/", "content.moderate", schemas.BlockedWordOut, errors=[404, 422])
def moderation_words_set(request: SignedInRequest, id: UUID, payload: schemas.BlockedWordIn) -> BlockedWord:
    """Change a listed word.

    Texts that stand already are not changed.
    """
    check_moderator(request)
    return words.change_blocked_word(
        actor=request.auth.user,
        word=access.get_blocked_word(id),
        language=payload.language,
        text=payload.word,
        effect=payload.effect,
    )


@router.delete("/words/{uuid:id}/", "content.moderate", errors=[404])
def moderation_words_delete(request: SignedInRequest, id: UUID) -> None:
    """Remove a word from the list.

    Texts with it may be written again.
    """
    check_moderator(request)
    words.remove_blocked_word(actor=request.auth.user, word=access.get_blocked_word(id))
