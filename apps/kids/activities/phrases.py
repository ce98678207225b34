"""The sounds of the platform: what is spoken, in each language. `./talim assets sounds` speaks them into files
(`apps.kids.activities.speaking`); a page whose file does not play lets a voice of the device say the words.
"""

from collections.abc import Mapping

from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.translation import get_language

from apps.core.translated_texts import LANGUAGES
from apps.kids.activities.pictures import NUMBERS, PICTURES

INSTRUCTIONS: Mapping[str, tuple[str, str, str]] = {
    "tap-it": ("Toʻgʻri rasmga teging.", "Дотронься до нужной картинки.", "Touch the right picture."),
    "tap-all": ("Hammasiga teging.", "Дотронься до всех.", "Touch all of them."),
    "drag-it": ("Har birini oʻz joyiga qoʻying.", "Поставь всё на место.", "Put each one in its place."),
    "match-pairs": ("Juftini toping.", "Найди пару.", "Find what belongs together."),
    "count-them": ("Nechta? Sanang.", "Сколько? Посчитай.", "How many? Count them."),
    "trace-it": ("Chiziq boʻylab yuring.", "Проведи по линии.", "Follow the line."),
    "colour-it": ("Boʻyang.", "Раскрась.", "Colour it."),
    "listen-choose": ("Tinglang va tanlang.", "Послушай и выбери.", "Listen and choose."),
    "say-it": ("Tinglang va ayting.", "Послушай и скажи.", "Listen and say it."),
    "find-pairs": ("Ikkita bir xil rasmni toping.", "Найди две одинаковые картинки.", "Find two that are the same."),
    "story": ("Ertakni tinglang.", "Послушай сказку.", "Listen to the story."),
}
"""What a teacher may choose as the instruction of an activity."""
OF_PAGES: Mapping[str, tuple[str, str, str]] = {
    "choose-lesson": (
        "Rasmga teging va oʻynaymiz!",
        "Дотронься до картинки, и поиграем!",
        "Touch a picture, and let us play!",
    ),
    "well-done": ("Barakalla!", "Молодец!", "Well done!"),
    "once-more": ("Yana bir bor urinib koʻr.", "Попробуй ещё раз.", "Try once more."),
    "look-here": ("Mana bu yerga qara.", "Посмотри сюда.", "Look here."),
    "finished": (
        "Hammasini bajarding! Mana senga yulduzcha.",
        "Всё получилось! Вот тебе звезда.",
        "You did it all! Here is a star.",
    ),
    "enough-today": (
        "Bugunga yetarli. Ertaga yana oʻynaymiz!",
        "На сегодня хватит. Завтра поиграем ещё!",
        "That is enough for today. We play again tomorrow!",
    ),
    "rest-now": (
        "Endi dam olamiz. Koʻzlarimizga dam beramiz.",
        "А теперь отдохнём. Пусть глаза отдохнут.",
        "Let us have a rest now.",
    ),
}
"""What the pages say by themselves."""
WORDS: Mapping[str, tuple[str, str, str]] = {
    "apple": ("olma", "яблоко", "apple"),
    "ball": ("toʻp", "мяч", "ball"),
    "bear": ("ayiq", "медведь", "bear"),
    "bird": ("qush", "птица", "bird"),
    "boat": ("qayiq", "лодка", "boat"),
    "book": ("kitob", "книга", "book"),
    "bus": ("avtobus", "автобус", "bus"),
    "cat": ("mushuk", "кошка", "cat"),
    "cloud": ("bulut", "облако", "cloud"),
    "dog": ("it", "собака", "dog"),
    "fish": ("baliq", "рыба", "fish"),
    "flower": ("gul", "цветок", "flower"),
    "horse": ("ot", "лошадь", "horse"),
    "house": ("uy", "дом", "house"),
    "key": ("kalit", "ключ", "key"),
    "kite": ("varrak", "воздушный змей", "kite"),
    "melon": ("qovun", "дыня", "melon"),
    "moon": ("oy", "луна", "moon"),
    "rabbit": ("quyon", "кролик", "rabbit"),
    "star": ("yulduz", "звезда", "star"),
    "sun": ("quyosh", "солнце", "sun"),
    "train": ("poyezd", "поезд", "train"),
    "tree": ("daraxt", "дерево", "tree"),
    "umbrella": ("soyabon", "зонт", "umbrella"),
    "circle": ("doira", "круг", "circle"),
    "square": ("kvadrat", "квадрат", "square"),
    "triangle": ("uchburchak", "треугольник", "triangle"),
    "rectangle": ("toʻgʻri toʻrtburchak", "прямоугольник", "rectangle"),
    "oval": ("oval", "овал", "oval"),
    "heart": ("yurak", "сердце", "heart"),
    "diamond": ("romb", "ромб", "diamond"),
    "spot-red": ("qizil", "красный", "red"),
    "spot-orange": ("toʻq sariq", "оранжевый", "orange"),
    "spot-yellow": ("sariq", "жёлтый", "yellow"),
    "spot-green": ("yashil", "зелёный", "green"),
    "spot-blue": ("koʻk", "синий", "blue"),
    "spot-brown": ("jigarrang", "коричневый", "brown"),
    "spot-pink": ("pushti", "розовый", "pink"),
    "spot-grey": ("kulrang", "серый", "grey"),
    "spot-white": ("oq", "белый", "white"),
}
"""What is said of each picture."""
_NUMERALS = (
    "nol bir ikki uch toʻrt besh olti yetti sakkiz toʻqqiz oʻn oʻn+bir oʻn+ikki oʻn+uch oʻn+toʻrt oʻn+besh oʻn+olti"
    " oʻn+yetti oʻn+sakkiz oʻn+toʻqqiz yigirma",
    "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать"
    " пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty",
)


def _build_phrases() -> dict[str, dict[str, str]]:
    numerals = zip(*(words.split() for words in _NUMERALS), strict=True)
    numbers = {
        name: tuple(word.replace("+", " ") for word in words) for name, words in zip(NUMBERS, numerals, strict=True)
    }
    spoken = {**INSTRUCTIONS, **OF_PAGES} | {f"word-{name}": texts for name, texts in {**WORDS, **numbers}.items()}
    return {name: dict(zip(LANGUAGES, texts, strict=True)) for name, texts in spoken.items()}


PHRASES: Mapping[str, Mapping[str, str]] = _build_phrases()
"""All sounds of the platform by name: what is spoken, by language."""


def get_word_sound(picture: str) -> str:
    """Return the name of the sound that says what a picture of the platform is; "" for other pictures."""
    return f"word-{picture}" if picture in PICTURES else ""


def get_sound_address(name: str) -> str:
    """Return the address of a sound of the platform in the active language; "" for a name that there is not."""
    if name not in PHRASES:
        return ""
    language = (get_language() or "").split("-")[0]
    spoken = language if language in LANGUAGES else LANGUAGES[0]
    return str(staticfiles_storage.url(f"kids/sounds/{spoken}/{name}.mp3"))
