"""The score of a response, by the rules of the question's key. The order of options and items makes no difference."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from apps.quizzes.questions import bodies, keys, responses
from apps.quizzes.questions.bodies import QuestionBody
from apps.quizzes.questions.dictations import compare_dictation
from apps.quizzes.questions.keys import QuestionKey
from apps.quizzes.questions.parts import Option
from apps.quizzes.questions.regions import contains_point
from apps.quizzes.questions.responses import QuestionResponse
from apps.quizzes.questions.scores import RawScore, Score, ScoredPart, finish_score, round_share
from apps.quizzes.questions.written_answers import choose_answers
from apps.quizzes.questions.written_numbers import choose_number
from ml.alignment import CREDIT, WordClass

ZERO, ONE = Decimal(0), Decimal(1)


def score_response(
    body: QuestionBody,
    key: QuestionKey,
    response: QuestionResponse,
    *,
    language: str,
    hints_used: int = 0,
    spoken: Decimal | None = None,
) -> Score:
    """Return the score of a checked response to a checked question (`checking`). All three are of one kind.

    `language`: of the question, "en", "ru" or "uz". `hints_used`: how many of the key's hints were shown, from the
    first on. `spoken`: the share that the speech engine is sure of, for a recording. Call it outside of
    transactions: where a regular expression is bad, it takes half a second.
    """
    if not is_answered(response):
        return Score(share=round_share(ZERO), is_answered=False)
    raw = RawScore(share=spoken) if spoken is not None else _score_answer(body, key, response, language)
    if raw is None:
        return Score(share=None, is_answered=True)
    return finish_score(raw, key, hints_used)


def is_answered(response: QuestionResponse) -> bool:
    """Return whether a response holds an answer. A text of spaces and a gap text with empty gaps hold none."""
    match response:
        case responses.SingleResponse():
            return response.option is not None
        case responses.MultipleResponse():
            return bool(response.options)
        case responses.TrueFalseResponse():
            return response.value is not None
        case responses.OrderingResponse():
            return bool(response.order)
        case responses.MatchingResponse():
            return bool(response.pairs)
        case responses.GapResponse():
            return any(text.strip() for text in response.gaps.values())
        case responses.SpeakResponse():
            return response.file is not None
        case responses.FileResponse():
            return bool(response.files)
        case responses.HotspotResponse():
            return bool(response.points)
        case _:
            return bool(response.text.strip())


def _score_answer(body: QuestionBody, key: QuestionKey, response: QuestionResponse, language: str) -> RawScore | None:
    """Return what the answer is worth, None where a person or the speech engine says."""
    match body, key, response:
        case bodies.SingleBody(), keys.SingleKey(), responses.SingleResponse():
            return _score_single(key, response)
        case bodies.MultipleBody(), keys.MultipleKey(), responses.MultipleResponse():
            return _score_multiple(body, key, response)
        case bodies.TrueFalseBody(), keys.TrueFalseKey(), responses.TrueFalseResponse():
            feedback = key.true_feedback if response.value else key.false_feedback
            return RawScore(share=Decimal(response.value == key.correct), feedback=[feedback])
        case bodies.ShortBody(), keys.ShortKey(), responses.ShortResponse():
            return _score_short(key, response, language)
        case bodies.NumberBody(), keys.NumberKey(), responses.NumberResponse():
            answer, share = choose_number(response.text, key, language)
            return RawScore(share=share, feedback=[answer.feedback] if answer else [])
        case bodies.OrderingBody(), keys.OrderingKey(), responses.OrderingResponse():
            return _score_ordering(body, key, response)
        case bodies.MatchingBody(), keys.MatchingKey(), responses.MatchingResponse():
            return _score_matching(body, key, response)
        case bodies.GapBody(), keys.GapKey(), responses.GapResponse():
            return _score_gaps(body, key, response, language)
        case bodies.HotspotBody(), keys.HotspotKey(), responses.HotspotResponse():
            return _score_hotspot(key, response)
        case bodies.DictationBody(), keys.DictationKey(), responses.DictationResponse():
            return _score_dictation(key, response, language)
        case (
            (bodies.EssayBody(), keys.EssayKey(), responses.EssayResponse())
            | (bodies.SpeakBody(), keys.SpeakKey(), responses.SpeakResponse())
            | (bodies.FileBody(), keys.FileKey(), responses.FileResponse())
        ):
            return None
        case _:
            raise ValueError(f"A {body.kind} question, a {key.kind} key and a {response.kind} response.")


def _score_single(key: keys.SingleKey, response: responses.SingleResponse) -> RawScore:
    option = str(response.option)
    share = _read_share(key.shares, option)
    return RawScore(share=share, parts=[_build_part(option, share)], feedback=[key.feedback.get(option, "")])


def _score_multiple(body: bodies.MultipleBody, key: keys.MultipleKey, response: responses.MultipleResponse) -> RawScore:
    chosen = set(response.options)
    right = {option for option, share in key.shares.items() if share > 0}
    if key.rule == "all":
        share = Decimal(chosen == right)
    elif key.rule == "each":
        share = max(ZERO, Decimal(len(chosen & right) - len(chosen - right)) / max(1, len(right)))
    else:
        share = max(ZERO, sum((_read_share(key.shares, option) for option in chosen), ZERO))
    shown = [option.id for option in body.options if option.id in chosen]
    parts = [
        ScoredPart(id=option, is_right=option in right, share=round_share(_read_share(key.shares, option)))
        for option in shown
    ]
    return RawScore(share=share, parts=parts, feedback=[key.feedback.get(option, "") for option in shown])


def _score_short(key: keys.ShortKey, response: responses.ShortResponse, language: str) -> RawScore:
    [answer], timed_out = choose_answers([(response.text, key.answers)], language, match_case=key.match_case)
    if answer is None:
        return RawScore(share=ZERO, timed_out=timed_out)
    return RawScore(share=_to_decimal(answer.share), feedback=[answer.feedback], timed_out=timed_out)


def _score_ordering(body: bodies.OrderingBody, key: keys.OrderingKey, response: responses.OrderingResponse) -> RawScore:
    """Items that look the same may stand for each other. With `pairs` an item is right if the one after it is, as
    in the key; the last item has no part.
    """
    faces = _build_faces(body.items)
    wanted = [faces.get(item) for item in key.order]
    given = [faces.get(item) for item in response.order]
    if key.rule == "pairs":
        left = list(zip(wanted, wanted[1:], strict=False))
        hits = []
        for pair in zip(given, given[1:], strict=False):
            hits.append(pair in left)
            if pair in left:
                left.remove(pair)
        share = Decimal(sum(hits)) / max(1, len(wanted) - 1)
    else:
        hits = [item == place for item, place in zip(given, wanted, strict=False)]
        share = Decimal(sum(hits)) / max(1, len(wanted)) if key.rule == "places" else Decimal(given == wanted)
    parts = [_build_part(item, Decimal(hit)) for item, hit in zip(response.order, hits, strict=False)]
    return RawScore(share=share, parts=parts)


def _score_matching(body: bodies.MatchingBody, key: keys.MatchingKey, response: responses.MatchingResponse) -> RawScore:
    """Entries on the right that look the same may stand for each other."""
    faces = _build_faces(body.right)
    shares = {
        entry.id: Decimal(
            entry.id in response.pairs and faces.get(response.pairs[entry.id]) == faces.get(key.pairs.get(entry.id, ""))
        )
        for entry in body.left
    }
    return _combine_parts(shares, key.rule)


def _score_gaps(body: bodies.GapBody, key: keys.GapKey, response: responses.GapResponse, language: str) -> RawScore:
    typed = [gap.id for gap in body.gaps if gap.kind == "typed"]
    fields = [(response.gaps.get(gap, ""), key.gaps[gap].answers) for gap in typed]
    answers, timed_out = choose_answers(fields, language, match_case=key.match_case)
    by_gap = dict(zip(typed, answers, strict=True))
    shares = {}
    for gap in body.gaps:
        if gap.kind == "typed":
            answer = by_gap[gap.id]
            shares[gap.id] = _to_decimal(answer.share) if answer else ZERO
        else:
            shares[gap.id] = Decimal(response.gaps.get(gap.id) == key.gaps[gap.id].option)
    feedback = [answer.feedback for answer in answers if answer]
    return replace(_combine_parts(shares, key.rule), feedback=feedback, timed_out=timed_out)


def _score_hotspot(key: keys.HotspotKey, response: responses.HotspotResponse) -> RawScore:
    hits = [
        {place for place, region in enumerate(key.regions) if contains_point(region, point, key.aspect)}
        for point in response.points
    ]
    hit: set[int] = set().union(*hits)
    outside = sum(not regions for regions in hits)
    if key.rule == "all":
        share = Decimal(not outside and len(hit) == len(key.regions))
    else:
        shares = [_to_decimal(region.share) for region in key.regions]
        share = max(ZERO, min(ONE, sum((shares[place] for place in hit), ZERO)) - outside * min(shares, default=ZERO))
    parts = [_build_part(str(number), Decimal(bool(regions))) for number, regions in enumerate(hits)]
    return RawScore(share=share, parts=parts)


def _score_dictation(key: keys.DictationKey, response: responses.DictationResponse, language: str) -> RawScore:
    share, words = compare_dictation(key.text, response.text, language)
    parts = [
        ScoredPart(
            id=str(word.index),
            is_right=word.class_ == WordClass.CORRECT,
            share=_to_decimal(CREDIT.get(WordClass(word.class_), 0.0)),
            text=word.text,
            written=word.heard,
            word_class=word.class_,
        )
        for word in words
    ]
    return RawScore(share=share, parts=parts)


def _combine_parts(shares: Mapping[str, Decimal], rule: keys.Rule) -> RawScore:
    """Return the mean of the shares, or with `all` whether each is 1."""
    full = all(share == ONE for share in shares.values())
    share = Decimal(full) if rule == "all" else sum(shares.values(), ZERO) / max(1, len(shares))
    return RawScore(share=share, parts=[_build_part(name, part) for name, part in shares.items()])


def _build_part(name: str, share: Decimal) -> ScoredPart:
    return ScoredPart(id=name, is_right=share == ONE, share=round_share(share))


def _build_faces(options: Iterable[Option]) -> dict[str, tuple[str, object]]:
    """Return what learners see of each option."""
    return {option.id: (option.text, option.picture) for option in options}


def _read_share(shares: Mapping[str, float], option: str) -> Decimal:
    return _to_decimal(shares.get(option, 0.0))


def _to_decimal(share: float) -> Decimal:
    return Decimal(str(share))
