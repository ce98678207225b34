"""300 labelled pairs of contacts, the same each time: 150 of one person, written in two ways, and 150 of two people.

A person is written in Latin or Cyrillic, with or without the last name, in either order, with usual slips; the phone in
any spelling. Other people share a phone with a relative, or a name with a namesake, or nearly so.
"""

from dataclasses import dataclass
from random import Random

FIRST = [
    ("Jasur", "Жасур"), ("Shohruh", "Шохрух"), ("Malika", "Малика"), ("Gʻulom", "Гулом"), ("Oʻktam", "Ўктам"),
    ("Yulduz", "Юлдуз"), ("Dilnoza", "Дилноза"), ("Bekzod", "Бекзод"), ("Ёқуб", "Yoqub"), ("Nodira", "Нодира"),
    ("Sardor", "Сардор"), ("Хуршида", "Xurshida"), ("Zuhra", "Зухра"), ("Aziz", "Азиз"), ("Севара", "Sevara"),
    ("Timur", "Тимур"), ("Aleksandr", "Александр"), ("Екатерина", "Yekaterina"), ("Maksim", "Максим"),
    ("Ruslan", "Руслан"), ("Shahnoza", "Шахноза"), ("Ulugʻbek", "Улугбек"), ("Gulnora", "Гулнора"), ("Anvar", "Анвар"),
]  # fmt: skip
LAST = [
    ("Karimov", "Каримов"), ("Yusupov", "Юсупов"), ("Qodirov", "Кадыров"), ("Aliyev", "Алиев"), ("Rahimov", "Рахимов"),
    ("Yoʻldoshev", "Юлдашев"), ("Toshpoʻlatov", "Ташпулатов"), ("Umarov", "Умаров"), ("Xolmatov", "Холматов"),
    ("Ergashev", "Эргашев"), ("Nazarov", "Назаров"), ("Sobirov", "Собиров"), ("Ivanov", "Иванов"),
    ("Kuznetsov", "Кузнецов"), ("Saidov", "Саидов"), ("Mirzayev", "Мирзаев"), ("Haydarov", "Хайдаров"),
    ("Ismoilov", "Исмаилов"), ("Norboyev", "Норбоев"), ("Tursunov", "Турсунов"),
]  # fmt: skip
PREFIXES = ("90", "91", "93", "94", "97", "99", "88", "33")
PAIRS_OF_A_KIND = 150


@dataclass(frozen=True)
class WrittenContact:
    """A name and phones as somebody wrote them."""

    name: str
    phones: tuple[str, ...]


def list_pairs() -> list[tuple[WrittenContact, WrittenContact, bool]]:
    """Return the pairs with their labels."""
    random = Random(20261128)
    same = [(*_write_one_person(random, number), True) for number in range(PAIRS_OF_A_KIND)]
    different = [(*_write_two_people(random, number), False) for number in range(PAIRS_OF_A_KIND)]
    return same + different


def _write_one_person(random: Random, number: int) -> tuple[WrittenContact, WrittenContact]:
    first, last, phone = random.choice(FIRST), random.choice(LAST), _make_phone(random)
    one = WrittenContact(f"{first[0]} {last[0]}", (_spell(random, phone),))
    way = number % 15
    spelled = _spell(random, phone)
    if way < 5:
        return one, WrittenContact(f"{first[1]} {last[1]}", (spelled,))
    if way < 8:
        return one, WrittenContact(f"{last[1]} {first[1]}", (spelled,))
    if way < 11:
        return one, WrittenContact(first[way % 2], (spelled,))
    if way < 13:
        return one, WrittenContact(
            f"{first[0].upper()} {last[0].lower()}", (_spell(random, _make_phone(random)), spelled)
        )
    if way < 14:
        plain = f"{first[0]} {last[0]}".replace("ʻ", "'")
        return one, WrittenContact(plain, (spelled,))
    return one, WrittenContact(f"{first[1]} {last[1]}", (_spell(random, _make_phone(random)),))


def _write_two_people(random: Random, number: int) -> tuple[WrittenContact, WrittenContact]:
    first, other = random.sample(FIRST, 2)
    last, another = random.sample(LAST, 2)
    phone, second = _make_phone(random), _make_phone(random)
    way = number % 5
    one = WrittenContact(f"{first[0]} {last[0]}", (_spell(random, phone),))
    if way == 0:  # of one family
        return one, WrittenContact(f"{other[1]} {last[1]}", (_spell(random, phone),))
    if way == 1:  # namesakes
        return one, WrittenContact(f"{first[1]} {last[1]}", (_spell(random, second),))
    if way == 2:  # one family, other last names
        return one, WrittenContact(f"{other[0]} {another[0]}", (_spell(random, phone),))
    if way == 3:  # a phone that differs by one digit
        near = phone[:-1] + str((int(phone[-1]) + 1) % 10)
        return one, WrittenContact(f"{first[1]} {last[1]}", (_spell(random, near),))
    return one, WrittenContact(f"{other[1]} {another[1]}", (_spell(random, second),))


def _make_phone(random: Random) -> str:
    return f"{random.choice(PREFIXES)}{random.randrange(10**7):07}"


def _spell(random: Random, phone: str) -> str:
    a, b, c, d = phone[:2], phone[2:5], phone[5:7], phone[7:]
    return random.choice(
        [
            f"+998{phone}", phone, f"998{phone}", f"+998 {a} {b} {c} {d}", f"+998 ({a}) {b}-{c}-{d}",
            f"{a} {b} {c} {d}", f"({a}) {b}-{c}-{d}", f"+998-{a}-{b}-{c}-{d}", f"998 {a} {b}{c}{d}",
        ]
    )  # fmt: skip
