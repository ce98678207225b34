"""What a score proposal would change: the current score next to the proposed one."""

from typing import Any

from apps.homework.models import ProposalState, ScoreProposal
from apps.homework.services.rescoring import is_proposal_stale
from apps.homework.services.score_replacement import read_stored_result
from apps.homework.services.scoring import MEASURE_NAMES
from ml.scoring import RecordingResult, WordResult

ScoreDifference = dict[str, Any]


def build_score_difference(proposal: ScoreProposal) -> ScoreDifference:
    """Return the proposal as a teacher sees it. `stale`: the score has changed since the comparison.

    `words`: those whose class or text differs, with their place in the new list. A proposal that the engine still works
    on has no `after`. The attempt's score must be loaded.
    """
    before = read_stored_result(proposal.attempt)
    ready = proposal.state == ProposalState.READY
    after = RecordingResult.from_json(proposal.result) if ready else None
    return {
        "id": proposal.pk,
        "purpose": proposal.purpose,
        "state": proposal.state,
        "created_at": proposal.created_at,
        "stale": ready and is_proposal_stale(proposal, proposal.attempt),
        "before": _get_score_fields(before),
        "after": None if after is None else _get_score_fields(after),
        "words": [] if after is None else _list_changed_words(before.words, after.words),
    }


def _get_score_fields(heard: RecordingResult) -> dict[str, Any]:
    names = ("verdict", "confidence", "method", *MEASURE_NAMES)
    return {name: getattr(heard, name) for name in names}


def _list_changed_words(before: tuple[WordResult, ...], after: tuple[WordResult, ...]) -> list[dict[str, Any]]:
    """Match words by their place in the text, else by their place in the list."""
    words_before = {_get_word_key(word): word for word in before}
    changed = []
    for word in after:
        old = words_before.get(_get_word_key(word))
        if old is None or (old.class_, old.heard) != (word.class_, word.heard):
            changed.append(
                {
                    "index": word.index,
                    "reference": word.reference,
                    "text": word.text,
                    "was": None if old is None else {"class": str(old.class_), "heard": old.heard},
                    "now": {"class": str(word.class_), "heard": word.heard},
                }
            )
    return changed


def _get_word_key(word: WordResult) -> tuple[bool, int]:
    return (False, word.index) if word.reference is None else (True, word.reference)
