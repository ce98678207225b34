"""Feeds, read by cursor."""

import base64

import pytest

from apps.core.errors import Invalid
from apps.core.pagination import paginate_by_cursor
from apps.settings.models import Branch

pytestmark = pytest.mark.django_db


def make(count: int) -> list[str]:
    Branch.objects.all().delete()
    return [Branch.objects.create(name=str(number)).name for number in range(count)]


def read_all(limit: int, order: str = "-id") -> list[str]:
    cursor, names = None, []
    while True:
        feed = paginate_by_cursor(Branch.objects.all(), cursor=cursor, limit=limit, order=order)
        names += [row.name for row in feed.results]
        if feed.next is None:
            return names
        cursor = feed.next


def test_feed_returns_each_row_once_newest_first():
    names = make(23)
    assert sorted(read_all(limit=5)) == sorted(names)
    ids = [str(pk) for pk in Branch.objects.order_by("-id").values_list("name", flat=True)]
    assert read_all(limit=5) == ids


def test_feed_of_exactly_one_page_has_no_next_cursor():
    make(5)
    assert paginate_by_cursor(Branch.objects.all(), cursor=None, limit=5).next is None
    assert paginate_by_cursor(Branch.objects.all(), cursor=None, limit=4).next is not None


def test_row_added_between_pages_neither_repeats_nor_hides_another():
    make(6)
    first = paginate_by_cursor(Branch.objects.all(), cursor=None, limit=3)
    Branch.objects.create(name="new")
    rest = paginate_by_cursor(Branch.objects.all(), cursor=first.next, limit=10)
    assert len({row.pk for row in first.results} | {row.pk for row in rest.results}) == 6
    assert "new" not in [row.name for row in rest.results]


def test_feed_can_be_read_oldest_first():
    make(7)
    assert read_all(limit=2, order="id") == list(reversed(read_all(limit=2)))


@pytest.mark.parametrize("rows", [2, 20])
def test_feed_page_needs_one_query_for_any_number_of_rows(rows, django_assert_num_queries):
    make(rows)
    with django_assert_num_queries(1):
        paginate_by_cursor(Branch.objects.all(), cursor=None, limit=20)


FOREIGN = [
    base64.urlsafe_b64encode(value).decode() for value in (b'{"a":1}', b'"not-a-uuid"', b"true", b"null", b"[1]")
]


@pytest.mark.parametrize("cursor", ["x", "é", "!!!!", "bm90IGpzb24", "A" * 5000, *FOREIGN])
def test_invalid_cursor_is_refused_with_an_error_on_the_field(cursor):
    make(1)
    with pytest.raises(Invalid) as refused:
        paginate_by_cursor(Branch.objects.all(), cursor=cursor, limit=5)
    assert list(refused.value.fields) == ["cursor"]
