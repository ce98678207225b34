"""Films in lessons, and what a player does with them."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import time_machine
from django.utils import timezone

from apps.learning.models import CourseLesson
from apps.video.access import CHECKED_FOR
from apps.video.models import Video
from tests.factories import make_django_client
from tests.learning.course_writing import make_course_file
from tests.learning.published import publish_lessons
from tests.playback.ladders import make_video


@dataclass
class Film:
    """A block of a lesson and its video."""

    lesson: CourseLesson
    block: str
    video: Video

    @property
    def path(self) -> str:
        """Of the operation that starts it."""
        return f"/courses/lessons/{self.lesson.pk}/playback/"


def publish_film(course, *renditions, lengths=None, **lesson) -> Film:
    """Publish a lesson whose block shows a film with these renditions; without any it waits. `lengths`: as in
    `make_ladder`.
    """
    file = make_course_file(course, content_type="video/mp4", duration_ms=45_000)
    video = make_video(file.file, *renditions, **(lengths or {}))
    block = {"id": str(uuid4()), "kind": "video", "file": str(file.pk), "title": "At the market"}
    [row] = publish_lessons(course, {"blocks": [block], **lesson})
    return Film(row, block["id"], video)


def start(client, film, **more):
    """What the server answers to somebody who starts the film."""
    return client.post(film.path, {"block": film.block}, **more)


def started(client, film) -> Any:
    """The playback that somebody got."""
    answer = start(client, film)
    assert answer.status == 201, answer.json
    return answer.json


def beat(client, playback, position_ms=1000, **more):
    path = f"/video/playbacks/{playback['token']}/heartbeat/"
    return client.post(path, {"position_ms": position_ms, **more})


def fetch(path, *, method="get", address="127.0.0.1", **headers):
    """What a player gets that sends nothing but this: status, bytes, and the answer."""
    client = make_django_client(address=address)
    answer = getattr(client, method)(path, headers={"Accept-Language": "en", **headers})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, content, answer


def fetch_key(playback, rendition="240p", period=0, **more):
    """The status of the answer to a player that asks for a key."""
    return fetch(f"/video/{playback['token']}/key/{rendition}/{period}", **more)[0]


def fetch_later_key(playback, **more):
    """The status when it was ten seconds ago that the server asked whether the viewer may watch."""
    with time_machine.travel(timezone.now() + CHECKED_FOR, tick=False):
        return fetch_key(playback, **more)


def list_segments(playback, rendition="240p") -> list[str]:
    """The links in a media playlist: first that of the init segment."""
    status, content, _ = fetch(f"/video/{playback['token']}/{rendition}.m3u8")
    assert status == 200
    text = content.decode()
    return re.findall(r'EXT-X-MAP:URI="([^"]+)"', text) + re.findall(r"^[^#\n].*", text, re.MULTILINE)
