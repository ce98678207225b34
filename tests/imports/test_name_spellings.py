"""An import recognises a pupil whose name is spelled in another way, and makes no one of two namesakes."""

import pytest

from apps.accounts.models import User
from apps.courses.models import ImportRow
from tests.accounts.people.name_table import MIN_PRECISION, MIN_RECALL, describe, read_names
from tests.imports.table_uploads import import_rows, list_verdicts

HEAD = ("Имя", "Фамилия", "Дата рождения", "Группа")
NAMES = [name for name in read_names() if " " not in name.text]


def birth_date(number: int) -> str:
    return f"{number % 28 + 1:02}.{number // 28 % 12 + 1:02}.1999"


def import_people(manager, rows) -> list[str | None]:
    """Import the rows; return the pupils that they were taken for or made into; None for a refused row."""
    table = import_rows(manager, HEAD, *rows)
    assert table["state"] == "done"
    return [row.made.get("person") for row in ImportRow.objects.filter(belongs_to=table["id"]).order_by("number")]


def test_pupils_are_recognised_by_spellings_and_near_names_are_others(manager):
    """The birth date is the same each time."""
    numbered = list(enumerate(NAMES))
    stored = set(import_people(manager, [(name.text, "Рахмонов", birth_date(number), "") for number, name in numbered]))
    assert len(stored) == len(NAMES)
    spelled = [(text, "Raxmonov", birth_date(number), "") for number, name in numbered for text in name.spellings]
    near = [(text, "Raxmonov", birth_date(number), "") for number, name in numbered for text in name.near]
    found, wrong = (sum(person in stored for person in import_people(manager, rows)) for rows in (spelled, near))
    recall, precision = describe(found, len(spelled) - found, wrong)
    print(f"\nimport: {len(spelled)} spellings, recall {recall:.3f}, precision {precision:.3f}")
    assert (recall >= MIN_RECALL, precision >= MIN_PRECISION) == (True, True), (found, wrong)


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        (("Shohrux", "Kodirov", "04.03.1999", ""), "same"),
        (("Шоҳруҳ", "Қодиров", "", "A2 morning"), "same"),
        (("Шохрух", "Кадыров", "04.03.1999", "A2 morning"), "same"),
        (("Шохрух", "Кадыров", "", "A2 morning"), "refused"),
        (("Shohrux", "Kodirov", "05.03.1999", ""), "new"),
        (("Shohrux", "Kodirov", "05.03.1999", "A2 morning"), "new"),
        (("Shohrat", "Qodirov", "04.03.1999", ""), "new"),
    ],
)
def test_birth_date_or_group_decides_as_for_the_same_spelling(row, verdict, manager, group):
    import_rows(manager, HEAD, ("Shohruh", "Qodirov", "04.03.1999", "A2 morning"))
    assert list_verdicts(import_rows(manager, HEAD, row)) == [verdict]


@pytest.mark.parametrize(("patronymic", "verdict"), [("Karim oʻgʻli", "same"), ("Салимович", "new")])
def test_patronymics_of_one_father_are_one(patronymic, verdict, manager):
    head = (*HEAD[:3], "Отчество")
    import_rows(manager, head, ("Jasur", "Oripov", "04.03.1999", "Каримович"))
    assert list_verdicts(import_rows(manager, head, ("Жасур", "Арипов", "04.03.1999", patronymic))) == [verdict]


def test_group_alone_joins_no_two_surnames_that_are_nearly_one(manager, group):
    """Their money and marks would be one person's."""
    head, rows = (*HEAD, "Телефон"), [("Jasur", name, "", "A2 morning", "") for name in ("Mirzayev", "Mirzoyev")]
    table = import_rows(manager, head, *rows)
    assert list_verdicts(table) == ["new", "refused"]
    assert table["rows"][1]["errors"] == {
        "first_name": [
            "A pupil of this group has a similar name. If it is the same one, give the number; if not, both need a "
            "birth date or a phone.",
            "Row 2.",
        ]
    }
    phones = [(*row[:4], f"90 123 45 6{number}") for number, row in enumerate(rows)]
    assert list_verdicts(import_rows(manager, head, *phones)) == ["changed", "new"]
    assert User.objects.filter(last_name__in=["Mirzayev", "Mirzoyev"]).count() == 2


def test_of_two_namesakes_the_one_with_the_same_spelling_is_meant(manager, group):
    rows = [(name, "Karimov", born, "A2 morning") for name, born in (("Nodir", "04.03.1999"), ("Nadir", "05.03.1999"))]
    assert list_verdicts(import_rows(manager, HEAD, *rows)) == ["new", "new"]
    assert list_verdicts(import_rows(manager, HEAD, ("Nadir", "Karimov", "", "A2 morning"))) == ["same"]
    assert User.objects.filter(last_name="Karimov").count() == 2
