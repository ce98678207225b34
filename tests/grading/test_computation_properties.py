"""What holds of every grade."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from apps.grading.computation import compute_grade
from apps.grading.explanations import ItemState, round_percent
from apps.grading.scales import find_band
from tests.grading.drawn_gradebooks import EXAMPLES, cases, unhurried
from tests.grading.gradebook_words import EXCUSED, NOON, category, entry, gradebook, item, record

LATER = 99


def compute(book, found):
    return compute_grade(book, found, now=NOON)


def recompute(book, found):
    """The grade straight from the definition: every choice of what is dropped is tried, and the best one is taken."""
    by_item = {}
    for one in sorted(found.entries, key=lambda one: (one.written_at, one.id)):
        by_item[one.item] = one
    due = {one.id: one.due_at for one in book.items} | {one.item: one.due_at for one in found.extensions}
    above = below = Fraction(0)
    for one in book.categories:
        needed, extra = [], Fraction(0)
        for each in book.items:
            share = find_share(each, by_item.get(each.id), due[each.id], found.handed_in_at.get(each.id))
            weight = Fraction(each.max_points if each.weight is None else each.weight)
            if each.category != one.id or share is None or not weight:
                continue
            if each.is_extra_credit:
                extra += weight * share
            else:
                needed.append((weight, share))
        if not needed:
            continue
        kept = min(len(needed), one.keep_highest) if one.keep_highest else max(1, len(needed) - one.drop_lowest)
        mean = max(
            (extra + sum(weight * share for weight, share in chosen)) / sum(weight for weight, _share in chosen)
            for chosen in combinations(needed, kept)
        )
        above += Fraction(one.weight) * mean
        below += 0 if one.is_extra_credit else Fraction(one.weight)
    return 100 * above / below if below else None


def find_share(one, last, due_at, handed_in_at):
    if one.is_excused or (last and last.is_excused):
        return None
    if last and last.points is not None:
        points, most = Fraction(last.points), Fraction(one.max_points)
        rule = one.late_penalty
        if rule and due_at and handed_in_at:
            minutes = int((handed_in_at - due_at).total_seconds()) // 60 - rule.grace_minutes
            days = (minutes + 24 * 60 - 1) // (24 * 60)
            if days > 0:
                lowered = points - days * Fraction(rule.percent_per_day) / 100 * most
                points = max(lowered, min(points, Fraction(rule.floor) / 100 * most))
        return points / most
    is_due = due_at is not None and due_at < NOON
    is_zero = one.missing == "zero" or (one.missing == "zero_when_due" and is_due)
    return Fraction(0) if is_zero and not handed_in_at else None


@settings(unhurried, max_examples=3 * EXAMPLES)
@given(cases())
def test_a_grade_equals_its_recomputation_from_the_definition(case):
    book, found = case
    grade = compute(book, found)
    assert grade.exact == recompute(book, found)
    assert grade.percent == (None if grade.exact is None else round_percent(grade.exact))
    assert grade.band == (None if grade.percent is None else find_band(book.scale, grade.percent))


@unhurried
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_entries_and_extensions_makes_no_difference(case, random):
    book, found = case
    shuffled = replace(
        found,
        entries=random.sample(found.entries, len(found.entries)),
        extensions=random.sample(found.extensions, len(found.extensions)),
    )
    assert compute(book, shuffled) == compute(book, found)


@unhurried
@given(cases(), st.decimals(0, 5, places=1), st.data())
def test_more_points_never_lower_a_grade(case, more, data):
    book, found = case
    graded = [one for one in compute(book, found).list_items() if one.state == ItemState.GRADED]
    assume(graded)
    raised = data.draw(st.sampled_from(graded))
    higher = replace(found, entries=[*found.entries, entry(raised.item.id, raised.entries[-1].points + more, LATER)])
    before, after = compute(book, found), compute(book, higher)
    assert (before.exact is None) == (after.exact is None)
    assert before.exact is None or after.exact >= before.exact


@unhurried
@given(cases(), st.integers(0, 4))
def test_dropping_more_of_the_lowest_never_lowers_a_grade(case, count):
    book, found = case

    def compute_with(number):
        dropping = [replace(one, drop_lowest=number, keep_highest=None) for one in book.categories]
        return compute(replace(book, categories=tuple(dropping)), found).exact

    before, after = compute_with(count), compute_with(count + 1)
    assert (before is None) == (after is None)
    assert before is None or after >= before


@unhurried
@given(cases(), st.data())
def test_excusing_equals_removing_the_item(case, data):
    book, found = case
    assume(book.items)
    name = data.draw(st.sampled_from(book.items)).id
    excused = compute(book, replace(found, entries=[*found.entries, entry(name, EXCUSED, LATER)]))
    removed = compute(replace(book, items=tuple(one for one in book.items if one.id != name)), found)
    assert (excused.exact, excused.percent, excused.band) == (removed.exact, removed.percent, removed.band)
    rest = [one for one in excused.list_items() if one.item.id != name]
    assert rest == removed.list_items()


@unhurried
@given(cases(), st.sampled_from(["0.001", "0.3", "7", "250"]))
def test_scaled_weights_change_nothing(case, factor):
    book, found = case
    scaled = replace(
        book,
        categories=tuple(replace(one, weight=one.weight * Decimal(factor)) for one in book.categories),
        items=tuple(
            one if one.weight is None else replace(one, weight=one.weight * Decimal(factor)) for one in book.items
        ),
    )
    before, after = compute(book, found), compute(scaled, found)
    assert (before.exact, before.percent, before.band) == (after.exact, after.percent, after.band)
    figures = [
        [(one.weight, one.contribution, one.is_dropped) for one in grade.list_items()] for grade in (before, after)
    ]
    assert figures[0] == figures[1]


@unhurried
@given(cases())
def test_the_leaves_of_the_explanation_add_up_to_the_grade(case):
    book, found = case
    grade = compute(book, found)
    assert [one.item.id for one in grade.list_items()] == [
        one.id for kind in book.categories for one in book.items if one.category == kind.id
    ]
    if grade.exact is None:
        assert not any(one.weight for one in grade.list_items())
        return
    for kind in grade.categories:
        assert sum(one.contribution for one in kind.items) == kind.contribution
    assert sum(one.contribution for one in grade.list_items()) == grade.exact
    needed = [kind for kind in grade.categories if not kind.category.is_extra_credit]
    assert sum(kind.weight for kind in needed) == 1
    leaves = [one for kind in needed for one in kind.items if not one.item.is_extra_credit]
    assert sum(one.weight for one in leaves) == 1


@unhurried
@given(cases())
def test_each_leaf_opens_to_its_entries(case):
    book, found = case
    for one in compute(book, found).list_items():
        own = [each for each in found.entries if each.item == one.item.id]
        assert sorted(own, key=lambda each: each.written_at) == list(one.entries)
        assert one.is_dropped <= (one.weight == 0)
        if one.state == ItemState.GRADED:
            taken = one.penalty.points_taken if one.penalty else 0
            assert one.points == Fraction(one.entries[-1].points - taken)
            assert min(taken, one.points) >= 0


@unhurried
@given(st.lists(st.tuples(st.integers(1, 40), st.integers(0, 40)), min_size=1, max_size=6), st.integers(0, 6))
def test_what_is_dropped_is_the_best_choice(pairs, count):
    items = [item(f"h{place}", most) for place, (most, _points) in enumerate(pairs)]
    marks = {f"h{place}": points for place, (_most, points) in enumerate(pairs)}
    grade = compute(gradebook([category("h", drop_lowest=count)], items), record(marks))
    chosen = combinations(pairs, max(1, len(pairs) - count))
    assert grade.exact == max(
        Fraction(100 * sum(points for _most, points in kept), sum(most for most, _points in kept)) for kept in chosen
    )
    assert sum(one.is_dropped for one in grade.list_items()) == min(count, len(pairs) - 1)


@unhurried
@given(st.integers(0, 10**6), st.integers(1, 10**4))
def test_rounding_is_half_up(numerator, denominator):
    value = Fraction(numerator, denominator)
    rounded = Fraction(round_percent(value))
    assert -Fraction(1, 200) <= value - rounded < Fraction(1, 200)
