"""Whatever comes of a recording, the pupil reads why in their own language."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

from apps.accounts.models import User
from apps.homework.reasons import ADVICE, REASONS, get_advice_by_language, get_advice_text, get_first_reason_text
from apps.homework.verdicts import ANOTHERS_FILE, OUR_FAILURE, OWN_FILE
from ml.scoring import Verdict
from ml.scoring.advice import CODES
from tests.homework.submission_helpers import recorded_result, submit_and_score

ML = Path(__file__).resolve().parents[2] / "ml"
SOURCES = [
    *(ML / "scoring" / f"{name}.py" for name in ("checks", "read_aloud", "free_answers")),
    *(ML / "engines" / f"{name}.py" for name in ("audio", "audio_server")),
]
NOT_FOR_PUPILS = {
    # names of checks, of flags and of variables, in the same files
    "NO_FORCED_PASS", "OFF_TOPIC", "NEGATION_DIFFERS", "NUMBERS_DIFFER",
    "NOISY", "FOREIGN_SPANS", "OTHER_LANGUAGE_DETECTED",
    "SEARCH_RETRIED", "PASSES_DISAGREE", "UNSURE_WORDS", "ODD_WORDS", "DAMAGED_FILE", "OTHER_MODEL",
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "LC_ALL", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "LOOPS", "PATH", "LANG",
    "PYTHONPATH", "TMPDIR",
}  # fmt: skip


def codes_in_ml() -> set[str]:
    codes: set[str] = set()
    for path in SOURCES:
        codes |= set(re.findall(r'"([A-Z]{2,}(?:_[A-Z]+)*)"', path.read_text(encoding="utf-8")))
    return codes - NOT_FOR_PUPILS


def test_every_reason_code_has_a_text():
    ours = {verdict.value for verdict in Verdict} | {ANOTHERS_FILE, OWN_FILE, OUR_FAILURE}
    assert (codes_in_ml() | ours) <= set(REASONS)


@pytest.mark.parametrize("code", sorted(REASONS))
def test_reason_text_differs_in_each_language(code):
    words = set()
    for language in ("uz", "ru", "en"):
        with override(language):
            words.add(get_first_reason_text(code))
    assert len(words) == 3
    assert all(len(text) > 10 for text in words)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "We heard no voice"), ("ru", "Мы не услышали голоса"), ("uz", "Yozuvda ovoz eshitilmadi")],
)
def test_reason_is_shown_in_the_language_of_the_pupil(assignment, pupil, client_for, language, words):
    User.objects.filter(pk=pupil.pk).update(locale=language)
    attempt = submit_and_score(assignment, pupil, recorded_result("silent.m4a"))
    shown = client_for(pupil).get(f"/homework/attempts/{attempt.pk}/").json
    assert shown["text"].startswith(words)
    assert (shown["verdict"], shown["state"], shown["score"]) == ("NO_SPEECH", "refused", None)


def test_every_advice_code_has_a_text():
    assert set(ADVICE) == set(CODES)


VALUES = {"words": ["sheep", "ship"], "missing": 5, "longest": 2.4, "pauses": 3, "run": 4, "rate": 60, "target": 100}


@pytest.mark.parametrize("code", CODES)
def test_advice_text_exists_in_each_language_with_its_values(code):
    [uz], [ru], [en] = get_advice_by_language([{"code": code, "values": VALUES}]).values()
    assert len({uz, ru, en}) == 3
    assert all(len(text) > 10 and not set("{}%") & set(text) for text in (uz, ru, en))


def test_advice_about_words_is_in_the_language_of_the_reader():
    piece = {"code": "PRACTISE_WORDS", "values": {"words": ["sheep", "{ship}"]}}
    with override("en"):
        assert get_advice_text(piece) == "Practise these words: sheep, {ship}."
    with override("ru"):
        assert get_advice_text(piece) == "Потренируйте эти слова: sheep, {ship}."
    assert get_advice_text({"code": "OF_A_LATER_VERSION", "values": {}}) == ""
