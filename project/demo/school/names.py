"""Names as they are common in Tashkent: Latin and Cyrillic, families with one surname."""

import random
from dataclasses import dataclass

BOYS = (
    "Abbos Abdulla Akmal Alisher Anvar Asadbek Azamat Bahodir Bekzod Bobur Botir Diyorbek Doniyor Elyor Farrux "
    "Furqat Gʻayrat Hasan Humoyun Husan Ibrohim Islom Jahongir Jamshid Jasur Javohir Kamron Komil Laziz Mansur "
    "Mirjalol Muhammadali Murod Nodir Otabek Oybek Qobil Ravshan Rustam Sanjar Sardor Shahzod Shavkat Sherzod "
    "Suhrob Temur Ulugʻbek Umid Xurshid Yoʻldosh Zafar Ziyod"
).split()
GIRLS = (
    "Aziza Barno Charos Dilafruz Dildora Dilnoza Durdona Feruza Fotima Gavhar Gulbahor Gulnora Guzal Hilola Iroda "
    "Kamola Komila Laylo Lola Madina Maftuna Malika Marjona Mohinur Mohira Muazzam Munisa Nargiza Nigora Nilufar "
    "Nodira Nozima Oʻgʻiloy Ozoda Parizod Qunduz Robiya Rushana Saida Sabina Sevara Shahlo Shahnoza Sitora "
    "Umida Xadicha Yulduz Zarina Zebo Zilola Ziyoda Zuhra"
).split()
SURNAMES = (
    "Abdullayev Abduqodirov Ahmedov Aliyev Azimov Baratov Boboyev Davronov Ergashev Fayziyev Gʻaniyev Gʻulomov "
    "Hakimov Hamidov Haydarov Ibragimov Ismoilov Jalilov Joʻrayev Karimov Komilov Mahmudov Mirzayev Muminov "
    "Murodov Nazarov Normatov Nurmatov Olimov Oripov Oʻrinov Poʻlatov Qodirov Qosimov Rahimov Rahmonov Rasulov "
    "Rixsiyev Roʻziyev Sadikov Saidov Salimov Sattorov Sobirov Sodiqov Sultonov Tojiyev Toshmatov Tursunov Umarov "
    "Usmonov Valiyev Xoliqov Xudoyberdiyev Yoʻldoshev Yunusov Yusupov Zokirov"
).split()

_CYRILLIC = (
    ("sh", "ш"), ("ch", "ч"), ("yo", "ё"), ("yu", "ю"), ("ya", "я"), ("ye", "е"), ("oʻ", "ў"), ("gʻ", "ғ"),
    *zip("abdefghijklmnopqrstuvxyz", "абдэфгҳижклмнопқрстувхйз", strict=True),
)  # fmt: skip


@dataclass(frozen=True)
class PersonName:
    """A person's first and last name, in one script."""

    first: str
    last: str


@dataclass(frozen=True)
class FamilyNames:
    """Names of children and parents (the mother first); all with one surname and in one script."""

    children: tuple[PersonName, ...]
    parents: tuple[PersonName, ...]
    cyrillic: bool


def to_cyrillic(text: str) -> str:
    """Return an Uzbek name in Cyrillic letters."""
    result, rest = "", text.lower()
    while rest:
        latin, letter = next((pair for pair in _CYRILLIC if rest.startswith(pair[0])), (rest[0], rest[0]))
        result += "е" if letter == "э" and result else letter
        rest = rest[len(latin) :]
    return result.capitalize()


def make_name(
    rng: random.Random, *, woman: bool | None = None, surname: str = "", in_cyrillic: bool = False
) -> PersonName:
    """Return a random name; `surname` is the masculine form."""
    woman = rng.random() < 0.5 if woman is None else woman
    first = rng.choice(GIRLS if woman else BOYS)
    last = (surname or rng.choice(SURNAMES)) + ("a" if woman else "")
    return PersonName(to_cyrillic(first), to_cyrillic(last)) if in_cyrillic else PersonName(first, last)


def make_family(rng: random.Random, *, most_children: int) -> FamilyNames:
    """Return a random family of one to three children; most have one parent, some two, adult pupils none."""
    surname, in_cyrillic = rng.choice(SURNAMES), rng.random() < 0.2
    number = min(most_children, rng.choices((1, 2, 3), (78, 19, 3))[0])
    children: dict[str, PersonName] = {}
    while len(children) < number:
        child = make_name(rng, surname=surname, in_cyrillic=in_cyrillic)
        children[child.first] = child
    both = rng.choices(((), (True,), (False,), (True, False)), (14, 48, 20, 18))[0]
    parents = tuple(make_name(rng, woman=woman, surname=surname, in_cyrillic=in_cyrillic) for woman in both)
    return FamilyNames(tuple(children.values()), parents, in_cyrillic)
