"""What a proposal would change: the mark that stands beside the one that waits."""

from typing import Any

from apps.homework.heard import Heard
from apps.homework.models import ProposalState, ScoreProposal
from apps.homework.services.remarking import as_heard
from apps.homework.services.rescoring import is_stale
from apps.homework.services.scoring import NUMBERS
from ml.scoring import WordResult

Difference = dict[str, Any]


def difference_of(proposal: ScoreProposal) -> Difference:
    """The proposal as a teacher sees it. `stale`: the mark is another by now than the one it was compared with.

    `words`: those whose class or text differs, with their place in the new list. A proposal that the engine still works
    on has no `after` yet. The attempt's score is loaded.
    """
    before = as_heard(proposal.attempt)
    ready = proposal.state == ProposalState.READY
    after = Heard.from_json(proposal.result) if ready else None
    return {
        "id": proposal.pk,
        "purpose": proposal.purpose,
        "state": proposal.state,
        "created_at": proposal.created_at,
        "stale": ready and is_stale(proposal, proposal.attempt),
        "before": _mark(before),
        "after": None if after is None else _mark(after),
        "words": [] if after is None else _words(before.words, after.words),
    }


def _mark(heard: Heard) -> dict[str, Any]:
    names = ("verdict", "confidence", "method", *NUMBERS)
    return {name: getattr(heard, name) for name in names}


def _words(before: tuple[WordResult, ...], after: tuple[WordResult, ...]) -> list[dict[str, Any]]:
    """By the place in the text, where there is one, else by the place in the list."""
    was = {_place(word): word for word in before}
    changed = []
    for word in after:
        old = was.get(_place(word))
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


def _place(word: WordResult) -> tuple[bool, int]:
    return (False, word.index) if word.reference is None else (True, word.reference)
