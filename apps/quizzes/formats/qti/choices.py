"""Read interactions of QTI in which learners choose, order or pair."""

from xml.etree.ElementTree import Element

from apps.quizzes.formats.collecting import BrokenQuestion
from apps.quizzes.formats.qti.item_reader import Found, ItemReader
from apps.quizzes.formats.qti.words import get_shares, read_rule, read_truth
from apps.quizzes.questions import bodies, keys
from apps.quizzes.questions.parts import Option


def read_choice(reader: ItemReader, interaction: Element) -> Found:
    """Read one choice or several; "true" and "false" alone are a question of that kind."""
    response = reader.get_response(interaction)
    options, parts = reader.read_options(interaction, "simpleChoice")
    points, base = reader.scoring.points, reader.build_base(parts)
    is_mapped = reader.scoring.is_mapped(response)
    correct = [parts[each] for each in response.correct if each in parts]
    values = {parts[name]: value for name, value in (response.mapping or {}).items() if name in parts}
    if is_mapped and response.default:
        values = dict.fromkeys(parts.values(), response.default) | values
    shares = get_shares(values, points) if is_mapped else dict.fromkeys(correct, 1.0)
    if response.cardinality == "single":
        truth = read_truth(options, shares)
        if truth is not None:
            feedback = {read_truth(options, {part: 1.0}): text for part, text in base.pop("feedback").items()}
            told = {"true_feedback": feedback.get(True, ""), "false_feedback": feedback.get(False, "")}
            return bodies.TrueFalseBody(kind="true_false"), keys.TrueFalseKey(
                kind="true_false", correct=truth, **told, **base
            )
        return bodies.SingleBody(kind="single", options=options), keys.SingleKey(kind="single", shares=shares, **base)
    rule, shares = read_rule(shares, parts.values()) if is_mapped else ("all", shares)
    key = keys.MultipleKey(kind="multiple", rule=rule, shares=shares, **base)
    return bodies.MultipleBody(kind="multiple", options=options), key


def read_order(reader: ItemReader, interaction: Element) -> Found:
    """Read items that are put into order."""
    options, parts = reader.read_options(interaction, "simpleChoice")
    order = [parts[each] for each in reader.get_response(interaction).correct if each in parts]
    order = order if sorted(order) == sorted(parts.values()) else []
    rule = "places" if reader.scoring.counts_places else "all"
    if reader.scoring.has_part_orders:
        reader.context.lose("shares")
    key = keys.OrderingKey(kind="ordering", order=order, rule=rule, **reader.build_base())
    return bodies.OrderingBody(kind="ordering", items=options), key


def read_match(reader: ItemReader, interaction: Element) -> Found:
    """Read pairs of two sets, of which one has each entry in one pair."""
    sets = interaction.findall("simpleMatchSet")
    if len(sets) != 2:
        raise BrokenQuestion("unknown_kind", kind=interaction.tag)
    pairs = reader.read_pairs(reader.get_response(interaction))
    firsts, seconds = ({pair[place] for pair in pairs} for place in (0, 1))
    if len(firsts) < len(pairs) or (len(firsts) < len(sets[0]) and len(seconds) == len(sets[1])):
        sets.reverse()
        pairs = [(second, first) for first, second in pairs]
    left, left_parts = reader.read_options(sets[0], "simpleAssociableChoice")
    right, right_parts = reader.read_options(sets[1], "simpleAssociableChoice")
    known = {left_parts[one]: right_parts[two] for one, two in pairs if one in left_parts and two in right_parts}
    return _make_matching(reader, interaction, left, right, known, len(pairs))


def read_associate(reader: ItemReader, interaction: Element) -> Found:
    """Read pairs among one set: the first ones stand on the left, all others on the right."""
    options, parts = reader.read_options(interaction, "simpleAssociableChoice")
    pairs = [(parts[a], parts[b]) for a, b in reader.read_pairs(reader.get_response(interaction)) if {a, b} <= {*parts}]
    known = dict(pairs)
    left = [option for option in options if option.id in known]
    right = [option for option in options if option.id not in known]
    if len({part for pair in pairs for part in pair}) < 2 * len(pairs):
        raise BrokenQuestion("unknown_kind", kind=interaction.tag)
    return _make_matching(reader, interaction, left, right, known, len(pairs))


def _make_matching(
    reader: ItemReader, interaction: Element, left: list[Option], right: list[Option], known: dict[str, str], count: int
) -> Found:
    if len(known) < count:
        raise BrokenQuestion("unknown_kind", kind=interaction.tag)
    if known and len(known) < len(left):
        reader.context.lose("distractors")
        left = [option for option in left if option.id in known]
    is_mapped = reader.scoring.is_mapped(reader.get_response(interaction))
    key = keys.MatchingKey(kind="matching", pairs=known, rule="each" if is_mapped else "all", **reader.build_base())
    return bodies.MatchingBody(kind="matching", left=left, right=right), key
