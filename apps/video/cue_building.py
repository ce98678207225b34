"""From words with times to cues that can be read. Pure functions.

The rules are those of Netflix's "Timed Text Style Guide: General Requirements" (at most 2 lines, 7 seconds) and its
guides of languages (42 characters a line); at least a second where the next cue leaves it.
"""

from collections.abc import Sequence

from apps.video.cues import Cue

MAX_LINE, MAX_LINES = 42, 2
MIN_MS, MAX_MS = 1_000, 7_000
MAX_WORD_MS = 2_000
"""What Whisper calls the end of a word may lie behind the pause after it."""
PAUSE_MS = 1_000
"""A pause so long ends a cue."""
ENDS, CLAUSES = ".?!…。？！", ",;:،、，；："
QUOTES = "\"'»”’)]"

Word = Sequence[str | int]
"""Text, begin and end in milliseconds; a text begins with a space where the language writes one."""
_Words = list[tuple[str, int, int]]


def build_cues(words: Sequence[Word]) -> list[Cue]:
    """Return the words as cues: sentences, long ones cut at a comma, a pause or the last word that fits."""
    groups: list[_Words] = []
    for sentence in _split_sentences(_order(words)):
        groups += _cut(sentence)
    cues = [Cue(start_ms=group[0][1], end_ms=group[-1][2], text=_join(group)) for group in _join_short(groups)]
    for place, cue in enumerate(cues):
        free = cues[place + 1]["start_ms"] if place + 1 < len(cues) else cue["start_ms"] + MIN_MS
        cue["end_ms"] = max(cue["end_ms"], min(cue["start_ms"] + MIN_MS, free))
        cue["text"] = _break_lines(cue["text"])
    return cues


def _order(words: Sequence[Word]) -> _Words:
    """Return the words one after the other, each with a length."""
    ordered: _Words = []
    for text, start, end in words:
        begin = max(int(start), ordered[-1][2] if ordered else 0)
        ordered.append((str(text), begin, min(max(int(end), begin + 1), begin + MAX_WORD_MS)))
    return ordered


def _split_sentences(words: _Words) -> list[_Words]:
    sentences: list[_Words] = []
    for word in words:
        before = sentences[-1][-1] if sentences else None
        if before is None or before[0].rstrip(QUOTES).endswith(tuple(ENDS)) or word[1] - before[2] >= PAUSE_MS:
            sentences.append([])
        sentences[-1].append(word)
    return sentences


def _cut(sentence: _Words) -> list[_Words]:
    pieces: list[_Words] = []
    rest = sentence
    while rest and not _fits(rest):
        most = next((count for count in range(len(rest) - 1, 1, -1) if _fits(rest[:count])), 1)
        count = _choose_cut(rest, most)
        pieces.append(rest[:count])
        rest = rest[count:]
    return [*pieces, rest] if rest else pieces


def _choose_cut(words: _Words, most: int) -> int:
    """Return how many of the first `most` words go into one cue: up to the last comma or else the longest pause in
    their last half, else all.
    """
    places = range(max(1, most // 2), most + 1)
    commas = [place for place in places if words[place - 1][0].rstrip(QUOTES).endswith(tuple(CLAUSES))]
    if commas:
        return commas[-1]
    longest = max(places, key=lambda place: (words[place][1] - words[place - 1][2], place))
    return longest if words[longest][1] > words[longest - 1][2] else most


def _join_short(groups: list[_Words]) -> list[_Words]:
    """Join a cue that could not be shown for a second to its neighbour, where both fit into one."""
    joined: list[_Words] = []
    for group in groups:
        if joined and (_is_short(joined[-1], group) or _is_crowded(group)) and _fits(joined[-1] + group):
            joined[-1] = joined[-1] + group
        else:
            joined.append(group)
    return joined


def _is_short(group: _Words, after: _Words) -> bool:
    return after[0][1] - group[0][1] < MIN_MS


def _is_crowded(group: _Words) -> bool:
    return len(group) == 1 and group[0][2] - group[0][1] < MIN_MS // 4


def _fits(words: _Words) -> bool:
    if words[-1][2] - words[0][1] > MAX_MS:
        return False
    lines = _break_lines(_join(words)).split("\n")
    return len(lines) <= MAX_LINES and max(map(len, lines)) <= MAX_LINE


def _join(words: _Words) -> str:
    return "".join(text for text, _start, _end in words).strip()


def _break_lines(text: str) -> str:
    """Return a text in one line, or in two that are about as long."""
    if len(text) <= MAX_LINE:
        return text
    middle = len(text) / 2
    spaces = [place for place, sign in enumerate(text) if sign == " "]
    if not spaces:
        return f"{text[: len(text) // 2]}\n{text[len(text) // 2 :]}"
    place = min(spaces, key=lambda place: abs(place - middle))
    return f"{text[:place]}\n{text[place + 1 :]}"
