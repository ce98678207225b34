"""Twenty people send 1,000 reports: half of one text, half of many."""

from collections import Counter
from collections.abc import Sequence

from apps.courses.models import Course
from apps.forums.models import Reply
from bench.abuse.attack import Attack, People, Request, Target
from bench.abuse.texts import ACCOUNTS, FloodedPlace, open_place, send_all

REPORTS = 1000


def build_reports(place: FloodedPlace, texts: Sequence[Reply], reports: int) -> list[Request]:
    """Return so many reports by all people of the place, in turn of one text and of all of these."""
    flood = []
    for number in range(reports):
        person, turn = place.people[number % len(place.people)], number // len(place.people)
        text = texts[turn // 2 % len(texts)] if turn % 2 else texts[0]
        body = {"kind": "forums.text", "id": str(text.pk), "reason": "spam"}
        flood.append(place.build_post(person, "/moderation/reports/", body))
    return flood


def prepare(people: People) -> list[Request]:
    """Return the reports of twenty pupils about the texts of a teacher."""
    course = Course.objects.order_by("-pk")[:1].get()
    place = open_place(course, people.teacher, people.pupils[-ACCOUNTS:], people.office)
    return build_reports(place, list(place.discussion.replies.order_by("pk")), REPORTS)


def run(target: Target, reports: list[Request]) -> Counter[int]:
    """Send all of them; return the statuses."""
    return Counter(send_all(target.port, reports))


ATTACK = Attack(f"{REPORTS} reports of {ACCOUNTS} people", prepare, run, control="served")
