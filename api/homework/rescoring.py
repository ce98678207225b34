"""Requests to correct words or to score an attempt again, converted for the services."""

from django.utils.translation import gettext_lazy as _

from api.homework.marking_schemas import RescoreIn, WordsIn
from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.homework.models import AssignmentKind, Attempt
from apps.homework.services.rescoring import apply_proposal, drop_proposal, propose_score


def parse_word_corrections(attempt: Attempt, payload: WordsIn) -> dict[int, str | None]:
    """Return place → class of a word of the text, or text of a heard word of a free answer; None removes a correction.

    Raise Invalid on `words.<n>` for a repeated place or for the field of the other kind.
    """
    free = attempt.homework.assignment.kind == AssignmentKind.SPEAKING
    rescore_errors: dict[int, str | None] = {}
    for number, word in enumerate(payload.words):
        if word.index in rescore_errors:
            raise Invalid.field(f"words.{number}.index", _("This word stands here twice."))
        if free and word.class_ is not None:
            raise Invalid.field(f"words.{number}.class", _("Of a free answer say what was heard."))
        if not free and word.heard is not None:
            raise Invalid.field(f"words.{number}.heard", _("Of a text read aloud say how the word was read."))
        rescore_errors[word.index] = word.heard if free else word.class_
    return rescore_errors


def apply_rescore_request(user: User, attempt: Attempt, payload: RescoreIn) -> int:
    """Carry out the request; return 202 when the engine works on it, else 200. Invalid for two requests at once."""
    if sum((payload.from_sound, payload.apply is not None, payload.drop is not None)) > 1:
        raise Invalid.field("apply", _("Ask for one thing at a time."))
    if payload.apply is not None:
        apply_proposal(actor=user, attempt=attempt, proposal_id=payload.apply)
    elif payload.drop is not None:
        drop_proposal(actor=user, attempt=attempt, proposal_id=payload.drop)
    elif propose_score(actor=user, attempt=attempt, from_recording=payload.from_sound) and payload.from_sound:
        return 202
    return 200
