"""How alike answers and references are: measured anchors, vectors kept, many answers at once."""

from typing import TYPE_CHECKING

import pytest

from ml.models import resolve_embedding
from ml.scoring import ScoringTask
from ml.scoring.answers import score_relevance

if TYPE_CHECKING:
    pass

QUESTION = "What do you do in the morning?"
REFERENCE = "I wake up at six every day. Then I eat breakfast with my family."
GOOD = "Every morning I get up at six o'clock. I have breakfast together with my parents."
OTHER = "My favourite football team won the cup last year. The stadium was full."


@pytest.fixture(scope="module")
def embedder():
    """What it imports takes seconds, so that only who runs these tests imports it."""
    from ml.engines.embedding import Embedder

    return Embedder(resolve_embedding(fetch=False).path, device="cpu", threads=2)


def test_relevance_anchors_are_measured_for_every_language(embedder):
    for language in ("en", "ru", "uz"):
        unrelated, paraphrase = embedder.anchors(language)
        print(language, unrelated, paraphrase)
        assert -1 < unrelated < paraphrase < 1
    assert embedder.anchors("fr") == (0.0, 0.0)


def test_good_answer_scores_over_80_and_another_topic_under_20(embedder):
    task = ScoringTask("speaking", "en", reference_answers=(REFERENCE,), question=QUESTION)
    good, other = embedder.similarities([(text, (REFERENCE,), QUESTION, "en") for text in (GOOD, OTHER)])
    assert score_relevance(task, GOOD, good)[0] > 80
    assert score_relevance(task, OTHER, other)[0] < 20


def test_answers_compared_together_get_the_same_results_as_alone(embedder):
    asked = [(GOOD, (REFERENCE, OTHER), QUESTION, "en"), ("", (REFERENCE,), "", "en"), (OTHER, (), QUESTION, "ru")]
    together = embedder.similarities(asked)
    assert together == [embedder.similarity(*row) for row in asked]
    assert [len(similarity["coverage"]) for similarity in together] == [2, 0, 0]


def test_each_text_is_embedded_once(embedder):
    embedder.similarity("A sentence nobody said before.", (REFERENCE,), QUESTION, "en")
    before = embedder.encoded
    embedder.similarity("A sentence nobody said before.", (REFERENCE,), QUESTION, "en")
    assert embedder.encoded == before
    embedder.similarity("Another one, quite new.", (REFERENCE,), QUESTION, "en")
    assert embedder.encoded == before + 1


def test_number_of_cached_vectors_is_limited(embedder, monkeypatch):
    monkeypatch.setattr("ml.engines.embedding.MAX_CACHED_VECTORS", 5)
    texts = [f"This is sentence number {number}." for number in range(12)]
    first = [embedder.similarity(text, texts, "", "fr")["coverage"] for text in texts[:2]]
    assert len(embedder._kept) <= 13
    assert [embedder.similarity(text, texts, "", "fr")["coverage"] for text in texts[:2]] == first
