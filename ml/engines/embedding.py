"""How alike two sentences are in meaning: sentence-transformers from a folder, never from a hub."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from transformers.utils import logging

from ml.scoring.answers import sentences

PREFIXES = {"e5": "query: "}
"""What a family of models wants before each text when both sides are alike (E5: `query: ` for symmetric similarity)."""
_PAIRS = Path(__file__).with_name("anchor_pairs.json")


class Embedder:
    """A sentence-transformers model. Not safe to share between threads."""

    def __init__(self, folder: Path, *, device: str, threads: int) -> None:
        torch.set_num_threads(threads)
        logging.disable_progress_bar()
        self._model = SentenceTransformer(str(folder), device=device, local_files_only=True)
        self._prefix = next((prefix for family, prefix in PREFIXES.items() if family in folder.name.lower()), "")
        self.anchors = cache(self._measure_anchors)

    def similarity(self, answer: str, references: Sequence[str], question: str, language: str) -> dict[str, Any]:
        """What `ml.scoring.answers.relevance` needs: coverage per reference, similarity to the question, anchors."""
        unrelated, paraphrase = self.anchors(language)
        said = self._vectors(sentences(answer))
        if not len(said):
            return {"coverage": [], "unrelated": unrelated, "paraphrase": paraphrase}
        coverage = [float(np.mean(np.max(self._vectors(sentences(text)) @ said.T, axis=1))) for text in references]
        asked = sentences(question)
        return {
            "coverage": [round(value, 4) for value in coverage],
            "question": round(float(np.max(self._vectors(asked) @ said.T)), 4) if asked else None,
            "unrelated": unrelated,
            "paraphrase": paraphrase,
        }

    def _measure_anchors(self, language: str) -> tuple[float, float]:
        """Mean cosine of unrelated sentences and of paraphrases in `language`; (0, 0) where we have no pairs."""
        pairs = json.loads(_PAIRS.read_text(encoding="utf-8")).get(language, [])
        if not pairs:
            return 0.0, 0.0
        left, right = (self._vectors([pair[side] for pair in pairs]) for side in (0, 1))
        cosines = left @ right.T
        alike = np.eye(len(pairs), dtype=bool)
        return round(float(cosines[~alike].mean()), 4), round(float(cosines[alike].mean()), 4)

    def _vectors(self, texts: Sequence[str]) -> np.ndarray:
        if not texts:
            return np.zeros((0, 1), dtype=np.float32)
        prefixed = [self._prefix + text for text in texts]
        vectors = self._model.encode(prefixed, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)
