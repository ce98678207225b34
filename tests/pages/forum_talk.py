"""A question in the forum of a group, with an answer and replies at all levels that are shown."""

from apps.forums.models import Discussion
from apps.moderation.models import ModerationCase
from tests.forums.forum_requests import answer, begin, client_for, open_group_forum

LONG = "<p>" + "Before a vowel sound it is “an”, and the h of “hour” is silent. " * 6 + "</p>"


def talk_in_group(group, pupil, teacher):
    """Return the id of the discussion."""
    forum = open_group_forum(group)
    begin(teacher, forum, kind="announcement", title="No lesson on Friday", text="<p>The centre is closed.</p>")
    question = begin(pupil, forum, title="When is it “an” and when is it “a”? " * 4)
    found = answer(teacher, question, LONG)
    parent = found
    for number in range(4):
        parent = answer(pupil if number % 2 else teacher, question, f"<p>And {number} more?</p>", parent=parent)
    client_for(pupil).post(f"/discussions/{question['id']}/accept/", {"reply": found["id"]})
    return question["id"]


def report_text(reporter, author):
    """Have a pupil report a question of another one; return the id of the case."""
    text = Discussion.objects.get(author=author)
    report = {"kind": "forums.text", "id": str(text.pk), "reason": "off_topic", "words": "It is about another lesson."}
    made = client_for(reporter).post("/moderation/reports/", report)
    assert made.status == 201, made.json
    return ModerationCase.objects.get(object_id=text.pk).pk
