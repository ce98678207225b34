"""Random acts of a centre, and what clients that only hear events make of them.

`play(acts)` does the acts one after the other through the services. After each it hands every stream's new events to a
client, which applies them to what it holds (`tests.realtime.reducers`), and compares that with the stream's snapshot.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import time_machine
from django.db import transaction
from django.utils import translation
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from apps.accounts.models import User
from apps.events.models import StreamEvent
from apps.events.publishing import (
    get_chat_stream,
    get_child_stream,
    get_course_stream,
    get_course_wall_stream,
    get_discussion_stream,
    get_group_stream,
    get_staff_stream,
    get_ticket_stream,
    get_user_stream,
    get_wall_stream,
)
from realtime.stream_kinds import STREAM_KINDS
from tests.realtime.acts import NAMES, NOW, People
from tests.realtime.reducers import Anew, State, applied

IN_FLIGHT = ("received", "processing")
TIMES = ("starts_at", "ends_at", "deadline", "due_at", "begins_at")


@dataclass
class Client:
    """Who listens to one stream, and what they hold of it."""

    stream: str
    listener: User
    subject: Any
    state: State = field(default_factory=dict)
    seq: int = 0

    @property
    def kind(self):
        return self.stream.partition(":")[0]

    def snapshot(self):
        with translation.override(self.listener.locale):
            return normal(STREAM_KINDS[self.kind].snapshot(self.listener, self.subject))

    def new_events(self):
        return list(StreamEvent.objects.filter(stream_id=self.stream, seq__gt=self.seq).order_by("seq"))


def normal(state):
    """Rows of a wall in no order, what the engine works on in one state (only hints come between), times in UTC."""
    _in_utc(state)
    if "assignments" in state:
        for row in state["homework"]:
            if row["attempt"] is not None and row["attempt"]["state"] in IN_FLIGHT:
                row["attempt"]["state"] = "received"
        state["homework"].sort(key=lambda row: row["homework"])
    return state


def _in_utc(value):
    rows = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in rows:
        if key in TIMES and inner is not None:
            value[key] = datetime.fromisoformat(inner).astimezone(UTC).isoformat()
        else:
            _in_utc(inner)


class Centre:
    """One group with its people, and what was counted while they acted. `loses`: clients miss every third event."""

    def __init__(self, *, loses=False):
        self.loses = loses
        self.counts = Counter()
        self.types = Counter()
        self.wrong = []
        self.people = People()
        people = self.people
        self.clients = [
            *(Client(get_user_stream(pupil.pk), pupil, pupil) for pupil in (*people.pupils, people.teacher)),
            Client(get_group_stream(people.group.pk), people.teacher, people.group),
            Client(get_wall_stream(people.group.pk), people.teacher, people.group),
            *(Client(get_child_stream(pupil.pk), people.parent, pupil) for pupil in people.pupils[:2]),
            Client(get_staff_stream(people.branch.pk), people.admin, people.branch),
            Client(get_course_stream(people.online.pk), people.pupils[0], people.online),
            Client(get_course_wall_stream(people.online.pk), people.teacher, people.online),
            *(Client(get_discussion_stream(row.pk), people.pupils[0], row) for row in people.discussions),
            *(Client(get_ticket_stream(row.pk), people.pupils[0], row) for row in people.tickets),
            Client(get_chat_stream(people.room.pk), people.pupils[0], people.room),
            Client(get_chat_stream(people.talk.pk), people.teacher, people.talk),
        ]
        for client in self.clients:
            client.state = client.snapshot()
            client.seq = max((event.seq for event in client.new_events()), default=0)

    def do(self, act):
        self.counts["done" if self.people.do(*act) else "refused"] += 1
        for client in self.clients:
            self.follow(client, act)

    def follow(self, client, act):
        new = client.new_events()
        if not new:
            return
        assert [event.seq for event in new] == list(range(client.seq + 1, client.seq + len(new) + 1))
        client.seq = new[-1].seq
        for event in new:
            self.types[client.kind, event.type] += 1
        truth = client.snapshot()
        try:
            for event in new:
                self.counts["events"] += 1
                if self.loses and self.counts["events"] % 3 == 0:
                    continue
                client.state = applied(client.kind, client.state, event.type, event.data, now=self.people.now)
            self.counts["followed"] += 1
        except Anew:
            self.counts["anew"] += 1
            client.state = truth
        if normal(client.state) != truth:
            self.wrong.append(f"{client.stream} after {act}, {[event.type for event in new]}")
            if not self.loses:
                raise AssertionError(f"{self.wrong[-1]}\nheld {client.state}\nis   {truth}")
            client.state = truth

    def unheard(self):
        """Streams whose state is another though no event told of it."""
        clients = [(client.stream, normal(client.state), client.snapshot()) for client in self.clients]
        return [f"{stream}\nheld {held}\nis   {truth}" for stream, held, truth in clients if held != truth]


def play(acts, *, loses=False):
    """Do these acts in a centre that is gone afterwards."""
    with transaction.atomic(), time_machine.travel(NOW, tick=False) as clock:
        centre = Centre(loses=loses)
        centre.people.clock = clock
        for act in acts:
            centre.do(act)
        if not loses:
            unheard = centre.unheard()
            assert unheard == [], "\n".join(unheard)
        transaction.set_rollback(True)
    return centre


def sequences(most):
    return st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 999)), min_size=most // 2, max_size=most)


def run(*, examples, acts, number, report_progress=bool):
    """Play so many sequences; AssertionError with the one that a client did not follow."""
    counts = Counter()
    types = Counter()

    @seed(number)
    @settings(
        max_examples=examples, deadline=None, database=None, phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(sequences(acts))
    def one(sequence):
        centre = play(sequence)
        counts.update(centre.counts)
        types.update(centre.types)
        counts["played"] += 1
        report_progress(counts["played"])

    one()
    return counts, types
