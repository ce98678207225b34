"""What holds of every score: bounds, order of options, more right is never less, no answer is 0."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from apps.quizzes.questions.scoring import score_response
from tests.quizzes.questions import make_options, make_question, make_response

SHARES = st.sampled_from([-1, -0.5, -0.33333, 0, 0.1, 0.33333, 0.5, 1])
UNITS = st.sampled_from([0, 0.1, 0.25, 1])
HINTS = st.lists(UNITS.map(lambda cost: {"text": "Think.", "cost": cost}), max_size=3)
PLACES = st.fixed_dictionaries({axis: st.sampled_from([n / 10 for n in range(11)]) for axis in "xy"})
REGION = st.fixed_dictionaries(
    {
        "shape": st.sampled_from(["rectangle", "circle"]),
        "points": st.lists(PLACES, min_size=2, max_size=2),
        "share": st.sampled_from([0.25, 0.5, 1]),
    }
)

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def draw_key(draw, **more):
    return {"penalty": draw(UNITS), "hints": draw(HINTS), **more}


@st.composite
def choices(draw, kind):
    """A question of options, and an answer."""
    ids = "abcdef"[: draw(st.integers(2, 6))]
    more = {"rule": draw(st.sampled_from(["all", "each", "weights"]))} if kind == "multiple" else {}
    key = draw_key(draw, shares=draw(st.dictionaries(st.sampled_from(ids), SHARES)), **more)
    answer = st.sampled_from(ids) if kind == "single" else st.lists(st.sampled_from(ids), unique=True)
    return kind, {"options": make_options(ids)}, key, draw(answer)


@st.composite
def orderings(draw, *rules):
    """Items in any order, and all of them in another one."""
    ids = "abcdef"[: draw(st.integers(2, 6))]
    rule = draw(st.sampled_from(rules or ["all", "places", "pairs"]))
    key = draw_key(draw, order=draw(st.permutations(ids)), rule=rule)
    return "ordering", {"items": make_options(ids)}, key, draw(st.permutations(ids))


@st.composite
def matchings(draw):
    """Entries on both sides, some on the right may look the same; and some pairs."""
    left, right = "abcd"[: draw(st.integers(2, 4))], "stuvw"
    body = {"left": make_options(left), "right": [{"id": name, "text": draw(st.sampled_from("xyz"))} for name in right]}
    pairs = st.fixed_dictionaries({entry: st.sampled_from(right) for entry in left})
    key = draw_key(draw, pairs=draw(pairs), rule=draw(st.sampled_from(["all", "each"])))
    return "matching", body, key, draw(st.dictionaries(st.sampled_from(left), st.sampled_from(right)))


@st.composite
def gap_texts(draw):
    """Gaps that are typed, and texts in some."""
    ids = "abcd"[: draw(st.integers(1, 4))]
    gaps = {
        name: {"answers": [{"text": "right"}, {"text": "near", "share": draw(st.sampled_from([0, 0.3, 0.5]))}]}
        for name in ids
    }
    body = {"text": "".join(f"[[{name}]]" for name in ids), "gaps": [{"id": name, "kind": "typed"} for name in ids]}
    texts = st.dictionaries(st.sampled_from(ids), st.sampled_from(["right", "near", "wrong", ""]))
    return "gap", body, draw_key(draw, gaps=gaps, rule=draw(st.sampled_from(["all", "each"]))), draw(texts)


@st.composite
def pictures(draw):
    """Regions, and points."""
    regions = draw(st.lists(REGION, min_size=1, max_size=3))
    key = draw_key(draw, regions=regions, rule=draw(st.sampled_from(["all", "each"])))
    return "hotspot", {"picture": None, "points": 20}, key, draw(st.lists(PLACES, max_size=4))


ANSWERS = st.one_of(choices("single"), choices("multiple"), orderings(), matchings(), gap_texts(), pictures())
EMPTY = {"single": None, "matching": {}, "gap": {}}


def score(kind, body, key, answer, hints=0):
    response = make_response(kind, answer)
    return score_response(*make_question(kind, body, key), response, language="en", hints_used=hints)


@unhurried
@given(ANSWERS, st.integers(0, 4))
def test_a_share_lies_within_its_bounds_and_no_answer_is_0(question, hints):
    kind, body, key, answer = question
    share = score(kind, body, key, answer, hints).share
    assert -1 <= share <= 1
    assert share == share.quantize(Decimal("0.00001"))
    empty = score(kind, body, key, EMPTY.get(kind, []), hints)
    assert (empty.share, empty.is_answered, empty.parts) == (0, False, [])


@unhurried
@given(ANSWERS)
def test_hints_take_from_what_is_above_0_and_never_more_than_that(question):
    shares = [score(*question, hints).share for hints in range(5)]
    assert shares == sorted(shares, reverse=True)
    assert min(shares) >= min(0, shares[0])
    assert shares[0] > 0 or len(set(shares)) == 1


@unhurried
@given(ANSWERS, st.randoms(use_true_random=False))
def test_shuffled_options_items_and_regions_change_no_score(question, random):
    kind, body, key, answer = question

    def shuffle(values):
        return random.sample(values, len(values)) if isinstance(values, list) else values

    shuffled_body = {name: shuffle(values) for name, values in body.items()}
    shuffled_key = {name: shuffle(values) if name == "regions" else values for name, values in key.items()}
    shuffled_answer = shuffle(answer) if kind in ("multiple", "hotspot") else answer
    before, after = score(kind, body, key, answer), score(kind, shuffled_body, shuffled_key, shuffled_answer)
    assert before.share == after.share
    if kind != "hotspot":  # its parts are named by the order of the points
        assert sorted(before.parts, key=lambda part: part.id) == sorted(after.parts, key=lambda part: part.id)


@unhurried
@given(choices("multiple"))
def test_one_more_right_option_or_one_less_wrong_never_scores_less(question):
    kind, body, key, answer = question
    assume(answer)
    share = score(kind, body, key, answer).share
    for option in (option["id"] for option in body["options"]):
        is_right = key["shares"].get(option, 0) > 0
        if is_right and option not in answer:
            assert score(kind, body, key, [*answer, option]).share >= share
        elif not is_right and option in answer and len(answer) > 1:
            assert score(kind, body, key, [other for other in answer if other != option]).share >= share


@unhurried
@given(orderings("all", "places"))
def test_an_item_put_into_its_place_never_scores_less(question):
    """With the rule `pairs` it may: of a b c d e, "b c d e a" has three neighbours in the right order, and "a c d e b",
    where a and b have changed places, two. The table has both.
    """
    kind, body, key, answer = question
    share = score(kind, body, key, answer).share
    for place, item in enumerate(key["order"]):
        better = list(answer)
        other = better.index(item)
        better[place], better[other] = better[other], better[place]
        assert score(kind, body, key, better).share >= share


@unhurried
@given(orderings("pairs"))
def test_an_item_put_behind_the_one_that_it_follows_never_scores_less(question):
    kind, body, key, answer = question
    share = score(kind, body, key, answer).share
    for before, item in pairwise(key["order"]):
        better = [other for other in answer if other != item]
        better.insert(better.index(before) + 1, item)
        assert score(kind, body, key, better).share >= share


@unhurried
@given(st.one_of(matchings(), gap_texts()))
def test_one_more_right_pair_or_gap_never_scores_less(question):
    kind, body, key, answer = question
    assume(any(answer.values()))
    share = score(kind, body, key, answer).share
    right = key["pairs"] if kind == "matching" else dict.fromkeys(key["gaps"], "right")
    for name, value in right.items():
        assert score(kind, body, key, {**answer, name: value}).share >= share
    assert score(kind, body, key, right).share == 1


@unhurried
@given(pictures(), PLACES)
def test_a_point_that_misses_never_scores_more(question, point):
    kind, body, key, answer = question
    more = score(kind, body, key, [*answer, point])
    if answer and not more.parts[-1].is_right:
        assert more.share <= score(kind, body, key, answer).share


@unhurried
@given(st.lists(st.sampled_from("a cat sees two green birds near our old house".split()), min_size=1, max_size=12))
def test_more_of_a_dictation_never_scores_less(words):
    question = ("dictation", {}, {"text": " ".join(words)})
    shares = [score(*question, " ".join(words[:count])).share for count in range(len(words) + 1)]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
