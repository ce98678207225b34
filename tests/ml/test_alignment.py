"""What was asked meets what was heard: golden examples of every class."""

import pytest

from ml.alignment import WordClass, align_tokens
from ml.text import choose_matching_readings, parse_words

SHORT = {"=": "correct", "~": "near", "x": "wrong", "-": "omitted", ".": "not_reached", "+": "inserted",
         "r": "repeated", "s": "self_corrected", "f": "filler"}  # fmt: skip


def classes(reference: str, heard: str, reached: int = 0) -> str:
    asked, heard_tokens = choose_matching_readings(
        parse_words(reference, "en", alternatives=True), parse_words(heard, "en"), "en"
    )
    short = {name: mark for mark, name in SHORT.items()}
    return "".join(short[pair.kind] for pair in align_tokens(asked, heard_tokens, "en", attempted_count=reached))


@pytest.mark.parametrize(
    ("reference", "heard", "expected"),
    [
        ("the cat sat", "the cat sat", "==="),
        ("the cat sat", "the cats sat", "=~="),
        ("the cat sat", "the dog sat", "=x="),
        ("the cat sat", "the sat", "=-="),
        ("the cat sat", "the", "=.."),
        ("the cat sat", "", "..."),
        ("the cat sat", "the big cat sat", "=+=="),
        ("the cat sat", "the the cat sat", "r==="),
        ("the cat sat", "the cat the cat sat", "rr==="),
        ("the cat sat", "um the uh cat sat", "f=f=="),
        ("good at volleyball", "good at volley volleyball", "==s="),
        ("come here", "com come here", "s=="),
        ("my name is Aziza|*", "my name is Jasur", "===="),
        ("their|there it is", "there it is", "==="),
        ("I took my head in my hands", "I took my hat in my hands", "===x==="),
        ("a b c", "x y z", "xxx"),
    ],
)
def test_each_word_gets_its_class(reference, heard, expected):
    assert classes(reference, heard) == expected


def test_words_after_the_last_heard_word_are_not_reached():
    assert classes("come over here please my dear friend", "come over hare cup") == "==~x..."


def test_words_that_the_forced_pass_reached_are_omitted_not_unreached():
    assert classes("one two three four", "one", reached=3) == "=--."


def test_alignment_has_every_asked_and_heard_word_once_and_in_order():
    asked, heard = choose_matching_readings(parse_words("a b c d e", "en"), parse_words("c a b x x e e", "en"), "en")
    pairs = align_tokens(asked, heard, "en")
    assert [pair.asked for pair in pairs if pair.asked is not None] == list(range(5))
    assert [pair.heard for pair in pairs if pair.heard is not None] == list(range(7))


@pytest.mark.slow  # 4 s
def test_text_of_600_words_is_aligned():
    text = " ".join(f"word{number % 97}" for number in range(600))
    assert set(classes(text, text)) == {"="}


def test_word_class_names_do_not_change():
    assert set(SHORT.values()) | {"said", "foreign"} == {kind.value for kind in WordClass}
