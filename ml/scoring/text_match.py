"""The words of a text against the words heard: classes, credits, accuracy, completeness."""

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz.distance import Levenshtein

from ml.alignment import CREDIT, TokenPair, WordClass, align_tokens
from ml.scoring.constants import ACCURACY
from ml.scoring.fluency import Speech
from ml.scoring.result import WordResult
from ml.text import Token, Word, choose_matching_readings, parse_words

_BETWEEN_DIGITS = re.compile(r"(?<=\d)-(?=\d)")

TimedWordData = Sequence[Any]
"""A word of the evidence: text, start, end, log-probability."""
TimedWords = Sequence[TimedWordData]


@dataclass(frozen=True, slots=True)
class TextMatch:
    """Text and hearing side by side."""

    asked_words: list[Word]
    asked: list[Token]
    heard: list[Token]
    pairs: list[TokenPair]

    @property
    def attempted_words(self) -> set[int]:
        """Places of the asked words that were reached."""
        return self._list_places(set(WordClass) - {WordClass.NOT_REACHED})

    @property
    def right_words(self) -> set[int]:
        """Places of the asked words of which at least a part was heard right."""
        return self._list_places({WordClass.CORRECT})

    def _list_places(self, kinds: set[WordClass]) -> set[int]:
        pairs = [pair for pair in self.pairs if pair.kind in kinds]
        return {self.asked[pair.asked].index for pair in pairs if pair.asked is not None}

    @property
    def heard_share(self) -> float:
        """Share of the attempted asked words heard right."""
        return len(self.right_words) / max(1, len(self.attempted_words))

    @property
    def heard_to_expected(self) -> float:
        """Heard tokens per asked token."""
        return len(self.heard) / max(1, len(self.asked))

    @property
    def word_error(self) -> float:
        """Edits per asked token; for engineers, never a mark."""
        asked, heard = [token.text for token in self.asked], [token.text for token in self.heard]
        return float(Levenshtein.distance(asked, heard) / max(1, len(asked)))

    @property
    def character_error(self) -> float:
        """Edits per character of the attempted asked words, spaces left out."""
        attempted = self.attempted_words
        asked = "".join(token.text for token in self.asked if token.index in attempted)
        heard = "".join(token.text for token in self.heard)
        return float(Levenshtein.distance(asked, heard) / max(1, len(asked)))


def parse_heard_words(rows: TimedWords, language: str) -> list[Word]:
    """The heard words, each numbered by its row. Groups of digits that Whisper joined (`1471-5832`) are words apart."""
    words = []
    for place, row in enumerate(rows):
        text = _BETWEEN_DIGITS.sub(" ", str(row[0]))
        words += [Word(place, word.surface, word.readings) for word in parse_words(text, language)]
    return words


def match_text(reference: str, rows: TimedWords, language: str, *, reached: int = 0) -> TextMatch:
    """Aligns a reference text with heard rows. `reached`: asked words known to have been attempted."""
    asked_words = parse_words(reference, language, alternatives=True)
    asked, heard = choose_matching_readings(asked_words, parse_heard_words(rows, language), language)
    attempted = sum(token.index < reached for token in asked)
    return TextMatch(asked_words, asked, heard, align_tokens(asked, heard, language, attempted_count=attempted))


def measure_speech_share(start: float, end: float, speech: Speech) -> float:
    """Share of a span that lies in spans of speech; 0 for an empty span."""
    if end <= start:
        return 0.0
    return sum(max(0.0, min(end, span[1]) - max(start, span[0])) for span in speech) / (end - start)


def count_reached_words(forced: TimedWords, speech: Speech) -> int:
    """How many words of the text the forced pass finds in the sound, up to the last such."""
    next_place = 0
    for place, (_, start, end, logprob) in enumerate(forced):
        if logprob >= ACCURACY.reach_logprob and measure_speech_share(start, end, speech) >= ACCURACY.rescue_speech:
            next_place = place + 1
    return next_place


def classify_words(
    match: TextMatch, rows: TimedWords, forced: TimedWords, speech: Speech, corrections: Mapping[int, str]
) -> list[WordResult]:
    """Each word of the text with its class, the extra words between, in the order to show.

    `corrections`: index of a word of the text → class that a teacher gave it; it stands above everything.
    """
    of_word: dict[int, list[TokenPair]] = defaultdict(list)
    shown: list[TokenPair | int] = []
    for pair in match.pairs:
        if pair.asked is None:
            shown.append(pair)
            continue
        index = match.asked[pair.asked].index
        if index not in of_word:
            shown.append(index)
        of_word[index].append(pair)
    words = []
    for position, word in enumerate(shown):
        if isinstance(word, TokenPair):
            words.append(_build_extra_word(position, word, match, rows))
            continue
        force = forced[word] if word < len(forced) else None
        result = _build_asked_word(position, word, of_word[word], match, rows, force, speech)
        if word in corrections:
            result = replace(result, class_=WordClass(corrections[word]), probable=False, corrected=True)
        words.append(result)
    return _sort_words(words)


def _sort_words(words: list[WordResult]) -> list[WordResult]:
    """Keeps a rescued word, whose times are the forced pass's, between its neighbours as they were heard."""
    ordered: list[WordResult] = []
    least = 0.0
    for position, word in enumerate(words):
        kept = word
        if word.start is not None and word.end is not None:
            if word.probable:
                later = (word.start for word in words[position + 1 :] if word.start is not None and not word.probable)
                most = max(least, next(later, math.inf))
                start = min(max(word.start, least), most)
                kept = replace(word, start=start, end=min(max(word.end, start), most))
            least = max(least, (kept.end if word.probable else kept.start) or 0.0)
        ordered.append(kept)
    return ordered


def _build_extra_word(position: int, pair: TokenPair, match: TextMatch, rows: TimedWords) -> WordResult:
    assert pair.heard is not None
    token = match.heard[pair.heard]
    row = rows[token.index]
    probability = logprob_to_probability(row[3])
    return WordResult(position, "", token.text, pair.kind, row[1], row[2], probability, None)


def _build_asked_word(
    position: int,
    index: int,
    pairs: Sequence[TokenPair],
    match: TextMatch,
    rows: TimedWords,
    force: TimedWordData | None,
    speech: Speech,
) -> WordResult:
    heard_rows = list(dict.fromkeys(match.heard[pair.heard].index for pair in pairs if pair.heard is not None))
    kind = _combine_classes([pair.kind for pair in pairs])
    span = (rows[heard_rows[0]][1], rows[heard_rows[-1]][2]) if heard_rows else None
    probable = False
    if force is not None and kind in (WordClass.NEAR, WordClass.WRONG, WordClass.OMITTED):
        sounds = measure_speech_share(force[1], force[2], speech) >= ACCURACY.rescue_speech
        probable = sounds and force[3] >= ACCURACY.rescue_logprob
        kind = WordClass.CORRECT if probable else kind
    if force is not None and span is not None and kind == WordClass.CORRECT:
        longer = span[1] - span[0] - (force[2] - force[1])
        drifted = longer >= ACCURACY.drift_seconds and force[3] >= ACCURACY.drift_logprob
        span = _clamp_span(force[1], force[2], speech) if drifted else span
    if force is not None and probable:
        span = _clamp_span(force[1], force[2], speech)
    surface, heard = match.asked_words[index].surface, " ".join(str(rows[row][0]) for row in heard_rows)
    start, end = span or (None, None)
    probability = logprob_to_probability(force[3]) if force is not None else None
    return WordResult(position, surface, heard, kind, start, end, probability, index, probable)


def _clamp_span(start: float, end: float, speech: Speech) -> tuple[float, float]:
    """A span without what stands out of the speech it touches, give or take 0.15 s."""
    touched = [span for span in speech if span[1] > start and span[0] < end]
    if touched:
        start = max(start, round(touched[0][0] - ACCURACY.span_slack, 2))
        end = min(end, round(touched[-1][1] + ACCURACY.span_slack, 2))
    return start, end


def _combine_classes(kinds: Sequence[WordClass]) -> WordClass:
    """One class for a word of several tokens (`28`, `don't`)."""
    if len(set(kinds)) == 1:
        return kinds[0]
    credit = sum(CREDIT.get(kind, 0.0) for kind in kinds) / len(kinds)
    return WordClass.NEAR if credit >= 0.5 else WordClass.WRONG


def logprob_to_probability(logprob: float) -> float:
    """A log-probability as a probability of three digits."""
    return round(math.exp(min(0.0, logprob)), 3)


def score_accuracy(words: Sequence[WordResult]) -> tuple[float, dict[str, Any]]:
    """A in 0..100 and its parts: credits of the attempted words less the penalty for extra ones beyond a tenth."""
    asked = [word for word in words if word.reference is not None]
    attempted = [word for word in asked if word.class_ != WordClass.NOT_REACHED]
    credit = sum(CREDIT[WordClass(word.class_)] for word in attempted)
    inserted = sum(word.class_ == WordClass.INSERTED for word in words)
    beyond = max(0.0, inserted - ACCURACY.free_insertions * len(asked))
    penalty = min(ACCURACY.most_penalty, 100 * ACCURACY.insertion * beyond / max(1, len(asked)))
    counts = {kind.value: sum(word.class_ == kind for word in words) for kind in WordClass}
    parts = {
        "words": len(asked),
        "attempted": len(attempted),
        "credit": round(credit, 2),
        "probable": sum(word.probable for word in words),
        "insertion_penalty": round(penalty, 2),
        "classes": {kind: count for kind, count in counts.items() if count},
    }
    return max(0.0, 100 * credit / len(attempted) - penalty) if attempted else 0.0, parts


def score_completeness(words: Sequence[WordResult]) -> float:
    """C in 0..100: words reached of all words of the text."""
    asked = [word for word in words if word.reference is not None]
    reached = sum(word.class_ != WordClass.NOT_REACHED for word in asked)
    return 100 * reached / max(1, len(asked))
