"""Two act on one mark at the same moment: nobody's word is lost, nothing that was closed is open again."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError, Event
from uuid import UUID

import pytest
from django.db import connections

from apps.core.errors import Conflict
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.homework.models import Attempt, Homework, ProposalState, ScoreProposal, SpeechScore, WordCorrection
from apps.homework.services import rescoring, reviews, word_corrections
from tests.homework.review_helpers import score_recorded_evidence
from tests.homework.submission_helpers import assign_reading, submit_and_score

MEET_WITHIN = {True: 1.0, False: 30.0}
"""Seconds that one waits in the middle for the other, who cannot come while the homework is locked and comes for sure
when it is not: by whether it is protected.
"""


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run all at the same time, each in a thread and with a connection of its own; how each ended."""

    def run(act: Callable[[], object]) -> str:
        try:
            act()
        except Conflict as error:
            return str(error.code)
        except Exception as error:
            return type(error).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def meeting(monkeypatch, module, name: str, *, within: float) -> None:
    """Let two calls of this function begin together where nothing keeps them apart."""
    barrier, real = Barrier(2), getattr(module, name)

    def met(*args, **kwargs):
        try:
            barrier.wait(within)
        except BrokenBarrierError:
            pass
        return real(*args, **kwargs)

    monkeypatch.setattr(module, name, met)


def unlocked(homework_id: UUID) -> Homework:
    return Homework.objects.select_related("assignment__group__branch", "student").get(pk=homework_id)


@pytest.fixture
def attempt(transactional_db, group, pupil):
    return submit_and_score(assign_reading(group), pupil, score_recorded_evidence())


def classes(attempt: Attempt) -> dict[int, str]:
    score = SpeechScore.objects.get(attempt=attempt)
    return {word["reference"]: word["class"] for word in score.words if word["reference"] is not None}


@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: no lock"])
def test_parallel_corrections_of_two_words_are_both_kept(attempt, teacher, assistant, pupil, monkeypatch, protected):
    if not protected:
        monkeypatch.setattr(word_corrections, "lock_homework", unlocked)
    meeting(monkeypatch, word_corrections, "replace_score", within=MEET_WITHIN[protected])
    outcomes = at_once(
        lambda: word_corrections.correct_words(actor=teacher, attempt=attempt, words={0: "wrong"}),
        lambda: word_corrections.correct_words(actor=assistant, attempt=attempt, words={1: "wrong"}),
    )
    both = classes(attempt)[0] == classes(attempt)[1] == "wrong"
    assert (both and outcomes == ["done", "done"]) == protected
    if protected:
        assert SpeechScore.objects.get(attempt=attempt).revision == 3
        assert get_coin_balance(pupil) == sum_coin_ledger(pupil)


@pytest.mark.parametrize("protected", [True, False], ids=["revision named", "control: no revision"])
def test_second_correction_of_the_same_word_revision_is_a_conflict(attempt, teacher, assistant, protected):
    revision = 1 if protected else None
    outcomes = at_once(
        lambda: word_corrections.correct_words(actor=teacher, attempt=attempt, words={0: "wrong"}, revision=revision),
        lambda: word_corrections.correct_words(actor=assistant, attempt=attempt, words={0: "near"}, revision=revision),
    )
    assert (sorted(outcomes) == ["conflict", "done"]) == protected
    last = WordCorrection.objects.filter(attempt=attempt).order_by("pk").last()
    assert last is not None
    assert classes(attempt)[0] == last.now


@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: no lock"])
def test_correction_during_a_review_keeps_score_and_coins_consistent(
    attempt, teacher, assistant, pupil, monkeypatch, protected
):
    if not protected:
        monkeypatch.setattr(word_corrections, "lock_homework", unlocked)
    read, reviewed = Event(), Event()

    def slowly(**values):
        read.set()
        reviewed.wait(MEET_WITHIN[protected])
        return real(**values)

    real = word_corrections.replace_score
    monkeypatch.setattr(word_corrections, "replace_score", slowly)

    def review() -> None:
        assert protected or read.wait(MEET_WITHIN[protected])
        reviews.review_homework(reviewer=assistant, homework=attempt.homework, decision="accept")
        reviewed.set()

    words = dict.fromkeys(range(20), "wrong")
    at_once(lambda: word_corrections.correct_words(actor=teacher, attempt=attempt, words=words), review)
    homework = Homework.objects.get(pk=attempt.homework_id)
    mark = SpeechScore.objects.get(attempt=attempt).overall
    agreed = homework.state == "reviewed" and float(homework.score) == mark
    assert agreed == protected
    if protected:
        assert get_coin_balance(pupil) == round(20 * mark / 100) == sum_coin_ledger(pupil)


@pytest.mark.parametrize("protected", [True, False], ids=["checked", "control: not checked"])
def test_proposal_older_than_a_correction_cannot_be_applied(attempt, teacher, assistant, monkeypatch, protected):
    if not protected:
        monkeypatch.setattr(rescoring, "is_proposal_stale", lambda proposal, attempt: False)
    SpeechScore.objects.filter(attempt=attempt).update(overall=50)
    proposal = rescoring.propose_score(actor=teacher, attempt=attempt, from_recording=False)
    assert proposal is not None
    word_corrections.correct_words(actor=assistant, attempt=attempt, words={0: "wrong"})
    outcomes = at_once(lambda: rescoring.apply_proposal(actor=teacher, attempt=attempt, proposal_id=proposal.pk))
    assert (outcomes == ["conflict"] and classes(attempt)[0] == "wrong") == protected


@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: no lock"])
def test_proposal_is_applied_only_once(attempt, teacher, assistant, pupil, monkeypatch, protected):
    SpeechScore.objects.filter(attempt=attempt).update(overall=50)
    proposal = rescoring.propose_score(actor=teacher, attempt=attempt, from_recording=False)
    assert proposal is not None
    if not protected:
        monkeypatch.setattr(rescoring, "lock_homework", unlocked)
    meeting(monkeypatch, rescoring, "replace_score", within=MEET_WITHIN[protected])
    outcomes = at_once(
        *(
            lambda who=who: rescoring.apply_proposal(actor=who, attempt=attempt, proposal_id=proposal.pk)  # type: ignore[misc]
            for who in (teacher, assistant)
        )
    )
    assert (sorted(outcomes) == ["conflict", "done"]) == protected
    if protected:
        assert ScoreProposal.objects.get().state == ProposalState.APPLIED
        assert SpeechScore.objects.get(attempt=attempt).revision == 2
        assert get_coin_balance(pupil) == sum_coin_ledger(pupil)
