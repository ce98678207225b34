"""Sixteen want the last seat at the same moment. The database gives it to one; without its rule it is given to all.

`TALIM_LONG=1` plays 200 rounds.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from threading import Barrier

import pytest
from django.db import connection, connections

from apps.accounts.models import User
from apps.core.errors import Conflict
from apps.core.permissions import Role
from apps.courses.models import Group, Membership
from apps.courses.services import add_member, transfer_pupil
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("a_connection_for_each")]
ROUNDS, AT_ONCE = (200 if os.environ.get("TALIM_LONG") else 15), 16
RULE = "ALTER TABLE courses_group ADD CONSTRAINT group_not_overfilled CHECK (seats_taken <= capacity)"


@contextmanager
def without_the_rule(protected: bool) -> Iterator[None]:
    """The rule is off inside, where `protected` is False, and on again afterwards, whatever happened."""
    if protected:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE courses_group DROP CONSTRAINT group_not_overfilled")
    try:
        yield
    finally:
        Membership.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(RULE)


class Race:
    """Half of the runners are added to the group, the others transferred into it, each on a connection of their own
    that lasts for all rounds.
    """

    def __init__(self, group: Group, from_group: Group, runners: list[User]) -> None:
        self.group, self.from_group, self.runners = group, from_group, runners
        self.start, self.end = Barrier(AT_ONCE), Barrier(AT_ONCE, action=self.count)
        self.rounds, self.got, self.given = 0, 0, list[tuple[int, int, int]]()

    def run(self, rounds: int) -> list[tuple[int, int, int]]:
        """Of each round: how many were told that they are in, how many are, how many seats the group counts."""
        self.rounds = rounds
        self.set_up()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(self.runner, range(AT_ONCE)))
        return self.given

    def set_up(self) -> None:
        Membership.objects.all().delete()
        half = self.runners[AT_ONCE // 2 :]
        rows = [Membership(group=self.from_group, student=item, joined_on=date(2026, 9, 1)) for item in half]
        self.sources = {row.student_id: row for row in Membership.objects.bulk_create(rows)}
        self.successes = [0] * AT_ONCE

    def runner(self, number: int) -> None:
        student = self.runners[number]
        try:
            for _round in range(self.rounds):
                self.start.wait(60)
                try:
                    if number < AT_ONCE // 2:
                        add_member(actor=None, group=self.group, student=student)
                    else:
                        transfer_pupil(actor=None, membership=self.sources[student.pk], group=self.group)
                    self.successes[number] = 1
                except Conflict:
                    pass
                self.end.wait(60)
        except BaseException:
            self.start.abort()
            self.end.abort()
            raise
        finally:
            connections.close_all()

    def count(self) -> None:
        """Between two rounds, by one of the threads while the others wait."""
        inside = Membership.objects.filter(group=self.group, left_on__isnull=True).count()
        seats = Group.objects.get(pk=self.group.pk).seats_taken
        self.given.append((sum(self.successes), inside, seats))
        self.set_up()


@pytest.mark.parametrize("protected", [True, False], ids=["rule of the database", "control: no rule"])
def test_last_seat_is_taken_once(group, other_group, protected):
    runners = [factories.make_user(Role.STUDENT, "Anvar", email=f"anvar{n}@example.uz") for n in range(AT_ONCE)]
    Membership.objects.all().delete()
    Group.objects.filter(pk=group.pk).update(capacity=1)
    rounds = ROUNDS if protected else 2
    with without_the_rule(protected):
        group.refresh_from_db()
        given = Race(group, other_group, runners).run(rounds)
    assert len(given) == rounds
    if protected:
        assert given == [(1, 1, 1)] * rounds
    else:
        assert sum(inside > 1 for _told, inside, _seats in given) > 0
