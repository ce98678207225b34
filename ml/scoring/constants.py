"""Every constant of scoring that is a choice of ours, in one place. Changing one changes `VERSION`."""

from dataclasses import dataclass

VERSION = "2"
"""Part of every score's method: same sound, same model, same version give the same bytes."""


@dataclass(frozen=True, slots=True)
class GateConstants:
    """Seconds, decibels of full scale, shares. Silero's probabilities are low because pupils speak softly."""

    speech_probability: float = 0.3
    speech_release: float = 0.15
    speech_floor_db: float = -60.0
    join_gap_seconds: float = 0.1
    shortest_span_seconds: float = 0.09
    silence_db: float = -70.0
    quiet_db: float = -50.0
    clip_amplitude: float = 0.985
    most_clipped: float = 0.05
    least_speech_seconds: float = 1.0
    least_speech_share_of_text: float = 0.25
    least_speech_share: float = 0.05
    shortest_seconds: float = 0.5
    shortest_share: float = 0.25
    answer_seconds: float = 8.0


@dataclass(frozen=True, slots=True)
class AccuracyConstants:
    """`free_insertions`: share of the text's words that may be extra for nothing; beyond it each costs `insertion`
    of one word, up to `most_penalty` points. A word of the text is credited by the forced pass from `rescue_logprob`
    per token on, if `rescue_speech` of its span is speech; `reach_logprob` does for having been
    reached. (Of the words of another text two in a hundred pass -0.4.) A right word that the hearing stretches
    `drift_seconds` longer than the forced pass, which is sure of it from `drift_logprob` on, is where that pass has it.
    A word stands out of the speech it touches by `span_slack` seconds at most."""

    free_insertions: float = 0.10
    insertion: float = 0.5
    most_penalty: float = 20.0
    rescue_logprob: float = -0.4
    rescue_speech: float = 0.5
    reach_logprob: float = -3.0
    agree_logprob: float = -3.0
    drift_seconds: float = 0.25
    drift_logprob: float = -1.0
    span_slack: float = 0.15


@dataclass(frozen=True, slots=True)
class FluencyConstants:
    """Words per minute by level; the trapezoid of the rate in multiples of the target; pauses in seconds."""

    rate_zero: float = 0.25
    rate_full_from: float = 0.8
    rate_full_to: float = 1.3
    rate_fast: float = 1.8
    rate_fast_value: float = 0.6
    rate_weight: float = 0.5
    phonation_weight: float = 0.3
    long_pause_weight: float = 0.2
    pause: float = 0.25
    long_pause: float = 1.0
    phonation_zero: float = 0.30
    phonation_full: float = 0.80
    long_pause_share_zero: float = 0.30


@dataclass(frozen=True, slots=True)
class ClarityConstants:
    """Mean log-probability per token of the asked words in the forced pass: 0 and 100 points."""

    zero_logprob: float = -4.0
    full_logprob: float = -0.2


@dataclass(frozen=True, slots=True)
class AnswerConstants:
    """Free answers: weights, how long an answer should be, what counts as off topic."""

    relevance_weight: float = 0.5
    length_weight: float = 0.2
    fluency_weight: float = 0.2
    variety_weight: float = 0.1
    off_topic_relevance: float = 20.0
    off_topic_most: float = 40.0
    length_share_of_reference: float = 0.6
    default_words: int = 25
    fewest_words: int = 3
    variety_zero: float = 1.0
    variety_full: float = 3.5
    missing_key_words_keep: float = 0.5
    copied_share: float = 0.8
    least_anchor_gap: float = 0.25


@dataclass(frozen=True, slots=True)
class VerdictConstants:
    """`foreign_probability` with less than `foreign_share` of the asked words heard is another language; of a free
    answer at least `foreign_most` of the time must be. Confidence is high when all checks pass, medium when one fails,
    low beyond. A word is odd when it lasts less than `word_shortest` or more than `word_longest` seconds, or from a
    log-probability below `word_logprob` (0.15); `most_anomalies` of these in `anomaly_run` neighbouring words make the
    passage odd. Of the fitting speakers' honest sentences 2.7 in 100 wait for a teacher because two checks fail, of
    their sentences strung together to 29 s 3.5. `noisy_range_db`: the least that lies between a voice and its gaps
    (`ml.engines.audio_gate.SoundMeasurements.range_db`).
    """

    foreign_probability: float = 0.8
    foreign_share: float = 0.2
    foreign_most: float = 0.5
    incomplete_below: float = 80.0
    agreement: float = 0.95
    sure_logprob: float = -1.0
    loop_share: float = 0.6
    word_shortest: float = 0.02
    word_longest: float = 3.0
    word_logprob: float = -1.9
    most_anomalies: int = 3
    anomaly_run: int = 8
    most_compression: float = 2.4
    noisy_range_db: float = 15.0
    reading_min_weight: float = 0.4
    reading_other_weight: float = 0.3


@dataclass(frozen=True, slots=True)
class WordConstants:
    """When a word that counts as right still asks to be checked: the calibrated mark of 0 to 10 below `weak_mark`, or,
    where there is none, the forced pass below `weak_logprob`. It costs nothing. Of 9,433 right words of the fitting
    speakers 3 in 100 fall below `weak_mark`; of those the experts give 52 in 100 less than 9 of 10 (of all words 11),
    of unseen speakers' 47 (of all 10). The forced pass alone is right a quarter of the time, wherever it is cut."""

    weak_mark: float = 8.0
    weak_logprob: float = -2.5


@dataclass(frozen=True, slots=True)
class AdviceConstants:
    """From where on a sentence of advice is worth giving, and how many there are at most."""

    most: int = 3
    most_words: int = 3
    whole_text: float = 95.0
    slow: float = 0.8
    fast: float = 1.8
    least_of_rate: float = 0.7
    """Nobody is asked to speak slower than this share of the present rate."""
    fluent: float = 80.0
    """From this fluency on nobody is asked to speak more slowly."""
    least_letters: int = 3
    long_pauses_per_minute: float = 2.0
    pauses_per_100_words: float = 25.0
    extra_per_100_words: float = 4.0
    flat_prosody: float = 60.0
    short_answer: float = 70.0
    poor_variety: float = 40.0
    off_topic: float = 50.0
    good: float = 85.0


GATE = GateConstants()
ACCURACY = AccuracyConstants()
FLUENCY = FluencyConstants()
CLARITY = ClarityConstants()
ANSWER = AnswerConstants()
VERDICT = VerdictConstants()
WORD = WordConstants()
ADVICE = AdviceConstants()

STAR_THRESHOLDS = (40.0, 55.0, 70.0, 85.0)
"""Marks from which a child under 8 gets two, three, four and five stars; below the first it is one."""

WORDS_PER_MINUTE = {"A1": 65, "A2": 80, "B1": 100, "B2": 120, "C1": 140, "C2": 150}
DEFAULT_WORDS_PER_MINUTE = 100
SCORED_LANGUAGES = ("en",)
"""Languages whose guards were fitted and measured; elsewhere the machine transcribes and the teacher marks."""


def get_target_rate(target_wpm: int | None, level: str) -> int:
    """Words per minute to be reached: the homework's own, else its level's."""
    return target_wpm or WORDS_PER_MINUTE.get(level.strip().upper()[:2], DEFAULT_WORDS_PER_MINUTE)
