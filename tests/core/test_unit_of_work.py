"""The unit of work: all or nothing, with what was collected on the way."""

import pytest
from django.db import connection

from apps.core import uow
from apps.core.uow import OutsideUnitOfWork, get_current_unit_of_work, register_before_commit_hook, unit_of_work
from apps.settings.models import Branch

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def flushed(monkeypatch):
    calls: list[tuple[list[str], bool]] = []
    monkeypatch.setattr(uow, "_hooks", {})
    register_before_commit_hook("test", lambda items: calls.append((list(items), connection.in_atomic_block)))
    return calls


def test_collected_items_are_flushed_once_in_order_inside_the_transaction(flushed):
    with unit_of_work() as unit:
        unit.collect("test", "first")
        with unit_of_work() as inner:
            inner.collect("test", "second")
        unit.collect("test", "third")
        assert flushed == []
    assert flushed == [(["first", "second", "third"], True)]


def test_failed_unit_leaves_no_row_and_no_event(flushed):
    with pytest.raises(ZeroDivisionError), unit_of_work() as unit:
        Branch.objects.create(name="gone")
        unit.collect("test", "gone")
        raise ZeroDivisionError
    assert flushed == []
    assert not Branch.objects.filter(name="gone").exists()


def test_failed_inner_unit_drops_only_its_own_items(flushed):
    with unit_of_work() as unit:
        unit.collect("test", "kept")
        Branch.objects.create(name="kept")
        with pytest.raises(ZeroDivisionError), unit_of_work() as inner:
            Branch.objects.create(name="gone")
            inner.collect("test", "gone")
            raise ZeroDivisionError
        unit.collect("test", "kept too")
    assert flushed == [(["kept", "kept too"], True)]
    assert Branch.objects.filter(name="kept").exists()
    assert not Branch.objects.filter(name="gone").exists()


def test_failed_flush_rolls_the_whole_unit_back(monkeypatch):
    def fail(items: list[str]) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(uow, "_hooks", {"test": fail})
    with pytest.raises(ZeroDivisionError), unit_of_work() as unit:
        Branch.objects.create(name="gone")
        unit.collect("test", "event")
    assert not Branch.objects.filter(name="gone").exists()


def test_empty_unit_flushes_nothing(flushed):
    with unit_of_work():
        pass
    assert flushed == []


def test_collecting_outside_a_unit_or_for_an_unknown_hook_raises(flushed):
    with pytest.raises(OutsideUnitOfWork):
        get_current_unit_of_work()
    with unit_of_work() as unit, pytest.raises(KeyError):
        unit.collect("nobody", "item")
    with pytest.raises(OutsideUnitOfWork):
        get_current_unit_of_work()
