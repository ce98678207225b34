"""What to do better, from the measures: at most three pieces of advice, the most useful first.

A piece is {"code", "values"}; the words for it, in the reader's language, are the application's. It never calls a word
wrong that may only have been misheard: such words are to be checked.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ml.alignment import WordClass
from ml.scoring.constants import ADVICE
from ml.scoring.result import WordResult
from ml.scoring.task import ScoringTask

CODES = tuple(
    "READ_TO_THE_END ANSWER_THE_QUESTION OWN_WORDS STAY_IN_LANGUAGE QUIETER_PLACE PRACTISE_WORDS SKIPPED_WORDS "
    "USE_KEY_WORDS SAY_MORE SHORTER_PAUSES READ_ON FASTER SLOWER FEWER_REPEATS FEWER_FILLERS MELODY CHECK_WORDS "
    "OTHER_WORDS WELL_DONE ONCE_MORE".split()
)
"""Every code, the most useful first."""

_EDGES = re.compile(r"^\W+|\W+$")
AdviceItem = dict[str, Any]


def build_advice(
    task: ScoringTask,
    words: Sequence[WordResult],
    measures: Mapping[str, float | None],
    parts: Mapping[str, Any],
    flags: Sequence[str],
) -> list[AdviceItem]:
    """One to three pieces of advice for a marked attempt. `measures`: 0 to 100 by name, with `overall`."""
    pieces = _advise_on_recording(flags)
    pieces |= _advise_on_text(words, measures) if task.read_aloud else _advise_on_answer(measures, parts)
    pieces |= _advise_on_fluency(measures, parts)
    if not pieces:
        good = (measures.get("overall") or 0.0) >= ADVICE.good
        pieces = {"WELL_DONE": {}} if good else {"ONCE_MORE": {}}
    return [{"code": code, "values": pieces[code]} for code in CODES if code in pieces][: ADVICE.most]


def _advise_on_recording(flags: Sequence[str]) -> dict[str, AdviceItem]:
    pieces: dict[str, AdviceItem] = {}
    if "NOISY" in flags:
        pieces["QUIETER_PLACE"] = {}
    if "FOREIGN_SPANS" in flags or "OTHER_LANGUAGE_DETECTED" in flags:
        pieces["STAY_IN_LANGUAGE"] = {}
    return pieces


def _advise_on_text(words: Sequence[WordResult], measures: Mapping[str, float | None]) -> dict[str, AdviceItem]:
    pieces: dict[str, AdviceItem] = {}
    missing = sum(word.class_ == WordClass.NOT_REACHED for word in words)
    if missing and (measures.get("completeness") or 0.0) < ADVICE.whole_text:
        pieces["READ_TO_THE_END"] = {"missing": missing}
    wrong = [word for word in words if word.class_ in (WordClass.WRONG, WordClass.NEAR)]
    if wrong:
        wrong.sort(key=lambda word: (word.class_ != WordClass.WRONG, word.probability or 0.0, word.index))
        pieces["PRACTISE_WORDS"] = {"words": _choose_words(wrong)}
    skipped = [word for word in words if word.class_ == WordClass.OMITTED]
    if skipped:
        pieces["SKIPPED_WORDS"] = {"words": _choose_words(skipped)}
    weak = sorted((word for word in words if word.weak), key=lambda word: (word.mark or 0.0, word.probability or 0.0))
    if any(len(word.text) >= ADVICE.least_letters for word in weak):
        pieces["CHECK_WORDS"] = {"words": _choose_words(weak)}
    return pieces


def _advise_on_answer(measures: Mapping[str, float | None], parts: Mapping[str, Any]) -> dict[str, AdviceItem]:
    pieces: dict[str, AdviceItem] = {}
    about = parts.get("relevance", {})
    flags = about.get("flags", ())
    relevance = measures.get("relevance")
    if "COPIED_QUESTION" in flags:
        pieces["OWN_WORDS"] = {}
    elif relevance is not None and relevance < ADVICE.off_topic:
        pieces["ANSWER_THE_QUESTION"] = {}
    if about.get("missing_key_words"):
        pieces["USE_KEY_WORDS"] = {"words": list(about["missing_key_words"])[: ADVICE.most_words]}
    if (measures.get("length") or 0.0) < ADVICE.short_answer:
        pieces["SAY_MORE"] = {}
    variety = measures.get("variety")
    if variety is not None and variety < ADVICE.poor_variety:
        pieces["OTHER_WORDS"] = {}
    return pieces


def _advise_on_fluency(measures: Mapping[str, float | None], parts: Mapping[str, Any]) -> dict[str, AdviceItem]:
    pieces: dict[str, AdviceItem] = {}
    flow = parts.get("fluency", {})
    seconds, stops = flow.get("seconds", 0.0), parts.get("pauses", [])
    longest = max(stops, key=lambda stop: float(stop["seconds"]), default=None)
    if longest and 60 * flow["long_pauses"] > ADVICE.long_pauses_per_minute * max(seconds, 15.0):
        pieces["SHORTER_PAUSES"] = {"pauses": int(flow["long_pauses"]), "longest": round(longest["seconds"], 1)}
    elif longest and flow["mean_run"] < 100 / ADVICE.pauses_per_100_words:
        pieces["READ_ON"] = {"run": round(flow["mean_run"])}
    rate = flow.get("words_per_minute", 0.0) / max(1, flow.get("target", 1))
    speed = {"rate": round(flow.get("words_per_minute", 0.0)), "target": round(flow.get("target", 0))}
    if seconds and rate < ADVICE.slow:
        pieces["FASTER"] = speed
    elif rate > ADVICE.fast and (measures.get("fluency") or 0.0) < ADVICE.fluent:
        slower = max(speed["target"], round(ADVICE.least_of_rate * speed["rate"]))
        pieces["SLOWER"] = speed | {"target": slower}
    for code, name in (("FEWER_REPEATS", "repeats_per_100"), ("FEWER_FILLERS", "fillers_per_100")):
        if flow.get(name, 0.0) >= ADVICE.extra_per_100_words:
            pieces[code] = {}
    prosody = measures.get("prosody")
    if prosody is not None and prosody < ADVICE.flat_prosody:
        pieces["MELODY"] = {}
    return pieces


def _choose_words(words: Sequence[WordResult]) -> list[str]:
    """The first few different words as the text writes them, without marks, in the order given, tiny ones last."""
    texts = dict.fromkeys(text for word in words if (text := _EDGES.sub("", word.text)))
    return sorted(texts, key=lambda text: len(text) < ADVICE.least_letters)[: ADVICE.most_words]
