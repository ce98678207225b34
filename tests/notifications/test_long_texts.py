"""However long the centre's own words are, what they tell of happens, and the list shows what there is room for."""

import orjson
import pytest

from apps.events.models import StreamEvent
from apps.events.publishing import MAX_DATA_BYTES, get_user_stream
from apps.notifications.models import NotificationTemplate
from apps.notifications.services import notify
from tests.notifications.helpers import tell

LONG = {"ascii": "a", "Cyrillic": "\u044f", "emoji": "\U0001f600", "escaped": '"'}


@pytest.mark.parametrize("name", LONG)
def test_long_template_texts_are_cut(pupil, client_for, name):
    for language in ("uz", "ru", "en"):
        texts = {"title": LONG[name] * 200, "text": LONG[name] * 4000}
        NotificationTemplate.objects.create(type="homework.assigned", channel="in_app", language=language, **texts)
    tell(pupil, "homework.assigned", data={"title": "Unit 3", "text": "\u044f" * 1000})
    event = StreamEvent.objects.get(stream=get_user_stream(pupil.pk), type="notification.created")
    assert len(orjson.dumps(event.data)) < MAX_DATA_BYTES
    (row,) = client_for(pupil).get("/notifications/").json["results"]
    assert row.items() >= {name: event.data["notification"][name] for name in ("text", "title")}.items()
    assert row["text"].endswith(LONG[name] + "\u2026")
    assert len(row["text"]) <= 2000
    assert len(orjson.dumps(row["text"])) <= 3000


def test_short_texts_are_not_cut(pupil, client_for):
    text = "a" * 1990
    notify(user=pupil, type="announcement.published", data={"title": "\u044f" * 120, "text": text})
    (row,) = client_for(pupil).get("/notifications/").json["results"]
    assert (row["text"], row["title"].count("\u044f")) == (text, 120)
