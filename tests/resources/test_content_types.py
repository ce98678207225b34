"""Files are known by their content, whatever they are called; what is not surely good is refused."""

import io
import tracemalloc

import pytest

from apps.core.file_types import MATERIAL_TYPES, detect_document_type
from apps.core.validators import InvalidValue
from apps.resources.services.materials import check_and_get_content_type, get_resource_kind
from tests.resources.sample_files import BAD, GOOD, bomb


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_what_it_is(name):
    content, content_type, kind = GOOD[name]
    assert check_and_get_content_type(io.BytesIO(content)) == content_type
    assert content_type in MATERIAL_TYPES
    assert get_resource_kind(content_type) == kind


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused(name):
    with pytest.raises(InvalidValue):
        check_and_get_content_type(io.BytesIO(BAD[name]))


@pytest.mark.parametrize("name", ["pdf", "doc", "docx", "odt", "pptx", "xlsx"])
def test_a_document_is_no_picture_and_no_sound(name):
    assert detect_document_type(io.BytesIO(GOOD[name][0])) == GOOD[name][1]
    for other in ("png", "mp3", "mp4"):
        with pytest.raises(InvalidValue):
            detect_document_type(io.BytesIO(GOOD[other][0]))


def test_a_bomb_is_refused_without_unpacking_it():
    packed = io.BytesIO(bomb())
    tracemalloc.start()
    try:
        with pytest.raises(InvalidValue):
            check_and_get_content_type(packed)
        assert tracemalloc.get_traced_memory()[1] < 4 * 1024 * 1024
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["doc", "docx", "odt", "mp4", "pdf"])
def test_a_file_cut_anywhere_is_refused_and_nothing_else_happens(name):
    file = GOOD[name][0]
    for length in range(0, len(file) - 5, 5):
        with pytest.raises(InvalidValue):
            check_and_get_content_type(io.BytesIO(file[:length]))


def test_bits_that_fell_over_never_raise_anything_else():
    for name in ("doc", "docx", "odt", "pdf", "mp4", "mp3", "webm"):
        file = bytearray(GOOD[name][0])
        for at in range(0, len(file), max(1, len(file) // 60)):
            changed = bytearray(file)
            changed[at] ^= 0x55
            try:
                assert check_and_get_content_type(io.BytesIO(bytes(changed))) in MATERIAL_TYPES
            except InvalidValue:
                pass
