"""What is written into a file of questions is read back as it was; what the format cannot say is named."""

import time
from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.quizzes.formats.registry import FORMATS, detect
from apps.quizzes.questions.bodies import HotspotBody
from apps.quizzes.questions.keys import HotspotKey
from apps.quizzes.questions.parts import PromptPicture
from tests.quizzes.drafts import FORMATTED, make_draft, make_many, make_moodle_drafts, make_plain_drafts

PLAIN = make_plain_drafts()
MOODLE = make_moodle_drafts()
SAID = {
    "gift": [*PLAIN.values(), MOODLE["both_told"]],
    "moodle_xml": [*PLAIN.values(), *MOODLE.values()],
    "csv": [*PLAIN.values(), *make_plain_drafts("=1+1").values()],
    "xlsx": [*PLAIN.values(), *make_plain_drafts("=1+1").values()],
}
MAX_SECONDS = 20
"""Of one core, to write and to read, on a machine that does other things too; alone it takes a third."""
WORDS = st.text(
    st.sampled_from("ab \n\\~={}#:%*[]<>&;'\"/-$|._0n1ўщ\u00a0😀")
    | st.characters(exclude_categories=["Cs", "Cc", "Cn"]),
    min_size=1,
    max_size=30,
).map(lambda text: " ".join(text.split()) or "x")


def describe(drafts):
    """Drafts by kind and place, for a readable difference."""
    return [(draft.body.kind, place, draft) for place, draft in enumerate(drafts)]


@pytest.mark.parametrize("name", ["gift", "moodle_xml", "csv", "xlsx"])
def test_what_a_format_can_say_is_read_as_it_was_written(name):
    drafts = SAID[name]
    written = FORMATS[name].write(drafts)
    assert written.problems == []
    found = FORMATS[name].read(written.data)
    assert describe(found.drafts) == describe(drafts)
    assert found.problems == []
    assert detect("questions", written.data) == name


@pytest.mark.parametrize("name", ["gift", "moodle_xml"])
@settings(deadline=None, max_examples=60)
@given(text=WORDS)
def test_any_words_come_back(name, text):
    drafts = list(make_plain_drafts(text, explanation=text, left=text).values())
    drafts = [replace(draft, name=text, tags=(text,)) for draft in drafts]
    found = FORMATS[name].read(FORMATS[name].write(drafts).data)
    assert describe(found.drafts) == describe(drafts)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["gift", "moodle_xml"])
def test_ten_thousand_questions_take_seconds(name):
    drafts = make_many(10_000)
    begun = time.process_time()
    found = FORMATS[name].read(FORMATS[name].write(drafts).data)
    assert time.process_time() - begun < MAX_SECONDS
    assert found.drafts == drafts


LOSSES = {
    "gift": ["language", "level", "match_case", "max_plays", "pictures", "points", "audio", "hints", "penalty"],
    "moodle_xml": ["audio", "language", "level", "max_plays", "penalty", "pictures"],
    "csv": ["audio", "formatting", "hints", "match_case", "max_plays", "penalty", "pictures"],
}


@pytest.mark.parametrize("name", sorted(LOSSES))
def test_what_a_format_cannot_say_is_named(name):
    full = replace(
        PLAIN["short"],
        prompt=FORMATTED,
        points=Decimal(3),
        language="uz",
        level="B1",
        audio=uuid4(),
        max_plays=2,
        pictures=(PromptPicture(file=uuid4()),),
        key=PLAIN["short"].key.model_copy(
            update={"match_case": True, "penalty": 0.5, "hints": MOODLE["partial"].key.hints}
        ),
    )
    picture = make_draft((HotspotBody(kind="hotspot", picture=None), HotspotKey(kind="hotspot", regions=[])))
    written = FORMATS[name].write([full, picture])
    first, second = written.problems
    assert (first.place, first.reason, sorted(first.values["names"])) == ("1", "simplified", sorted(LOSSES[name]))
    assert (second.place, second.reason, second.is_left_out) == ("2", "kind_not_in_format", True)
    assert len(FORMATS[name].read(written.data).drafts) == 1
