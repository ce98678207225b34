"""A person is found by the spellings of the name that people use, and others are not: `names.tsv`, 200 names.

`-s` prints the figures.
"""

from itertools import count, repeat

import pytest
from django.db import connection

from apps.accounts.models import User
from apps.accounts.services.users import set_search_names
from apps.core.permissions import Role
from ml.text import build_name_key, build_search_key
from tests import factories
from tests.accounts.people import name_table
from tests.accounts.people.name_table import MIN_PRECISION, MIN_RECALL, Name

NAMES = name_table.read_names()
HALVES = [pytest.param(False, id="tuned", marks=pytest.mark.slow), pytest.param(True, id="held out")]


@pytest.fixture(scope="module")
def half_of_names():
    return {held_out: [name for name in NAMES if name.held_out == held_out] for held_out in (False, True)}


@pytest.fixture
def people(db) -> dict[str, User]:
    """The people of the table, by the name as written; near names are people too."""
    texts = dict.fromkeys(text for name in NAMES for text in (name.text, *name.near))
    users = {text: User(role=Role.STUDENT, password="!", **name_table.split_name(text)) for text in texts}
    for user in users.values():
        set_search_names(user)
    User.objects.bulk_create(users.values())
    return users


def test_table_has_200_names_of_which_half_is_held_out(half_of_names):
    assert len({name.text for name in NAMES}) == 200
    assert [len(names) for names in half_of_names.values()] == [100, 100]


@pytest.mark.parametrize("held_out", HALVES)
def test_search_finds_every_spelling_and_no_other_name(held_out, half_of_names, people, client_for):
    spellings_by_text = {name.text: [name.text, *name.spellings] for name in NAMES}
    text_by_id = {str(user.pk): text for text, user in people.items()}
    clients = sign_in_one_after_the_other(client_for)
    found = missed = wrong = with_u = 0
    for name in half_of_names[held_out]:
        for typed in (name.text, *name.spellings):
            hits = _search(next(clients), typed, text_by_id)
            found, missed = found + (name.text in hits), missed + (name.text not in hits)
            others = hits - {name.text}
            wrong += sum(not name.is_part_of(spellings_by_text.get(text, [text])) for text in others)
        with_u += sum(name.text in _search(next(clients), typed, text_by_id) for typed in name.with_u)
    recall, precision = name_table.describe(found, missed, wrong)
    total_u = sum(len(name.with_u) for name in half_of_names[held_out])
    print(f"\nsearch: recall {recall:.3f}, precision {precision:.3f}; u for oʻ: {with_u} of {total_u} found")
    assert (recall >= MIN_RECALL, precision >= MIN_PRECISION) == (True, True), (found, missed, wrong)


def sign_in_one_after_the_other(client_for):
    """Yield a client for each search; none makes more than a person may in a minute."""
    for number in count():
        client = client_for(factories.make_user(Role.MANAGER, "Office", email=f"office{number}@example.uz"))
        yield from repeat(client, 50)


def _search(client, typed: str, text_by_id: dict[str, str]) -> set[str]:
    answer = client.get("/auth/users/", {"search": typed, "page_size": "100"})
    assert answer.status == 200, answer.json
    assert answer.json["count"] <= 100
    return {text_by_id[row["id"]] for row in answer.json["results"] if row["id"] in text_by_id}


@pytest.mark.parametrize("held_out", HALVES)
def test_keys_join_spellings_and_keep_near_names_apart(held_out, half_of_names):
    """What imports compare: whole names."""
    found = missed = wrong = 0
    for name in half_of_names[held_out]:
        same = [_is_same(name, spelling) for spelling in name.spellings]
        found, missed = found + sum(same), missed + same.count(False)
        wrong += sum(_is_same(name, near) for near in name.near)
    recall, precision = name_table.describe(found, missed, wrong)
    print(f"\nkeys: recall {recall:.3f}, precision {precision:.3f}")
    assert (recall >= MIN_RECALL, precision >= MIN_PRECISION) == (True, True), (found, missed, wrong)


def _is_same(name: Name, text: str) -> bool:
    return sorted(build_name_key(name.text).split()) == sorted(build_name_key(text).split())


def test_keys_of_keys_are_unchanged():
    for text in [text for name in NAMES for text in (name.text, *name.spellings, *name.near)]:
        assert build_search_key(build_search_key(text)) == build_search_key(text)


@pytest.mark.parametrize("typed", ["ali", "aliy", "valie", "Валиев", "nodi", "Baxti", "gulno"])
def test_beginning_of_a_name_finds_it_while_it_is_typed(typed, people, manager, client_for):
    wanted = {"ali": "Aliyev", "val": "Valiyev", "вал": "Valiyev", "nod": "Nodira", "bax": "Baxtiyor", "gul": "Gulnora"}
    hits = _search(client_for(manager), typed, {str(user.pk): text for text, user in people.items()})
    assert wanted[typed.casefold()[:3]] in hits


@pytest.mark.parametrize(("name", "beginnings"), [("Bunyod", "b bu bun buny bunyo"), ("Ziyoda", "z zi ziy ziyo ziyod")])
def test_every_beginning_of_a_name_with_yo_finds_it(name, beginnings, manager, client_for):
    wanted = factories.make_user(Role.STUDENT, name, "Raxmonov")
    factories.make_user(Role.STUDENT, "Ziyayev", "Bunyamin")
    for typed in beginnings.split():
        assert name in _search(client_for(manager), typed, {str(wanted.pk): name}), typed


def test_search_of_spellings_can_use_its_indexes(people):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM accounts_user WHERE folded LIKE '%jasur%' OR folded_patronymic LIKE '%jasur%'"
            " OR name_key LIKE '% jasur%' OR folded_patronymic LIKE '% jasur%'"
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert all(f"on {index} " in plan for index in ("user_folded", "user_folded_patronymic", "user_name_key")), plan
