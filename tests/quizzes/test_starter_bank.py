"""The starter bank: enough items of each level and skill, one right answer each, nothing twice."""

from collections import Counter
from itertools import groupby, pairwise

import pytest

from apps.learning.blocks.documents import TEXT_SCHEMA, check_document, read_text
from apps.quizzes.questions.checking import check_question
from apps.quizzes.questions.drafts import LEVELS
from apps.quizzes.starter.items import GAP_PROMPT, READING_PROMPT, read_items, read_starter_items

PER_LEVEL = {"grammar": 12, "vocabulary": 10, "reading": 8, "listening": 8, "speaking": 3}
ITEMS = read_items()
SINGLE = [item for item in ITEMS if item.kind == "single"]


def test_every_level_has_enough_items_of_every_skill():
    assert Counter((item.level, item.skill) for item in ITEMS) == {
        (level, skill): count for level in LEVELS for skill, count in PER_LEVEL.items()
    }
    assert len(ITEMS) >= 240
    assert min(Counter(item.level for item in ITEMS if item.kind == "gap").values()) >= 4


def test_difficulties_lie_in_the_logit_of_the_level_and_spread_within_it():
    for (level, skill), group in groupby(ITEMS, key=lambda item: (item.level, item.skill)):
        start = LEVELS.index(level) - 3
        places = sorted(item.difficulty - start for item in group)
        assert 0 < places[0] < 0.2, (level, skill)
        assert 0.8 < places[-1] < 1, (level, skill)
        assert max(after - before for before, after in pairwise(places)) < 0.35, (level, skill)


def test_ids_and_texts_are_there_once():
    shown = [(item.text, *item.script, item.prompt) for item in ITEMS]
    assert len({item.id for item in ITEMS}) == len(set(shown)) == len(ITEMS)
    texts = [text for item in ITEMS for text in (item.text, " ".join(item.script)) if text]
    assert len(set(texts)) == len(texts)
    assert all(item.id.startswith(f"{item.level.lower()}-{item.skill}-") for item in ITEMS)


def test_right_answers_stand_at_every_position_and_are_not_known_by_their_length():
    for level in ("", *LEVELS):
        group = [item for item in SINGLE if item.level.startswith(level)]
        positions = Counter(item.options.index(item.right) for item in group)
        assert sorted(positions) == [0, 1, 2, 3]
        assert max(positions.values()) - min(positions.values()) <= 2, level
    long = [item for item in SINGLE if item.skill in {"reading", "listening"}]
    assert sum(len(item.right) == max(map(len, item.options)) for item in long) <= 0.45 * len(long)


def test_options_differ_by_more_than_case_and_dots():
    for item in SINGLE:
        assert len({option.casefold().strip(" .") for option in item.options}) == 4, item.id


def test_texts_are_short_enough_and_punctuated():
    for item in ITEMS:
        assert len(item.prompt) <= 140, item.id
        assert len(item.text.split()) <= 85, item.id
        assert max((len(option) for option in item.options), default=0) <= 75, item.id
        assert item.prompt.count("___") == (item.skill in {"grammar", "vocabulary"}), item.id
        assert item.prompt.endswith((".", "?", "!", "”")), item.id


def test_questions_are_valid_and_keep_their_ids():
    drafts = read_starter_items()
    assert str(drafts[0].id) == "925d3616-b1ed-5fa1-b859-be757a8e6c1a"
    assert len({draft.id for draft in drafts} | {draft.audio for draft in drafts}) == len(drafts) + 48 + 1
    for draft in drafts:
        assert check_document(draft.prompt, TEXT_SCHEMA) == draft.prompt
        check_question(draft.body, draft.key)
        assert (draft.skill == "listening") == (draft.audio is not None) == bool(draft.files)


def test_each_kind_shows_and_keys_what_the_file_says():
    for item, draft in zip(ITEMS, read_starter_items(), strict=True):
        shown = read_text(draft.prompt)
        if item.kind == "single":
            right = [option.text for option in draft.body.options if draft.key.shares.get(option.id) == 1]
            assert (shown, right) == (f"{item.text} {item.prompt}".strip(), [item.right])
        elif item.kind == "gap":
            assert shown == GAP_PROMPT
            assert draft.body.text.replace("[[1]]", "___") == item.prompt
            assert [answer.text for answer in draft.key.gaps["1"].answers] == item.answers
        else:
            assert (shown, draft.body.text) == (READING_PROMPT, item.prompt)
        assert item.script == [] or item.script[0] not in shown


@pytest.mark.parametrize(
    "change",
    [
        {"right": "something else"},
        {"options": ["am", "am", "is", "are"]},
        {"answers": ["am"]},
        {"script": ["M: Hello."]},
        {"kind": "gap"},
        {"level": "D1"},
        {"unknown": 1},
    ],
)
def test_an_item_that_does_not_fit_is_refused(change):
    good = ITEMS[0].model_dump()
    assert type(ITEMS[0]).model_validate(good) == ITEMS[0]
    with pytest.raises(ValueError):
        type(ITEMS[0]).model_validate(good | change)
