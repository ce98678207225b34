"""The reading users, their requests, and the run itself."""

import random
from collections import Counter
from functools import partial

from apps.accounts import tokens
from apps.accounts.models import Session, User
from apps.accounts.services import open_session
from apps.courses.models import Group, Membership
from apps.lessons.models import Lesson
from bench.http.machine_noise import measure_round
from bench.http.processes import LoadGeneratorProcess, build_request
from bench.live.mixed_load import SEGMENT_SECONDS, start_processes
from bench.live.request_mix import READ_PATHS
from bench.office import create_managers
from bench.reads.result import RATE, ReadResult
from bench.sockets.setup import ClientProcess, WebProcess, create_audience, get_last_number
from tests.processes import ProcessStarter

GROUP_COUNT, WARM_SECONDS, SPARE_REQUESTS = 40, 5.0, 1.3
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


class ReaderSessions:
    """Sessions of the office, and of teachers and pupils of some groups."""

    def __init__(self) -> None:
        self._random = random.Random(5)
        self._office = [_open_session(user) for user in create_managers()]
        self._groups: list[tuple[Group, str, dict[str, Session]]] = []
        held_lessons = Lesson.objects.filter(status="held").order_by("-starts_at")
        for group in Group.objects.filter(lead_teacher__email__startswith="teacher").order_by("id")[:GROUP_COUNT]:
            lesson = held_lessons.filter(group=group).values_list("pk", flat=True).first()
            pupil = Membership.objects.filter(group=group, left_on__isnull=True, status="active").first()
            if lesson is not None and pupil is not None and group.lead_teacher is not None:
                people = {"teacher": _open_session(group.lead_teacher), "pupil": _open_session(pupil.student)}
                self._groups.append((group, str(lesson), people))

    def build_requests(self, count: int) -> list[bytes]:
        """Return `count` requests in the shares of `SHARES`, with tokens valid for five minutes."""
        return [self._build_read(who) for who in self._random.choices(list(SHARES), list(SHARES.values()), k=count)]

    def _build_read(self, who: str) -> bytes:
        group, lesson, people = self._random.choice(self._groups)
        path = self._random.choice(READS[who]).format(group=group.pk, lesson=lesson)
        token = tokens.issue_access_token(people.get(who) or self._random.choice(self._office))
        return build_request(f"/api/v1{path}", {"Authorization": f"Bearer {token}"})


def run_readers(processes: ProcessStarter, *, minutes: float, sockets: int) -> ReadResult:
    """Start the processes, open the sockets, run the reads, and return the result."""
    web, _others = start_processes(processes, web_logs="INFO")
    readers = ReaderSessions()
    stream, tickets = create_audience(sockets, tickets=3 * sockets)
    with ClientProcess(url=web.url, stream=stream, tickets=tickets) as crowd:
        crowd.send_command("grow", count=sockets)
        with LoadGeneratorProcess(web, readers.build_requests(round(RATE * WARM_SECONDS)), pinned=False) as clients:
            clients.open(rate=RATE, seconds=WARM_SECONDS)
        result = _run_segments(web, readers, 60 * minutes)
        result.cut = crowd.send_command("report", seq=get_last_number(stream)).get("cut", 0)
    return result


def _run_segments(web: WebProcess, readers: ReaderSessions, left: float) -> ReadResult:
    result, statuses = ReadResult(), Counter[str]()
    while left > 0:
        seconds = min(SEGMENT_SECONDS, left)
        with LoadGeneratorProcess(
            web, readers.build_requests(round(RATE * seconds * SPARE_REQUESTS)), pinned=False
        ) as clients:
            measured_round = measure_round(partial(clients.open, rate=RATE, seconds=seconds, seed=round(left)))
        answer, left = measured_round.value, left - seconds
        statuses.update(answer["statuses"])
        result.times += answer["times"]
        result.errors += answer["asked"] - answer["good"]
        result.unanswered += answer["unanswered"]
        result.seconds += answer["seconds"]
        result.stolen = max(result.stolen, measured_round.stolen)
        print(f"   {result.seconds / 60:.1f} min, {dict(statuses)}, P95 {answer['p95'] or 0:.0f} ms")
    result.times.sort()
    result.too_many = statuses["429"]
    result.statuses = ", ".join(f"{status}: {count}" for status, count in sorted(statuses.items()))
    return result


def _open_session(user: User) -> Session:
    return open_session(user=user, device="bench", address=None).session
