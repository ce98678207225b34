"""What migrations make of rows that were there before: rows are written as they were of old, and the migration runs."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps.registry import Apps
from django.utils import timezone

from apps.core.permissions import Role
from tests.migration_states import migrate_to, migrate_to_before, use_empty_database

TICKETS = "0007_sign_up_tickets_and_one_open_invitation"
BRANCHES = "0009_only_staff_work_in_every_branch"
Before = Callable[[str], Apps]


@pytest.fixture
def before(transactional_db: None) -> Iterator[Before]:
    """`before(name)`: the models as they were before this migration of accounts, in an empty database of its own."""
    with use_empty_database():
        yield lambda name: migrate_to_before("accounts", name)


def _person(old: Apps, name: str, **values: Any) -> Any:
    user = {"role": "manager", "first_name": name, "email": f"{name}@example.uz"}
    return old.get_model("accounts", "User").objects.create(**{**user, **values})


def _invitation(old: Apps, to: str, *, days: int = 7, **values: Any) -> Any:
    """The next one: identifiers rise with time, but not within a millisecond."""
    number = old.get_model("accounts", "Invitation").objects.count()
    address = {"phone" if to.startswith("+") else "email": to}
    expires_at = timezone.now() + timedelta(days=days)
    return old.get_model("accounts", "Invitation").objects.create(
        **{
            "id": UUID(int=number + 1),
            "role": "teacher",
            "token_sha256": f"{number:064d}",
            "expires_at": expires_at,
            **address,
            **values,
        }
    )


def _after(rows: dict[str, Any], model: Any, *fields: str) -> dict[str, tuple[Any, ...]]:
    found = {row[0]: tuple(row[1:]) for row in model.objects.values_list("pk", *fields)}
    return {name: found[row.pk] for name, row in rows.items()}


@pytest.mark.slow
def test_invitation_without_branches_is_for_the_senders_branches(before: Before) -> None:
    old = before(TICKETS)
    everywhere, somewhere = _person(old, "anvar"), _person(old, "botir", all_branches=False)
    branch = old.get_model("settings", "Branch").objects.create(name="Sergeli", zone="Asia/Tashkent")
    rows = {
        "for all": _invitation(old, "a@example.uz", invited_by=everywhere),
        "accepted": _invitation(old, "b@example.uz", invited_by=everywhere, accepted_at=timezone.now()),
        "named": _invitation(old, "c@example.uz", invited_by=everywhere),
        "of some": _invitation(old, "d@example.uz", invited_by=somewhere),
        "of nobody": _invitation(old, "e@example.uz"),
    }
    rows["named"].branches.add(branch)

    new = migrate_to(("accounts", TICKETS)).get_model("accounts", "Invitation")

    assert _after(rows, new, "all_branches") == {
        "for all": (True,), "accepted": (True,), "named": (False,), "of some": (False,), "of nobody": (False,),
    }  # fmt: skip


@pytest.mark.slow
def test_newest_of_several_open_invitations_stays(before: Before) -> None:
    old, earlier = before(TICKETS), timezone.now() - timedelta(days=1)
    mail, sms, late = "a@example.uz", "+998901112233", "b@example.uz"
    rows = {
        "accepted": _invitation(old, mail, accepted_at=earlier),
        "withdrawn": _invitation(old, mail, withdrawn_at=earlier),
        "first": _invitation(old, mail),
        "second": _invitation(old, mail),
        "newest": _invitation(old, mail),
        "first sms": _invitation(old, sms),
        "newest sms": _invitation(old, sms),
        "only": _invitation(old, "c@example.uz"),
        "expired": _invitation(old, late, days=-1),
        "after it": _invitation(old, late),
        "newer, expired": _invitation(old, late, days=-1),
    }

    new = migrate_to(("accounts", TICKETS)).get_model("accounts", "Invitation")

    found = _after(rows, new, "withdrawn_at", "superseded")
    assert {name for name, (_at, superseded) in found.items() if superseded} == {"expired", "newer, expired"}
    taken_back = {name: at for name, (at, _superseded) in found.items() if at is not None}
    assert taken_back.keys() == {"withdrawn", "first", "second", "first sms"}
    assert taken_back["withdrawn"] == earlier
    assert all(isinstance(at, datetime) and at > earlier for name, at in taken_back.items() if name != "withdrawn")


@pytest.mark.slow
def test_only_staff_keep_all_branches(before: Before) -> None:
    old = before(BRANCHES)
    role = old.get_model("accounts", "OwnRole").objects.create(name={"en": "Reception"})
    rows = {one.value: _person(old, one.value, role=one.value) for one in Role}
    rows["with an own role"] = _person(old, "nodira", role="student", own_role=role)
    rows["in some branches"] = _person(old, "olim", role="teacher", all_branches=False)

    new = migrate_to(("accounts", BRANCHES)).get_model("accounts", "User")

    found = _after(rows, new, "all_branches")
    everywhere = {name for name, (works_everywhere,) in found.items() if works_everywhere}
    assert everywhere == {"admin", "manager", "teacher", "with an own role"}
    assert not _person(migrate_to(("accounts", BRANCHES)), "zuhra", role="member").all_branches
