"""Schemas of forums, discussions and replies."""

from datetime import datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Changes, In, Out, build_example
from api.lists import PageQuery
from api.shared_schemas import STUDENT, PersonOut
from apps.forums.access import MOST_FILES, MOST_MENTIONS
from apps.forums.models import MOST_TITLE
from apps.forums.services.drafts import MOST_HTML

FORUM_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7201"
DISCUSSION_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7202"
REPLY_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7203"
FORUM_FILE_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7204"
ForumKind = Literal["centre", "branch", "course", "group"]
DiscussionKind = Literal["question", "talk", "announcement"]
Level = Literal["own", "mentioned", "all", "none"]
State = Literal["shown", "hidden", "deleted"]
AT = "2026-11-20T09:00:00Z"
FORUM: dict[str, Any] = {
    "id": FORUM_ID, "kind": "group", "name": "A2 morning", "branch": None, "course": None,
    "group": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e21", "can_write": True, "why_not": "",
    "can_moderate": False, "level": "own", "seen_at": AT, "unread_count": 2,
}  # fmt: skip
DISCUSSION: dict[str, Any] = {
    "id": DISCUSSION_ID, "forum": FORUM_ID, "forum_name": "A2 morning", "kind": "question", "title": "When is it “an”?",
    "author": STUDENT, "state": "shown", "lesson": None, "lesson_title": "", "second": None, "is_pinned": False,
    "is_locked": False, "is_resolved": False, "accepted": None, "reply_count": 3, "unread_count": 1, "is_new": False,
    "last_activity_at": AT, "edited_at": None, "created_at": AT,
}  # fmt: skip
FILE: dict[str, Any] = {
    "id": FORUM_FILE_ID, "kind": "picture", "content_type": "image/webp", "size": 48_211,
    "url": "/api/v1/files/WyI3ZjRhIiwi.../",
}  # fmt: skip
TEXT: dict[str, Any] = {"text": "<p>Is it “a hour”?</p>", "files": [FILE], "mentions": []}
REPLY: dict[str, Any] = {
    "id": REPLY_ID, "discussion": DISCUSSION_ID, "parent": None, "depth": 0, "level": 0, "author": STUDENT,
    "state": "shown", "upvotes": 4, "has_upvoted": True, "is_accepted": False, "edited_at": None, "created_at": AT,
    "text": "<p>“An hour”: the h is silent.</p>", "files": [], "mentions": [],
}  # fmt: skip
HTML = "HTML; tags that do not belong in a text are removed."


class ForumPlaceIn(In):
    """Whose forum: of one course, group or branch; of the centre when none is named."""

    model_config = build_example(group=FORUM["group"])

    course: UUID | None = None
    group: UUID | None = None
    branch: UUID | None = None


class ForumsQuery(PageQuery):
    """Filters of forums."""

    model_config = build_example(kind="group")

    kind: ForumKind | None = Field(None, description="Only forums of this kind.")


class ForumOut(Out):
    """A forum with your rights in it. `name`: of its place; empty for that of the centre. `why_not`: why you may not
    write: you only read, or the group is closed or the course archived. `level`: what you hear of it. `seen_at`: when
    you last said that you have seen it. `unread_count`: discussions with texts that you have not read.
    """

    TABLE_HIDDEN: ClassVar = ("branch", "course", "group")

    model_config = build_example(**FORUM)

    id: UUID
    kind: ForumKind
    name: str
    branch: UUID | None
    course: UUID | None
    group: UUID | None
    can_write: bool
    why_not: Literal["", "reader", "group_closed", "course_archived"]
    can_moderate: bool
    level: Level
    seen_at: datetime | None
    unread_count: int


class ForumLevelIn(In):
    """What you hear of a forum: replies to your texts and mentions (`own`), mentions only, all texts, or nothing."""

    model_config = build_example(level="all")

    level: Level


class ForumPeopleQuery(PageQuery):
    """Filters of people."""

    model_config = build_example(search="dilnoza")


class ForumFileOut(Out):
    """A picture or voice note. `url` may be used for five minutes."""

    model_config = build_example(**FILE)

    id: UUID
    kind: Literal["picture", "voice"]
    content_type: str
    size: int
    url: str


class ForumFileForm(In):
    """What is uploaded."""

    model_config = build_example(kind="picture")

    kind: Literal["picture", "voice"]


class DiscussionsQuery(PageQuery):
    """Filters of discussions."""

    model_config = build_example(is_unanswered=True)

    forum: UUID | None = Field(None, description="Only in this forum.")
    person: UUID | None = Field(None, description="Only those in which this person has written.")
    lesson: UUID | None = Field(None, description="Only at this lesson of an online course.")
    kind: DiscussionKind | None = Field(None, description="Only of this kind.")
    is_unanswered: bool | None = Field(None, description="Only questions that nobody has resolved; `false`: others.")
    is_unread: bool | None = Field(None, description="Only with texts that you have not read; `false`: others.")
    since_seen: bool | None = Field(None, description="`true`: only with texts since you last saw their forum.")


class DiscussionOut(Out):
    """A discussion in a list. A deleted one, and a hidden one of others, has no title and no author. `accepted`: the
    reply that answers the question. `unread_count`: replies that you have not read; `is_new`: you never opened it.
    """

    TABLE_HIDDEN: ClassVar = ("forum", "lesson", "accepted")

    model_config = build_example(**DISCUSSION)

    id: UUID
    forum: UUID
    forum_name: str
    kind: DiscussionKind
    title: str
    author: PersonOut | None
    state: State
    lesson: UUID | None
    lesson_title: str
    second: int | None
    is_pinned: bool
    is_locked: bool
    is_resolved: bool
    accepted: UUID | None
    reply_count: int
    unread_count: int
    is_new: bool
    last_activity_at: datetime
    edited_at: datetime | None
    created_at: datetime


class DiscussionDetailOut(DiscussionOut):
    """A discussion with its opening text, HTML."""

    model_config = build_example(**DISCUSSION, **TEXT)

    text: str
    files: list[ForumFileOut]
    mentions: list[PersonOut]


class DiscussionIn(In):
    """A new discussion. `lesson` and `second`: a lesson of the forum's course, and a second of its film. `files` are
    your uploads, `mentions` people of the forum.
    """

    model_config = build_example(
        forum=FORUM_ID, kind="question", title="When is it “an”?", text="<p>Is it “a hour”?</p>", lesson=None
    )

    forum: UUID
    kind: DiscussionKind = "talk"
    title: str = Field(min_length=1, max_length=MOST_TITLE)
    text: str = Field(min_length=1, max_length=MOST_HTML, description=HTML)
    lesson: UUID | None = None
    second: int | None = Field(None, ge=0, le=86_400)
    files: list[UUID] = Field(default_factory=list, max_length=MOST_FILES)
    mentions: list[UUID] = Field(default_factory=list, max_length=MOST_MENTIONS)


class DiscussionChanges(Changes):
    """What you change of a discussion that you wrote."""

    model_config = build_example(title="When is it “a” and when “an”?")

    title: str | None = Field(None, min_length=1, max_length=MOST_TITLE)
    text: str | None = Field(None, min_length=1, max_length=MOST_HTML, description=HTML)
    mentions: list[UUID] | None = Field(None, max_length=MOST_MENTIONS)


class DiscussionStateChanges(Changes):
    """What is to be so from now on. Who asked may set `resolved`, moderators all."""

    model_config = build_example(resolved=True)

    pinned: bool | None = None
    locked: bool | None = None
    resolved: bool | None = None


class AcceptedReplyIn(In):
    """The reply that answers the question; null: none."""

    model_config = build_example(reply=REPLY_ID)

    reply: UUID | None


class DiscussionMoveIn(In):
    """The forum to which the discussion goes."""

    model_config = build_example(forum=FORUM_ID)

    forum: UUID


class DiscussionMergeIn(In):
    """The discussion of which this one becomes a reply."""

    model_config = build_example(into=DISCUSSION_ID)

    into: UUID


class DiscussionSplitIn(In):
    """The reply that becomes a discussion of its own, and its title."""

    model_config = build_example(reply=REPLY_ID, title="Silent letters")

    reply: UUID
    title: str = Field(min_length=1, max_length=MOST_TITLE)


class ForumReplyIn(In):
    """A reply to a discussion, or to a reply in it (`parent`)."""

    model_config = build_example(text=REPLY["text"], parent=None)

    text: str = Field(min_length=1, max_length=MOST_HTML, description=HTML)
    parent: UUID | None = None
    files: list[UUID] = Field(default_factory=list, max_length=MOST_FILES)
    mentions: list[UUID] = Field(default_factory=list, max_length=MOST_MENTIONS)


class ForumReplyChanges(Changes):
    """What you change of a reply that you wrote."""

    model_config = build_example(text=REPLY["text"])

    text: str | None = Field(None, min_length=1, max_length=MOST_HTML, description=HTML)
    mentions: list[UUID] | None = Field(None, max_length=MOST_MENTIONS)


class ForumReplyOut(Out):
    """A reply. A deleted one, and a hidden one of others, has no text and no author. `depth` counts from 0 in the whole
    tree; `level` is that at which it is shown, 3 at most.
    """

    TABLE_HIDDEN: ClassVar = ("discussion", "parent", "files")

    model_config = build_example(**REPLY)

    id: UUID
    discussion: UUID
    parent: UUID | None
    depth: int
    level: int
    author: PersonOut | None
    state: State
    text: str
    files: list[ForumFileOut]
    mentions: list[PersonOut]
    upvotes: int
    has_upvoted: bool
    is_accepted: bool
    edited_at: datetime | None
    created_at: datetime


class UpvotesOut(Out):
    """The votes for a reply."""

    model_config = build_example(upvotes=4)

    upvotes: int


class TextEditOut(Out):
    """What a text was before a change. `title`: of a discussion."""

    model_config = build_example(id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7205", editor=STUDENT, title="When is it “an”?",
                                 text="<p>Is it “a hour”?</p>", created_at=AT)  # fmt: skip

    id: UUID
    editor: PersonOut | None
    title: str
    text: str
    created_at: datetime
