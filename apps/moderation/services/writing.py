"""Whether a person may write a text now: sanctions, limits, repeats, listed words, and rules for new members.

All of it is counted in PostgreSQL, one text of a person after the other: without Redis the limits hold too.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Forbidden, Invalid, TooMany
from apps.core.local_days import format_day_and_time
from apps.core.stored_messages import FormattedMessage
from apps.core.uow import unit_of_work
from apps.moderation.folding import ListedWords, compile_words, find_listed_words
from apps.moderation.kinds import TextPlace
from apps.moderation.models import BlockedWord, SanctionKind, WordEffect, Writer, WrittenText
from apps.moderation.queries import list_active_sanctions
from apps.moderation.texts import build_fingerprint, count_links, get_words
from apps.settings.queries import get_system_settings

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
MOST_LINKS = 10
MOST_REPEATS = 2
"""So often the same text may stand in one day."""
LEAST_REPEATED = 12
"""Shorter texts (“Thank you!”) may be repeated."""
CLOSED = _("This account is closed.")
SLOW_DOWN = _("You write very often. Please wait a little.")
REPEATED = _("You have already written this. Please wait for the answers.")
LINKS = _("At most %(count)d links.")
REFUSED = _("This text has a word that is not allowed here.")
BANNED = _("You may not enter this room.")
MUTED = _("You may not write until %(when)s.")


@dataclass(frozen=True, kw_only=True)
class WritingRules:
    """What an app counts. `area`: its name. `field`: of the body that is refused. `is_trusted`: teachers, and others
    who moderate the place, are not slowed as new members, and no rule holds their texts. `is_plain`: texts are plain,
    not HTML: a reader sees `<` and `&` as they are written.
    """

    area: str
    per_minute: int
    per_day: int
    field: str = "text"
    is_trusted: bool = False
    is_plain: bool = False


@dataclass(frozen=True)
class Admission:
    """The text may be saved. `holds`: why it waits for a moderator (`services.reports.hold_text`); mostly empty."""

    holds: tuple[str, ...] = ()

    @property
    def is_held(self) -> bool:
        """Whether the text has to be saved hidden."""
        return bool(self.holds)


def lock_writer(person: User) -> Writer:
    """Return the row of a person, locked until the commit. What limits count waits here for each other."""
    rows = Writer.objects.select_for_update(no_key=True).filter(person=person)
    writer = rows.first()
    if writer is None:
        Writer.objects.bulk_create([Writer(person=person)], ignore_conflicts=True)
        writer = rows.get()
    return writer


def lock_active_writer(person: User) -> Writer:
    """As `lock_writer`. Raise Forbidden for an account that was closed, merged or erased: nothing new may name it."""
    writer = lock_writer(person)
    if not User.objects.filter(pk=person.pk, is_active=True, merged_into__isnull=True, erased_at__isnull=True).exists():
        raise Forbidden(CLOSED)
    return writer


def check_may_write(*, author: User, place: TextPlace) -> None:
    """Raise Forbidden `banned` or `muted` while a sanction keeps the person from writing in the room."""
    for sanction in list_active_sanctions(author, place):
        if sanction.kind == SanctionKind.BAN:
            raise Forbidden(BANNED, code=ErrorCode.BANNED)
        assert sanction.until is not None
        when = format_day_and_time(sanction.until, author.zone)
        raise Forbidden(FormattedMessage(MUTED, when=when), code=ErrorCode.MUTED)


def check_words(source: str, *, field: str, is_plain: bool = False) -> bool:
    """Return whether a listed word lets the text wait for a moderator. Raise Invalid `text_refused` on `field` for one
    that may not be written at all, and for more than MOST_LINKS links.
    """
    return _check_words(source, count_links(source, is_plain=is_plain), field=field, is_plain=is_plain)


def check_writing_pace(author: User, rules: WritingRules) -> None:
    """Raise TooMany, with `retry_after` and on the field, above the limits of a minute and a day.

    It reads two rows and locks nothing, so that a flood is refused before it costs more; `admit_text` decides.
    """
    _check_pace(author, rules, pause=0)


def admit_text(*, author: User, place: TextPlace, source: str, rules: WritingRules) -> Admission:
    """Count a new text of the author, HTML or, by the rules, plain; or refuse it. Call it in the unit of work that
    saves the text, before that locks what other writers wait for.

    1. Raise Forbidden as `check_may_write` and `lock_active_writer`, Invalid as `check_words`.
    2. Raise TooMany, with `retry_after` and on the field, above the limits of a minute and a day, and for new members
       between two texts; Conflict `repeated_text` for what the author wrote MOST_REPEATS times in the last day.
    3. A listed word, or a link in one of the first texts that are shown, lets the text wait for a moderator.
    """
    with unit_of_work():
        check_may_write(author=author, place=place)
        links = count_links(source, is_plain=rules.is_plain)
        has_word = _check_words(source, links, field=rules.field, is_plain=rules.is_plain)
        holds = ["word"] if has_word and not rules.is_trusted else []
        writer, settings = lock_active_writer(author), get_system_settings()
        is_new = not rules.is_trusted and writer.texts < settings.new_member_texts
        _check_pace(author, rules, pause=settings.new_member_pause_seconds if is_new else 0)
        fingerprint = build_fingerprint(source, is_plain=rules.is_plain)
        _check_not_repeated(author, source, fingerprint, rules)
        if is_new and links:
            holds.append("link")
        WrittenText.objects.create(author=author, area=rules.area, fingerprint=fingerprint)
        if not holds:
            Writer.objects.filter(pk=writer.pk).update(texts=F("texts") + 1, updated_at=timezone.now())
        return Admission(holds=tuple(holds))


def _check_words(source: str, links: int, *, field: str, is_plain: bool) -> bool:
    if links > MOST_LINKS:
        raise Invalid.field(field, FormattedMessage(LINKS, count=MOST_LINKS))
    effects = dict(BlockedWord.objects.order_by("folded").values_list("folded", "effect"))
    found = find_listed_words(source if is_plain else get_words(source), _compile(tuple(effects)))
    if any(effects[folded] == WordEffect.REFUSE for folded in found):
        raise Invalid(REFUSED, code=ErrorCode.TEXT_REFUSED, fields={field: [REFUSED]})
    return bool(found)


@lru_cache(maxsize=1)
def _compile(listed: tuple[str, ...]) -> ListedWords:
    """Return the list, which seldom changes, ready to be looked for."""
    return compile_words(listed)


def _check_pace(author: User, rules: WritingRules, *, pause: int) -> None:
    now = timezone.now()
    own = WrittenText.objects.filter(author=author, area=rules.area)
    for most, window in ((rules.per_minute, MINUTE), (rules.per_day, DAY), (1, timedelta(seconds=pause))):
        recent = own.filter(created_at__gt=now - window).order_by("-created_at")
        last = recent.values_list("created_at", flat=True)[most - 1 : most].first() if window else None
        if last is not None:
            wait = last + window - now
            raise TooMany(SLOW_DOWN, retry_after=max(1, round(wait.total_seconds())), fields={rules.field: [SLOW_DOWN]})


def _check_not_repeated(author: User, source: str, fingerprint: str, rules: WritingRules) -> None:
    if len(source if rules.is_plain else get_words(source)) < LEAST_REPEATED:
        return
    same = WrittenText.objects.filter(author=author, area=rules.area, fingerprint=fingerprint)
    if same.filter(created_at__gt=timezone.now() - DAY).count() >= MOST_REPEATS:
        raise Conflict(REPEATED, code=ErrorCode.REPEATED_TEXT, fields={rules.field: [REPEATED]})
