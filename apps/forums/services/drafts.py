"""What a person writes: checked, admitted, saved with its files and mentions, and told of by a job."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts import rate_limits
from apps.accounts.models import User
from apps.core.durations import DAY
from apps.core.errors import Invalid, TooMany
from apps.forums import access
from apps.forums.access import is_moderator
from apps.forums.events import forget_wording
from apps.forums.models import Discussion, Forum, ForumFile, Reply, TextEdit, TextMention
from apps.forums.moderated_texts import KIND, describe_text
from apps.forums.person_places import Places
from apps.forums.queries import get_place
from apps.moderation.services.reports import hold_text
from apps.moderation.services.writing import (
    SLOW_DOWN,
    Admission,
    WritingRules,
    admit_text,
    check_may_write,
    check_words,
    check_writing_pace,
    lock_active_writer,
)
from apps.moderation.texts import clean_rich_text, count_links, get_words
from apps.settings.queries import get_system_settings
from ml.text import build_search_key

TELL = "forums.tell"
AREA = "forums"
MOST_HTML = 20_000
MOST_FOLDED = 10_000
MOST_CHANGES = ((10, timedelta(minutes=1)), (200, DAY))
"""So many texts a person changes in this time: each change keeps what the text was."""
MENTION_CHANGES_PER_MINUTE = 10
NO_MORE_LINKS = _("A change cannot add links or words that a moderator has to see first. Write a new text.")


@dataclass(frozen=True, kw_only=True)
class TextDraft:
    """A text as it was sent: HTML, files that were uploaded before, and the people whom it names."""

    text: str
    files: Sequence[ForumFile] = field(default_factory=tuple)
    mentions: Sequence[User] = field(default_factory=tuple)


def clean_draft(source: str) -> str:
    """Return the HTML of a text as it may be shown. Raise Invalid on "text"."""
    return clean_rich_text(source, field="text", most=MOST_HTML)


def fold(*texts: str) -> str:
    """Return what searches compare."""
    return build_search_key(" ".join(get_words(text) for text in texts))[:MOST_FOLDED]


def check_pace(author: User) -> None:
    """Raise TooMany on "text" for who has written very often, before anything is read for the new text.

    `admit` counts again, under a lock.
    """
    check_writing_pace(author, _build_rules())


def admit(author: User, forum: Forum, source: str, *, places: Places | None = None) -> Admission:
    """Count a new text in the forum, or refuse it (`apps.moderation.services.writing.admit_text`)."""
    rules = _build_rules(is_trusted=is_moderator(author, forum.pk, places=places))
    return admit_text(author=author, place=get_place(forum), source=source, rules=rules)


def _build_rules(*, is_trusted: bool = False) -> WritingRules:
    settings = get_system_settings()
    return WritingRules(
        area=AREA, per_minute=settings.texts_per_minute, per_day=settings.texts_per_day, is_trusted=is_trusted
    )


def check_writes(user: User, forum: Forum, *, places: Places | None = None) -> None:
    """Raise Forbidden `read_only` where the user only reads, `banned` and `muted` while a sanction forbids to write."""
    access.check_may_write(user, forum, places=places)
    check_may_write(author=user, place=get_place(forum))


def admit_change(editor: User) -> None:
    """Raise TooMany, with `retry_after` and on "text", for who has changed texts very often (MOST_CHANGES), and
    Forbidden as `lock_active_writer`. Call it before the text is locked. Changes of one person wait here.
    """
    lock_active_writer(editor)
    now, own = timezone.now(), TextEdit.objects.filter(editor=editor)
    for most, window in MOST_CHANGES:
        recent = own.filter(created_at__gt=now - window).order_by("-created_at").values_list("created_at", flat=True)
        times = list(recent[:most])
        if len(times) == most:
            wait = (times[-1] + window - now).total_seconds()
            raise TooMany(SLOW_DOWN, retry_after=max(1, round(wait)), fields={"text": [SLOW_DOWN]})


def check_change(editor: User, forum: Forum, *, before: str, after: str) -> None:
    """Raise as `check_words`; Invalid on "text" when the change of who does not moderate adds
    links, or a word that lets texts wait.
    """
    waits = check_words(after, field="text")
    if (waits or count_links(after) > count_links(before)) and not is_moderator(editor, forum.pk):
        raise Invalid.field("text", NO_MORE_LINKS)


def attach(row: Discussion | Reply, draft: TextDraft) -> None:
    """Give a text its files and mentions. Raise Invalid on "files" for a file that another text took meanwhile."""
    place = name_place(row)
    for position, file in enumerate(draft.files):
        free = ForumFile.objects.filter(pk=file.pk, discussion__isnull=True)
        if not free.update(**place, position=position):
            raise Invalid.field("files", _("There is no such file."))
    if draft.mentions:
        set_mentions(row, draft.mentions)


def set_mentions(row: Discussion | Reply, people: Sequence[User]) -> None:
    """Replace the people whom a text names."""
    place = name_place(row)
    rows = TextMention.objects.filter(**(place | {"reply": place.get("reply")}))
    rows.exclude(user__in=[person.pk for person in people]).delete()
    TextMention.objects.bulk_create([TextMention(**place, user=person) for person in people], ignore_conflicts=True)


def change_mentions(row: Discussion | Reply, people: Sequence[User], *, editor: User) -> None:
    """Replace the people whom a text names; who was not named before is told. Raise TooMany on "mentions" for who has
    changed them MENTION_CHANGES_PER_MINUTE times.
    """
    place = name_place(row)
    before = TextMention.objects.filter(**(place | {"reply": place.get("reply")})).values_list("user_id", flat=True)
    named, was_named = {person.pk for person in people}, set(before)
    if named != was_named:
        _count_change_of_mentions(editor)
    is_new = bool(named - was_named)
    set_mentions(row, people)
    if is_new:
        tell_later(row.pk, only_named=True)


def _count_change_of_mentions(editor: User) -> None:
    try:
        rate_limits.enforce_limit("forums-mentions", str(editor.pk), times=MENTION_CHANGES_PER_MINUTE, seconds=60)
    except TooMany as refused:
        refused.fields = {"mentions": [refused.detail]}
        raise


def name_place(row: Discussion | Reply) -> dict[str, Discussion | Reply | UUID]:
    """Return the columns of a row that belongs to the text."""
    return {"discussion": row} if isinstance(row, Discussion) else {"discussion_id": row.discussion_id, "reply": row}


def keep_edit(row: Discussion | Reply, editor: User) -> None:
    """Keep what a text was before a change, for its author and moderators only."""
    forget_wording(row)
    title = row.title if isinstance(row, Discussion) else ""
    TextEdit.objects.create(**name_place(row), editor=editor, title=title, text=row.text)


def empty_text(row: Discussion | Reply) -> None:
    """Take away what a deleted text had: files, mentions, edits, and what is kept of it for who comes later."""
    forget_wording(row)
    place = name_place(row)
    own = place | {"reply": place.get("reply")}
    for model in (ForumFile, TextMention, TextEdit):
        model._default_manager.filter(**own).delete()


def hold_or_tell(row: Discussion | Reply, admission: Admission) -> None:
    """Open the case of a text that was saved hidden; tell others of one that is shown."""
    if admission.is_held:
        hold_text(kind=KIND, text_id=row.pk, facts=describe_text(row), holds=admission.holds)
    else:
        tell_later(row.pk)


def tell_later(text_id: UUID, *, only_named: bool = False) -> None:
    """Have a job tell those who want to hear of the text, or only whom it names, each once."""
    jobs.enqueue(kind=TELL, object_id=text_id, payload={"only_named": True} if only_named else {})
