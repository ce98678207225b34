"""Whatever comes of a recording, the pupil reads why in their own language."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

from apps.accounts.models import User
from apps.homework.models import Assignment
from apps.homework.reasons import REASONS, reason_text
from apps.homework.verdicts import ANOTHERS_FILE, OUR_FAILURE, OWN_FILE
from ml.scoring import Verdict
from tests.homework import steps

ML = Path(__file__).resolve().parents[2] / "ml"
SOURCES = [ML / "scoring" / "score.py", ML / "engines" / "audio.py", ML / "engines" / "audio_server.py"]
NOT_FOR_PUPILS = {
    # names of checks, of flags and of variables, in the same files
    "NO_FORCED_PASS", "OFF_TOPIC", "NEGATION_DIFFERS", "NUMBERS_DIFFER",
    "SEARCH_RETRIED", "PASSES_DISAGREE", "UNSURE_WORDS", "ODD_WORDS", "DAMAGED_FILE", "OTHER_MODEL",
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "LC_ALL", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "LOOPS", "PATH", "LANG",
    "PYTHONPATH", "TMPDIR",
}  # fmt: skip


def codes_in_ml() -> set[str]:
    found: set[str] = set()
    for path in SOURCES:
        found |= set(re.findall(r'"([A-Z]{2,}(?:_[A-Z]+)*)"', path.read_text(encoding="utf-8")))
    return found - NOT_FOR_PUPILS


def test_every_code_of_the_pipeline_has_words() -> None:
    ours = {verdict.value for verdict in Verdict} | {ANOTHERS_FILE, OWN_FILE, OUR_FAILURE}
    assert (codes_in_ml() | ours) <= set(REASONS)


@pytest.mark.parametrize("code", sorted(REASONS))
def test_the_words_differ_in_each_language(code: str) -> None:
    words = set()
    for language in ("uz", "ru", "en"):
        with override(language):
            words.add(reason_text(code))
    assert len(words) == 3
    assert all(len(text) > 10 for text in words)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "We heard no voice"), ("ru", "Мы не услышали голоса"), ("uz", "Yozuvda ovoz eshitilmadi")],
)
def test_a_pupil_reads_the_reason_in_their_language(
    assignment: Assignment, pupil: User, client_for, language, words
) -> None:
    User.objects.filter(pk=pupil.pk).update(locale=language)
    attempt = steps.done(assignment, pupil, steps.heard("silent.m4a"))
    shown = client_for(pupil).get(f"/homework/attempts/{attempt.pk}/").json
    assert shown["text"].startswith(words)
    assert (shown["verdict"], shown["state"], shown["score"]) == ("NO_SPEECH", "refused", None)
