"""What hidden characters, marks, links and look-alikes of listed words come to."""

import time

import pytest

from apps.core.errors import Invalid
from apps.core.rich_text import sanitize_html
from apps.moderation.folding import compile_words, find_listed_word, find_listed_words, fold_word
from apps.moderation.texts import build_fingerprint, clean_line, clean_rich_text, clean_text, count_links, get_words

ZALGO = "h" + "\u0335\u0336\u0337\u0338" + "i"


def refuse(clean, text, most=100):
    with pytest.raises(Invalid) as refused:
        clean(text, field="text", most=most)
    assert list(refused.value.fields) == ["text"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("abc\u202egpj.exe\u202c", "abcgpj.exe"),
        ("a\u200bb\u0000c\u2066d\u2069", "abcd"),
        ("first\r\nsecond\u2028third", "first\nsecond\nthird"),
        ("o\u02bbzbek — ёлка, Việt Nam", "o\u02bbzbek — ёлка, Việt Nam"),
        ("family: \U0001f468\u200d\U0001f469\u200d\U0001f467", "family: \U0001f468\u200d\U0001f469\u200d\U0001f467"),
    ],
)
def test_hidden_characters_go_and_the_rest_stays(text, kept):
    assert clean_text(text, field="text", most=100) == kept


def test_what_cannot_be_read_is_refused_with_its_field():
    for text in (ZALGO, " \u200b\u202e ", "x" * 101):
        refuse(clean_text, text)
    refuse(clean_rich_text, f"<p>{ZALGO}</p>")
    refuse(clean_rich_text, "<p><script>alert(1)</script></p>")
    refuse(clean_rich_text, "x" * 1024 * 1024)
    assert clean_line("Two\nlines", field="title", most=20) == "Two lines"


def test_html_keeps_no_hidden_characters_and_no_scripts():
    source = '<p onclick="x()">Hi&#x202e;there <b>now</b></p><img src=x><a href="javascript:x">a</a>'
    cleaned = clean_rich_text(source, field="text", most=1000)
    assert "\u202e" not in cleaned
    assert get_words(cleaned) == "Hithere now\na"
    assert clean_rich_text(cleaned, field="text", most=1000) == cleaned


@pytest.mark.parametrize(
    "source",
    [
        "<p>&#824; tabindex=0 autofocus onfocus=alert(1) x</p>",
        '<a href="java&ZeroWidthSpace;script:alert(1)">x</a>',
        '<a href="java&#00008203;script:alert(1)">x</a>',
        '<a href="java&#&#x200b;x200b;script:alert(1)">x</a>',
        '<a href="java&shy;script:alert(1)">x</a>',
        "&lt&#x200b;;img src=x onerror=alert(1)>",
    ],
)
def test_no_removed_character_makes_a_tag_or_an_address(source):
    cleaned = clean_rich_text(f"<p>Hi</p>{source}", field="text", most=1000)
    assert "javascript:" not in cleaned
    assert "<p\u226f" not in cleaned
    assert "<img" not in cleaned
    assert sanitize_html(cleaned) == cleaned


def test_characters_without_a_form_are_no_text():
    for text in ("\ufe0f", "\u3164", "\u2800", "\ufe00", "\U000e0101", "\u200d", "\u0301"):
        refuse(clean_text, text)
    for mark in ("\U0001d165", "\u302e"):
        refuse(clean_text, "a" + mark * 4)
    assert clean_text("\u2764\ufe0f 1\ufe0f\u20e3", field="text", most=100) == "\u2764\ufe0f 1\ufe0f\u20e3"


def test_long_texts_of_one_kind_take_no_long_time():
    began = time.process_time()
    listed = compile_words(f"{chr(97 + number % 26)}{number}x*" for number in range(5000))
    for part in ("a-", "<", "<br ", "a3 ", "hello ", "a "):
        text = part * (20_000 // len(part))
        count_links(text)
        find_listed_words(text, listed)
    refuse(clean_text, "\u0301" * 10_000 + "\u0316" * 10_000, most=20_000)
    assert time.process_time() - began < 15


def test_a_plain_text_is_read_as_it_is_written():
    assert count_links("<https://casino.top>", is_plain=True) == 1
    assert get_words("&#" + "1" * 5000 + ";") == "\ufffd"
    assert build_fingerprint("< buy > now", is_plain=True) == build_fingerprint("buy now", is_plain=True)


@pytest.mark.parametrize("link", ["bit.ly/x", "casino.bet", "x.app", "сайт.рф", "a.site"])
def test_short_and_new_addresses_are_links(link):
    assert count_links(f"See {link} now.") == 1


def test_links_are_counted_as_linked_or_as_written():
    assert count_links('<a href="https://x.uz">https://x.uz</a> and <a href="mailto:a@b.uz">mail</a>') == 1
    assert count_links("see www.x.uz, https://y.com/a and t.me/spam") == 3
    assert count_links("Unit 3.2 of A2.") == 0


def test_texts_that_differ_in_spaces_and_marks_are_repeats():
    assert build_fingerprint("<p>Buy   NOW!!!</p>") == build_fingerprint("buy now")
    assert build_fingerprint("buy now") != build_fingerprint("buy later")
    assert build_fingerprint("???") != build_fingerprint("!!!")


@pytest.mark.parametrize(
    ("listed", "text"),
    [
        ("spam", "so much ѕраm here"),
        ("spam", "s p a m"),
        ("spam", "SP4M!"),
        ("spam", "spaaaaam"),
        ("дурак", "Дypaк ты"),
        ("дурак*", "вы дураками"),
        ("зло", "3ло"),
        ("ahmoq*", "AHM0QLAR"),
        ("stupid", "s\u0336tupíd"),
        ("spam", "sp\u200dam"),
        ("spam", "s\ufe00pam"),
        ("spam", "sp\u3164am"),
        ("spam", "I s p a m you"),
        ("spam", "sp-am"),
        ("ko\u02bbt", "кўт"),
        ("ko\u02bbt", "'ko't'"),
        ("аҳмоқ*", "ахмоклар"),
    ],
)
def test_a_listed_word_is_seen_behind_look_alikes(listed, text):
    assert find_listed_word(text, {fold_word(listed)}) == fold_word(listed)


def test_words_that_only_begin_alike_are_not_listed():
    assert find_listed_word("кот", {fold_word("ko\u02bbt")}) is None
    assert find_listed_word("a good style, be still", {fold_word("stil")}) is None
    assert find_listed_word("the spammer, assistants and class 3", {fold_word("spam"), fold_word("ass")}) is None
