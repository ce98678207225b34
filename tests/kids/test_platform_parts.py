"""The platform has a sound for each phrase, made of the present words, and the pages draw each picture."""

import re

import av
import pytest

from apps.kids.activities.phrases import INSTRUCTIONS, PHRASES, get_word_sound
from apps.kids.activities.pictures import COLOURS, DRAWINGS, PICTURES, SHAPES, THINGS
from apps.kids.activities.speaking import SOUNDS, list_made_of, read_made_of
from tests.process_forker import ROOT

PAGES = ROOT / "clients" / "pages" / "src"
MAX_BYTES = 2_500_000


def test_every_phrase_has_its_sound_and_no_sound_is_left_over():
    files = {str(file.relative_to(SOUNDS)): file for file in SOUNDS.glob("*/*.mp3")}
    assert files.keys() == list_made_of().keys()
    assert read_made_of() == list_made_of()
    assert sum(file.stat().st_size for file in files.values()) <= MAX_BYTES


@pytest.mark.parametrize("path", ["uz/well-done.mp3", "ru/word-apple.mp3", "en/count-them.mp3"])
def test_sounds_are_mp3_and_short(path):
    with av.open(str(SOUNDS / path)) as container:
        assert container.streams.audio[0].codec_context.name.startswith("mp3")
        assert 0.3 <= sum(frame.samples / frame.sample_rate for frame in container.decode(audio=0)) <= 8


def test_every_picture_has_a_word_in_three_languages():
    words = [PHRASES[get_word_sound(picture)] for picture in PICTURES]
    assert all(text for word in words for text in word.values())
    assert get_word_sound("file:duck") == ""


def test_the_pages_draw_every_picture():
    drawn = (PAGES / "accounts" / "entry" / "pictures.tsx").read_text("utf-8")
    assert set(THINGS) == set(re.findall(r"^  (\w+): \[", drawn, re.MULTILINE))
    more = (PAGES / "kids" / "drawings.ts").read_text("utf-8")
    colours, shapes, drawings = re.split(r"export const (?:SHAPES|DRAWINGS)", more)
    for names, text in ((COLOURS, colours), (SHAPES, shapes), (DRAWINGS, drawings)):
        assert set(names) == set(re.findall(r"^  (\w+): [\[\"]", text, re.MULTILINE))


def test_the_editor_of_activities_offers_every_instruction_in_its_words():
    draft = (PAGES / "kids" / "editor" / "draft.ts").read_text("utf-8")
    offered = re.search(r"export const INSTRUCTIONS = \[(.+?)\]", draft, re.DOTALL)
    assert offered is not None
    assert re.findall(r'"([a-z-]+)"', offered[1]) == list(INSTRUCTIONS)
    for place, language in enumerate(("uz", "ru", "en")):
        words = (PAGES / "kids" / "editor" / "words" / f"{language}.ts").read_text("utf-8")
        assert all(f'"{spoken[place]}"' in words for spoken in INSTRUCTIONS.values())
