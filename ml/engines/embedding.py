"""How alike two sentences are in meaning: sentence-transformers from a folder, never from a hub."""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from transformers.utils import logging

from ml.scoring.answers import split_sentences

PREFIXES = {"e5": "query: "}
"""What a family of models wants before each text when both sides are alike (E5: `query: ` for symmetric similarity)."""
MAX_CACHED_VECTORS = 4096
"""Vectors kept, a few kB each."""

Vectors = NDArray[np.float32]
SimilarityQuery = tuple[str, Sequence[str], str, str]
"""An answer, its reference answers, the question, the language."""

_PAIRS = Path(__file__).with_name("anchor_pairs.json")


class Embedder:
    """A sentence-transformers model. Not safe to share between threads.

    A text is embedded once: vectors are kept by the hash of their text, the latest `MAX_CACHED_VECTORS` of them.
    """

    def __init__(self, folder: Path, *, device: str, threads: int) -> None:
        torch.set_num_threads(threads)
        logging.disable_progress_bar()
        self._model = SentenceTransformer(str(folder), device=device, local_files_only=True)
        self._prefix = next((prefix for family, prefix in PREFIXES.items() if family in folder.name.lower()), "")
        self._kept: OrderedDict[bytes, Vectors] = OrderedDict()
        self.anchors = cache(self._measure_anchors)
        self.encoded = 0
        """Texts that went through the model so far."""

    def similarity(self, answer: str, references: Sequence[str], question: str, language: str) -> dict[str, Any]:
        """`similarities` of one answer."""
        return self.similarities([(answer, references, question, language)])[0]

    def similarities(self, asked: Sequence[SimilarityQuery]) -> list[dict[str, Any]]:
        """Return what `ml.scoring.answers.score_relevance` needs for each answer: coverage per reference (mean over its
        sentences of the best cosine with a sentence of the answer), likeness to the question, the two anchors.

        All texts that are new go through the model in one call.
        """
        texts = [text for answer, references, question, _ in asked for text in (answer, *references, question)]
        pairs = [pair for _, _, _, language in asked for pair in _load_anchor_pairs(language)]
        pieces = [piece for text in texts for piece in split_sentences(text)]
        self._embed([*pieces, *chain.from_iterable(pairs)])
        return [self._similarity(*pair) for pair in asked]

    def _similarity(self, answer: str, references: Sequence[str], question: str, language: str) -> dict[str, Any]:
        unrelated, paraphrase = self.anchors(language)
        result: dict[str, Any] = {"coverage": [], "unrelated": unrelated, "paraphrase": paraphrase}
        sentence_vectors = self._vectors(split_sentences(answer))
        if not len(sentence_vectors):
            return result
        readable_references = [text for text in references if split_sentences(text)]
        likenesses = [self._vectors(split_sentences(text)) @ sentence_vectors.T for text in readable_references]
        coverage = [float(np.mean(np.max(likeness, axis=1))) for likeness in likenesses]
        asked = split_sentences(question)
        return result | {
            "coverage": [round(value, 4) for value in coverage],
            "question": round(float(np.max(self._vectors(asked) @ sentence_vectors.T)), 4) if asked else None,
        }

    def _measure_anchors(self, language: str) -> tuple[float, float]:
        """Mean cosine of unrelated sentences and of paraphrases in `language`; (0, 0) where we have no pairs."""
        pairs = _load_anchor_pairs(language)
        if not pairs:
            return 0.0, 0.0
        left, right = (self._vectors([pair[side] for pair in pairs]) for side in (0, 1))
        cosines = left @ right.T
        alike = np.eye(len(pairs), dtype=bool)
        return round(float(cosines[~alike].mean()), 4), round(float(cosines[alike].mean()), 4)

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        """A normalised vector per text, from what is kept; what is not goes through the model."""
        if not texts:
            return np.zeros((0, 1), dtype=np.float32)
        self._embed(texts)
        return np.stack([self._kept[_hash_text(text)] for text in texts])

    def _embed(self, texts: Sequence[str]) -> None:
        keys = {_hash_text(text): text for text in texts}
        for key in keys.keys() & self._kept.keys():
            self._kept.move_to_end(key)
        new = [text for key, text in keys.items() if key not in self._kept]
        if not new:
            return
        while len(self._kept) + len(new) > MAX_CACHED_VECTORS and len(self._kept) > len(keys) - len(new):
            self._kept.popitem(last=False)
        self.encoded += len(new)
        prefixed = [self._prefix + text for text in new]
        vectors = self._model.encode(prefixed, normalize_embeddings=True, show_progress_bar=False)
        for text, vector in zip(new, np.asarray(vectors, dtype=np.float32), strict=True):
            self._kept[_hash_text(text)] = vector


def _hash_text(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


@cache
def _load_anchor_pairs(language: str) -> list[tuple[str, str]]:
    """Sentences with a paraphrase each, in `language`; empty where we have none."""
    pairs = json.loads(_PAIRS.read_text(encoding="utf-8")).get(language, [])
    return [(first, second) for first, second in pairs]
