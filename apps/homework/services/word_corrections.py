"""Teachers' word corrections: a text read aloud is scored at once, a free answer by a speech job."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
import apps.settings.services as settings
from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid
from apps.core.uow import unit_of_work
from apps.homework.corrected_scores import TEACHER_WORD_CLASSES, is_read_aloud
from apps.homework.job_kinds import HOMEWORK_PRIORITY, RESCORE_AUDIO
from apps.homework.models import Attempt, ProposalState, ScoreProposal, WordCorrection
from apps.homework.services.homework_state import lock_homework
from apps.homework.services.score_proposals import end_open_proposals
from apps.homework.services.score_replacement import (
    calculate_result_from_evidence,
    get_last_word_corrections,
    get_scorable_attempt,
    replace_score,
)

CORRECTION_PURPOSE = "correction"


def correct_words(
    *, actor: User, attempt: Attempt, words: Mapping[int, str | None], revision: int | None = None
) -> ScoreProposal | None:
    """Store a teacher's corrections of words, by place; None removes an earlier correction. All or nothing.

    In a text read aloud a correction is the class of the word; the attempt is scored again at once, and the result is
    None. In a free answer it is the text of the heard word, empty to remove it; a speech job scores it, and the result
    is the proposal that it will apply. Corrections of several teachers follow one another.

    Raise Invalid on `words.<n>`, the n-th given, for a place or class that does not exist; Conflict when nothing can be
    scored, or when `revision` is given and the score has changed.
    """
    with unit_of_work():
        homework = lock_homework(attempt.homework_id)
        fresh = get_scorable_attempt(homework, attempt)
        if revision is not None and revision != fresh.score.revision:
            raise Conflict(_("The score has changed. Check it again."))
        text_read = is_read_aloud(fresh.score.evidence)
        rows = (
            _build_class_corrections(fresh, words, actor)
            if text_read
            else _build_answer_corrections(fresh, words, actor)
        )
        WordCorrection.objects.bulk_create(rows)
        if text_read:
            result = calculate_result_from_evidence(fresh)
            replace_score(attempt=fresh, result=result, cause=CORRECTION_PURPOSE, actor=actor)
            return None
        changes = {"words": (None, sorted(words))}
        settings.write_audit_log(actor=actor, action="homework.correct_words", obj=fresh, changes=changes)
        return _enqueue_rescoring(fresh, actor)


def _build_class_corrections(attempt: Attempt, words: Mapping[int, str | None], actor: User) -> list[WordCorrection]:
    shown = {word["reference"]: word for word in attempt.score.words if word["reference"] is not None}
    for number, (place, given) in enumerate(words.items()):
        if place not in shown:
            raise Invalid.field(f"words.{number}.index", _("There is no word at this place."))
        if given is not None and given not in TEACHER_WORD_CLASSES:
            wrong = _("A word of the text is correct, near, wrong, omitted or not reached.")
            raise Invalid.field(f"words.{number}.class", wrong)
    return [
        WordCorrection(attempt=attempt, index=place, was=shown[place]["class"], now=given or "", author=actor)
        for place, given in words.items()
    ]


def _build_answer_corrections(attempt: Attempt, words: Mapping[int, str | None], actor: User) -> list[WordCorrection]:
    evidence: dict[str, Any] = attempt.score.evidence
    first = [str(row[0]) for row in evidence.get("heard_first", evidence["heard"])["words"]]
    now = get_last_word_corrections(attempt)
    for number, place in enumerate(words):
        if place >= len(first):
            raise Invalid.field(f"words.{number}.index", _("There is no word at this place."))
    left = now | {place: first[place] if given is None else given for place, given in words.items()}
    if not any(left.get(place, word) for place, word in enumerate(first)):
        raise Invalid.field("words", _("At least one word must stay."))
    return [
        WordCorrection(
            attempt=attempt, index=place, was=now.get(place, first[place])[:100], now=left[place][:100], author=actor
        )
        for place in words
    ]


def _enqueue_rescoring(attempt: Attempt, actor: User) -> ScoreProposal:
    end_open_proposals(attempt, state=ProposalState.DROPPED)
    proposal = ScoreProposal.objects.create(attempt=attempt, author=actor, purpose=CORRECTION_PURPOSE)
    share = attempt.homework.assignment.queue_share
    jobs.enqueue(kind=RESCORE_AUDIO, object_id=proposal.pk, priority=HOMEWORK_PRIORITY, share=share)
    return proposal
