"""English: contractions, British and American spelling, numerals, fillers."""

import re
import unicodedata

UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TEENS = [
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = [(10**9, "billion"), (10**6, "million"), (10**3, "thousand"), (100, "hundred")]
ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip

FILLERS = frozenset({"uh", "uhh", "um", "umm", "uhm", "er", "err", "erm", "hm", "hmm", "mm", "mmm", "ah", "eh", "huh"})
SYMBOLS = {
    "%": "percent", "&": "and", "+": "plus", "=": "equals", "@": "at", "$": "dollars", "€": "euros", "£": "pounds",
    "°": "degrees",
}  # fmt: skip
POINT, MINUS, ZERO_AS_LETTER = "point", "minus", "oh"
OCLOCK, AND_A_HALF = ["o'clock"], ["and", "a", "half"]
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")
_DECADE = re.compile(r"(?<=\d)'s\b")

_IRREGULAR = {
    "can't": ["can", "not"], "cannot": ["can", "not"], "won't": ["will", "not"], "shan't": ["shall", "not"],
    "ain't": ["is", "not"], "let's": ["let", "us"], "y'all": ["you", "all"], "o'clock": ["o'clock"],
    "gonna": ["going", "to"], "wanna": ["want", "to"], "gotta": ["got", "to"], "gimme": ["give", "me"],
    "lemme": ["let", "me"], "'em": ["them"], "'cause": ["because"], "cos": ["because"], "ma'am": ["madam"],
}  # fmt: skip
_ENDINGS = {"n't": ["not"], "'m": ["am"], "'re": ["are"], "'ve": ["have"], "'ll": ["will"], "'d": ["would", "had"]}
_IS_OR_HAS = frozenset(
    "it he she that this what who where when why how there here everything something nothing everyone someone".split()
)
_ABBREVIATIONS = {
    "mr": "mister", "mrs": "missis", "missus": "missis", "dr": "doctor", "st": "saint", "ok": "okay", "vs": "versus",
    "tv": "television",
}  # fmt: skip

_PAIRS = """
colour color favour favor favourite favorite honour honor labour labor neighbour neighbor behaviour behavior humour
humor rumour rumor flavour flavor harbour harbor vapour vapor odour odor parlour parlor armour armor endeavour
endeavor saviour savior splendour splendor tumour tumor vigour vigor rigour rigor centre center metre meter litre
liter theatre theater fibre fiber kilometre kilometer centimetre centimeter millimetre millimeter sombre somber
calibre caliber lustre luster travelled traveled travelling traveling traveller traveler cancelled canceled
cancelling canceling modelled modeled modelling modeling labelled labeled labelling labeling jewellery jewelry
jeweller jeweler marvellous marvelous counsellor counselor quarrelled quarreled quarrelling quarreling levelled
leveled signalled signaled fuelled fueled woollen woolen skilful skillful fulfil fulfill enrol enroll instalment
installment wilful willful defence defense licence license offence offense pretence pretense practise practice grey
gray tyre tire pyjamas pajamas programme program cheque check plough plow draught draft mould mold moustache
mustache aeroplane airplane aluminium aluminum catalogue catalog dialogue dialog analogue analog cosy cozy kerb
curb storey story sceptical skeptical sulphur sulfur mum mom mummy mommy maths math whisky whiskey doughnut donut
yoghurt yogurt learnt learned burnt burned dreamt dreamed spelt spelled spoilt spoiled leapt leaped towards toward
afterwards afterward backwards backward forwards forward amongst among whilst while judgement judgment
acknowledgement acknowledgment ageing aging likeable likable anaesthetic anesthetic encyclopaedia encyclopedia
paediatric pediatric manoeuvre maneuver oestrogen estrogen analyse analyze paralyse paralyze catalyse catalyze
""".split()
_BRITISH = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_ISE_STEMS = """
real organ recogn apolog critic emphas memor minim maxim modern normal special summar symbol general ideal final
author categor character civil computer fertil global harmon hospital immun individual industrial initial legal local
mechan memor mobil monopol national natural neutral optim patron penal personal popular priorit public random
revolution scandal social stabil standard steril subsid sympath terror urban util visual vocal
""".split()
_ISE = re.compile(rf"^((?:re|un|dis|de)?(?:{'|'.join(_ISE_STEMS)})i)s(e|es|ed|er|ers|ing|ation|ations|able)$")
_OUR = re.compile(r"^(colo|favo|hono|labo|neighbo|behavio|humo|rumo|flavo|harbo|endeavo)ur(s|ed|ing|able|ably|ful|less|hood|hoods|al|ite|ites|y|ly|er|ers)$")  # noqa: E501  # fmt: skip


def normalize_text(text: str) -> str:
    """Lower-case `text` without accents (`café`) and dots inside abbreviations (`a.m.`)."""
    plain = "".join(mark for mark in unicodedata.normalize("NFD", text) if not unicodedata.combining(mark))
    return _DECADE.sub("s", _DOTTED.sub(lambda match: match[0].replace(".", ""), plain))


def normalize_spelling(word: str) -> str:
    """`word` as American English spells it, or as it is."""
    if plain := _BRITISH.get(word) or _ABBREVIATIONS.get(word):
        return plain
    if word.endswith("s") and word[:-1] in _BRITISH:
        return _BRITISH[word[:-1]] + "s"
    word = _ISE.sub(r"\1z\2", word)
    return _OUR.sub(r"\1r\2", word)


def list_apostrophe_readings(word: str) -> list[list[str]]:
    """The ways to read one lower-case word with apostrophes; the first is the likeliest."""
    if word in _IRREGULAR:
        return [_IRREGULAR[word]]
    for ending, meanings in _ENDINGS.items():
        stem = word.removesuffix(ending)
        if stem != word and stem:
            return [[stem, meaning] for meaning in meanings]
    stem = word.removesuffix("'s")
    if stem in _IS_OR_HAS and stem != word:
        return [[stem, "is"], [stem, "has"], [stem + "s"]]
    return [[word.replace("'", "")]]


def list_cardinal_readings(number: int) -> list[list[str]]:
    """Ways to say a whole number below 10^12: with and without `and`, `a hundred`, as a year."""
    plain, british = (_spell_number(number, joined=joined) for joined in (False, True))
    ways = [plain] if british == plain else [plain, british]
    if plain[0] == "one" and len(plain) > 1:
        ways += [["a", *way[1:]] for way in list(ways)]
    if 1000 < number < 10000:
        high, low = divmod(number, 100)
        if high % 10 and low == 0:
            ways.append([*_spell_number(high, joined=False), "hundred"])
        elif low:
            spoken = ["oh", UNITS[low]] if low < 10 else _spell_number(low, joined=False)
            ways.append([*_spell_number(high, joined=False), *spoken])
    elif 100 < number < 1000 and number % 100 >= 10:
        ways.append([UNITS[number // 100], *_spell_number(number % 100, joined=False)])
    return ways


def _spell_number(number: int, *, joined: bool) -> list[str]:
    for size, name in SCALES:
        if number >= size:
            count, rest = divmod(number, size)
            tail = _spell_number(rest, joined=joined) if rest else []
            link = ["and"] if joined and rest and (size == 100 or rest < 100) else []
            return [*_spell_number(count, joined=joined), name, *link, *tail]
    if number >= 20:
        tens, unit = divmod(number, 10)
        return [TENS[tens], *([UNITS[unit]] if unit else [])]
    return [TEENS[number - 10]] if number >= 10 else [UNITS[number]]


def list_ordinal_readings(number: int, ending: str = "th") -> list[list[str]]:
    """Ways to say a place in a row (`21st`) or a decade (`1990s`); none for another ending."""
    if ending in ("st", "nd", "rd", "th"):
        return [[*words[:-1], _ordinal_word(words[-1])] for words in list_cardinal_readings(number)]
    return (
        [[*words[:-1], _plural(words[-1])] for words in list_cardinal_readings(number)][::-1] if ending == "s" else []
    )


def _plural(word: str) -> str:
    return word[:-1] + "ies" if word.endswith("y") else word + ("es" if word.endswith("x") else "s")


def _ordinal_word(word: str) -> str:
    if word in ORDINALS:
        return ORDINALS[word]
    return word[:-1] + "ieth" if word.endswith("y") else word + "th"
