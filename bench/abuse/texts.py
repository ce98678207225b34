"""Twenty people write 1,000 texts to a forum and to a room of chat: links, repeats, hidden characters, long and deep
texts, mentions of strangers.
"""

import json
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from uuid import uuid4

from apps.accounts.models import User
from apps.chat.services.rooms import open_course_room
from apps.core.uow import unit_of_work
from apps.courses.models import Course
from apps.forums.models import Discussion, Forum, Reply
from apps.forums.services.forums import open_forum
from apps.learning.models import Enrollment, EnrollmentSource
from apps.learning.services import enrol_user
from bench.abuse.attack import Attack, People, Request, Target, build_bearer, send

ACCOUNTS, TEXTS, LEVELS, PARALLEL = 20, 1000, 40, 8
MEBIBYTE = 1024 * 1024
SAME = "Buy it cheap, now and only here!"
WORDS: tuple[str, ...] = ("plain", "link", "links", "repeat", "hidden", "zalgo", "huge", "deep", "stranger", "markup")


@dataclass(frozen=True)
class FloodedPlace:
    """The forum and the room of a course, a discussion there with replies of LEVELS levels, and who may write in them.

    `deepest`: the last of these replies. `bearers`: headers by the id of a person.
    """

    forum: Forum
    discussion: Discussion
    deepest: Reply
    room: str
    people: Sequence[User]
    stranger: User
    bearers: dict[str, dict[str, str]] = field(default_factory=dict)

    def build_post(self, person: User, path: str, body: object) -> Request:
        """Return a request of this person with a JSON body."""
        key = str(person.pk)
        if key not in self.bearers:
            self.bearers[key] = build_bearer(person)
        headers = {**self.bearers[key], "Content-Type": "application/json"}
        return Request("POST", f"/api/v1{path}", headers, json.dumps(body).encode())

    def build_reply(self, person: User, text: str, **more: object) -> Request:
        """Return a reply to the discussion."""
        return self.build_post(person, f"/discussions/{self.discussion.pk}/replies/", {"text": text, **more})

    def build_message(self, person: User, text: str) -> Request:
        """Return a message in the room."""
        body = {"client_id": str(uuid4()), "text": text}
        return self.build_post(person, f"/chat/rooms/{self.room}/messages/", body)


def open_place(course: Course, author: User, people: Sequence[User], stranger: User) -> FloodedPlace:
    """Open the forum and the room of a course, which these people learn online."""
    enrolled = set(Enrollment.objects.filter(course=course).values_list("user", flat=True))
    for person in people:
        if person.pk not in enrolled:  # the control attacks the same course
            enrol_user(actor=None, user=person, course=course, source=EnrollmentSource.OFFICE)
    forum = open_forum(kind="course", place_id=course.pk)
    with unit_of_work():
        now = course.created_at
        discussion = Discussion.objects.create(
            forum=forum, kind="question", title="When?", text="<p>When?</p>", author=author, last_activity_at=now
        )
        parent = None
        for depth in range(LEVELS):
            parent = Reply.objects.create(
                discussion=discussion, parent=parent, depth=depth, author=author, text=f"<p>Level {depth}</p>"
            )
        assert parent is not None
        Discussion.objects.filter(pk=discussion.pk).update(reply_count=LEVELS)
    return FloodedPlace(forum, discussion, parent, str(open_course_room(course).pk), people, stranger)


def build_flood(place: FloodedPlace, texts: int) -> list[tuple[str, Request]]:
    """Return so many texts of all kinds of WORDS, each with its kind: in turn to the forum and to the room."""
    flood = []
    for number in range(texts):
        person = place.people[number % len(place.people)]
        turn = number // len(place.people)
        kind = WORDS[(turn // 2 + number) % len(WORDS)]
        build = _build_forum_text if turn % 2 else _build_chat_text
        flood.append((kind, build(place, person, kind, number)))
    return flood


def _make_words(kind: str, number: int) -> str:
    return {
        "link": f"See https://x{number}.example.uz/",
        "links": " ".join(f"https://x{number}.example.uz/{page}" for page in range(11)),
        "repeat": SAME,
        "hidden": f"Photo {number} \u202egpj.exe\u200b",
        "zalgo": f"Read {number} h\u0335\u0336\u0337\u0338\u0335i",
        "huge": "x" * MEBIBYTE,
        "markup": f"<script>alert({number})</script><b>Text {number}</b>",
    }.get(kind, f"Text number {number} of many")


def _build_chat_text(place: FloodedPlace, person: User, kind: str, number: int) -> Request:
    return place.build_message(person, _make_words(kind, number))


def _build_forum_text(place: FloodedPlace, person: User, kind: str, number: int) -> Request:
    more: dict[str, object] = {"parent": str(place.deepest.pk)} if kind == "deep" else {}
    if kind == "stranger":
        more = {"mentions": [str(place.stranger.pk)]}
    return place.build_reply(person, f"<p>{_make_words(kind, number)}</p>", **more)


def send_all(port: int, requests: Sequence[Request]) -> list[int]:
    """Send each request once, PARALLEL at a time; return the statuses in their order."""
    with ThreadPoolExecutor(PARALLEL) as senders:
        return [status for status, _wait in senders.map(partial(send, port), requests)]


def prepare(people: People) -> list[Request]:
    """Return the texts of twenty pupils."""
    course = Course.objects.order_by("pk")[:1].get()
    place = open_place(course, people.teacher, people.pupils[:ACCOUNTS], people.office)
    return [request for _kind, request in build_flood(place, TEXTS)]


def run(target: Target, texts: list[Request]) -> Counter[int]:
    """Send all of them; return the statuses."""
    return Counter(send_all(target.port, texts))


ATTACK = Attack(f"{TEXTS} texts of {ACCOUNTS} people to a forum and a room", prepare, run, control="served")
