"""What a merge of doubles does with forums."""

from django.db.models import Q

from apps.core.person_merge import Moves, PersonMerge, Stays
from apps.forums.models import Reply, TextMention, Upvote
from apps.forums.services.locks import lock_discussions_of

PERSON_MERGE: list[Moves | Stays] = [
    Moves("forums.Discussion", "author", "discussions"),
    Moves("forums.Reply", "author"),
    Moves("forums.Upvote", "user"),
    Moves("forums.TextEdit", "editor"),
    Moves("forums.ForumFile", "owner"),
    Moves("forums.TextMention", "user"),
    Moves("forums.TextNotice", "user"),
    Moves("forums.ForumReader", "user"),
    Moves("forums.DiscussionRead", "user"),
]


def lock_for_merge(merge: PersonMerge) -> None:
    """Lock the discussions of both, which come before replies and people."""
    lock_discussions_of(merge.ids)


def before_merge(merge: PersonMerge) -> None:
    """Votes of both for one reply become one, votes for each other's texts go, and the counters follow. A text that
    names both names one.
    """
    twice = Q(user=merge.duplicate, reply__upvotes__user=merge.keep)
    own = Q(user=merge.duplicate, reply__author=merge.keep) | Q(user=merge.keep, reply__author=merge.duplicate)
    lost = set(Upvote.objects.filter(twice | own).values_list("pk", flat=True))
    for vote in Upvote.objects.filter(pk__in=lost).order_by("reply_id"):
        locked = Reply.objects.select_for_update(no_key=True).get(pk=vote.reply_id)
        vote.delete()
        locked.upvote_count -= 1
        locked.save(update_fields=["upvote_count", "updated_at"])
    named = TextMention.objects.filter(user=merge.keep)
    openings = Q(reply__isnull=True, discussion__in=named.filter(reply__isnull=True).values("discussion"))
    answers = Q(reply__in=named.filter(reply__isnull=False).values("reply"))
    TextMention.objects.filter(openings | answers, user=merge.duplicate).delete()
