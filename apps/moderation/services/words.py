"""The word lists, which the office writes."""

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Invalid, raise_on_constraint_violation
from apps.core.lookups import get_or_not_found
from apps.core.stored_messages import FormattedMessage
from apps.core.uow import unit_of_work
from apps.moderation.folding import LEAST_BEGINNING, fold_word, list_skeletons
from apps.moderation.models import BlockedWord
from apps.settings.services import write_audit_log

MOST_WORDS = 5000
MOST_FOLDED = 120
ONE_WORD = _("Enter one word, without spaces and hyphens; a star at its end stands for any ending.")
SHORT = _("Before a star at least %(count)d letters are needed: fewer are in every text.")
LISTED = _("This word, or one that looks like it, is listed.")


def add_blocked_word(*, actor: User, language: str, word: str, effect: str) -> BlockedWord:
    """List a word of a language. Raise Invalid on "word" for one that no text can have as one word, one that looks like
    a listed one, a beginning (`stu*`) under LEAST_BEGINNING letters, and above MOST_WORDS.
    """
    with unit_of_work():
        if BlockedWord.objects.count() >= MOST_WORDS:
            raise Invalid.field("word", _("The list is full."))
        row = BlockedWord(language=language, word=word, folded=_fold(word), effect=effect)
        with raise_on_constraint_violation(moderation_blockedword_folded_key=Invalid.field("word", LISTED)):
            row.save(force_insert=True)
        write_audit_log(actor, "moderation.list_word", row, {"word": (None, word), "effect": (None, effect)})
        return row


def change_blocked_word(*, actor: User, word: BlockedWord, language: str, text: str, effect: str) -> BlockedWord:
    """Change a listed word; raise Invalid as `add_blocked_word`."""
    with unit_of_work():
        locked = get_or_not_found(BlockedWord.objects.select_for_update(), word.pk)
        values = {"language": language, "word": text, "folded": _fold(text), "effect": effect}
        changes = locked.apply_changes(values)
        with raise_on_constraint_violation(moderation_blockedword_folded_key=Invalid.field("word", LISTED)):
            locked.save(update_fields=[*values, "updated_at"])
        if changes:
            write_audit_log(actor, "moderation.change_word", locked, changes)
        return locked


def remove_blocked_word(*, actor: User, word: BlockedWord) -> None:
    """Take a word off the list; repeating it changes nothing."""
    with unit_of_work():
        if locked := BlockedWord.objects.select_for_update().filter(pk=word.pk).first():
            write_audit_log(actor, "moderation.unlist_word", locked, {"word": (locked.word, None)})
            locked.delete()


def _fold(word: str) -> str:
    folded = fold_word(word)
    bare = folded.removesuffix("*")
    words = list(list_skeletons(word.removesuffix("*")))
    is_found = len(words) == 1 and bare in words[0] and len(folded) <= MOST_FOLDED
    if not is_found or not any(character.isalpha() for character in word):
        raise Invalid.field("word", ONE_WORD)
    if folded.endswith("*") and len(bare) < LEAST_BEGINNING:
        raise Invalid.field("word", FormattedMessage(SHORT, count=LEAST_BEGINNING))
    return folded
