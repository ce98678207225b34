"""Counted lists, page by page."""

import pytest

from apps.core.errors import Invalid
from apps.core.pagination import order_queryset, paginate
from apps.settings.models import Branch

pytestmark = pytest.mark.django_db


@pytest.fixture
def branches():
    Branch.objects.all().delete()
    Branch.objects.bulk_create(Branch(name=f"Branch {number:02}") for number in range(25))


def names(page: object) -> list[str]:
    return [row.name for row in page.results]


def test_pages_return_each_row_once(branches):
    rows = Branch.objects.order_by("name")
    pages = [paginate(rows, page=number, page_size=10) for number in (1, 2, 3)]
    assert [name for page in pages for name in names(page)] == [f"Branch {number:02}" for number in range(25)]
    assert [(page.count, page.next, page.previous) for page in pages] == [(25, 2, None), (25, 3, 1), (25, None, 2)]


def test_page_past_the_end_is_empty_and_gives_the_last_page_number(branches, django_assert_num_queries):
    with django_assert_num_queries(1):
        page = paginate(Branch.objects.order_by("name"), page=1_000_000, page_size=100)
    assert (page.results, page.count, page.next, page.previous) == ([], 25, None, 1)


def test_empty_list_has_one_empty_page():
    Branch.objects.all().delete()
    page = paginate(Branch.objects.order_by("name"), page=1, page_size=20)
    assert (page.count, page.next, page.previous, page.results) == (0, None, None, [])


def test_page_has_at_most_a_hundred_rows():
    Branch.objects.bulk_create(Branch(name=str(number)) for number in range(120))
    assert len(paginate(Branch.objects.order_by("name"), page=1, page_size=5_000).results) == 100
    assert len(paginate(Branch.objects.order_by("name"), page=1, page_size=0).results) == 1


@pytest.mark.parametrize("rows", [2, 20])
def test_page_needs_two_queries_for_any_number_of_rows(rows, django_assert_num_queries):
    Branch.objects.bulk_create(Branch(name=str(number)) for number in range(rows))
    with django_assert_num_queries(2):
        paginate(Branch.objects.order_by("name"), page=1, page_size=20)


def test_rows_with_equal_sort_value_keep_one_order_over_all_pages(branches):
    Branch.objects.update(name="same")
    rows = order_queryset(Branch.objects.all(), "-name", allowed_fields=("name",))
    seen = [row.pk for number in (1, 2, 3) for row in paginate(rows, page=number, page_size=10).results]
    assert len(set(seen)) == 25
    assert seen == sorted(seen, reverse=True)


def test_only_allowed_sort_orders_are_accepted(branches):
    default = order_queryset(Branch.objects.all(), "", allowed_fields=("-name", "created_at"))
    assert default[0].name == "Branch 24"
    assert order_queryset(Branch.objects.all(), "name", allowed_fields=("-name", "created_at"))[0].name == "Branch 00"
    for wanted in ("address", "--name", "-", "name,created_at", "pk", "name__contains"):
        with pytest.raises(Invalid) as refused:
            order_queryset(Branch.objects.all(), wanted, allowed_fields=("-name", "created_at"))
        assert "created_at, name" in str(refused.value.fields["ordering"][0])
