"""The reading users, their requests, and the run itself."""

import random
from collections import Counter
from functools import partial

from apps.accounts import tokens
from apps.accounts.models import Session, User
from apps.accounts.services import open_session
from apps.courses.models import Group, Membership
from apps.lessons.models import Lesson
from bench.http.quiet import watched
from bench.http.stage import Clients, request
from bench.live.mixed_load import SEGMENT_SECONDS, start_processes
from bench.live.request_mix import READ_PATHS
from bench.reads import RATE, Found
from bench.sockets.setup import ClientProcess, WebProcess, create_audience, get_last_number
from project.demo.centre import login_of
from tests.processes import Processes

CLASSES, WARM_SECONDS, SPARE = 40, 5.0, 1.3
SHARES = {"office": 4, "teacher": 3, "pupil": 3}
READS = {
    "office": READ_PATHS,
    "teacher": (
        "/homework/queue/", "/lessons/", "/courses/groups/", "/courses/groups/{group}/members/",
        "/attendance/registers/{lesson}/", "/homework/", "/notifications/unread-count/",
    ),
    "pupil": (
        "/payments/", "/lessons/", "/attendance/", "/homework/", "/notifications/", "/gamification/coins/me/",
        "/auth/users/me/",
    ),
}  # fmt: skip


class Readers:
    """Sessions of the office, and of teachers and pupils of some groups."""

    def __init__(self) -> None:
        self._chance = random.Random(5)
        self._office = _session(User.objects.get(email=login_of("office")))
        self._classes: list[tuple[Group, str, dict[str, Session]]] = []
        held_lessons = Lesson.objects.filter(status="held").order_by("-starts_at")
        for group in Group.objects.filter(lead_teacher__email__startswith="teacher").order_by("id")[:CLASSES]:
            lesson = held_lessons.filter(group=group).values_list("pk", flat=True).first()
            pupil = Membership.objects.filter(group=group, left_on__isnull=True, status="active").first()
            if lesson is not None and pupil is not None and group.lead_teacher is not None:
                people = {"teacher": _session(group.lead_teacher), "pupil": _session(pupil.student)}
                self._classes.append((group, str(lesson), people))

    def requests(self, count: int) -> list[bytes]:
        """Return `count` requests in the shares of `SHARES`, with tokens valid for five minutes."""
        return [self._read(who) for who in self._chance.choices(list(SHARES), list(SHARES.values()), k=count)]

    def _read(self, who: str) -> bytes:
        group, lesson, people = self._chance.choice(self._classes)
        path = self._chance.choice(READS[who]).format(group=group.pk, lesson=lesson)
        token = tokens.issue_access_token(people.get(who, self._office))
        return request(f"/api/v1{path}", {"Authorization": f"Bearer {token}"})


def read(processes: Processes, *, minutes: float, sockets: int) -> Found:
    """Start the processes, open the sockets, run the reads, and return the result."""
    web, _others = start_processes(processes, web_logs="INFO")
    readers = Readers()
    stream, tickets = create_audience(sockets, tickets=3 * sockets)
    with ClientProcess(url=web.url, stream=stream, tickets=tickets) as crowd:
        crowd.send_command("grow", count=sockets)
        with Clients(web, readers.requests(round(RATE * WARM_SECONDS)), pinned=False) as clients:
            clients.open(rate=RATE, seconds=WARM_SECONDS)
        result = _load(web, readers, 60 * minutes)
        result.cut = crowd.send_command("report", seq=get_last_number(stream)).get("cut", 0)
    return result


def _load(web: WebProcess, readers: Readers, left: float) -> Found:
    result, statuses = Found(), Counter[str]()
    while left > 0:
        seconds = min(SEGMENT_SECONDS, left)
        with Clients(web, readers.requests(round(RATE * seconds * SPARE)), pinned=False) as clients:
            measured_round = watched(partial(clients.open, rate=RATE, seconds=seconds, seed=round(left)))
        answer, left = measured_round.value, left - seconds
        statuses.update(answer["statuses"])
        result.times += answer["times"]
        result.errors += answer["asked"] - answer["good"]
        result.unanswered += answer["unanswered"]
        result.seconds += answer["seconds"]
        result.stolen = max(result.stolen, measured_round.stolen)
        print(f"   {result.seconds / 60:.1f} min, {dict(statuses)}, P95 {answer['p95'] or 0:.0f} ms")
    result.times.sort()
    result.said = ", ".join(f"{status}: {count}" for status, count in sorted(statuses.items()))
    return result


def _session(user: User) -> Session:
    return open_session(user=user, device="bench", address=None).session
