"""What the people of a centre may do in two discussions of their forum, as in `tests.realtime.acts`."""

from typing import Any

from apps.forums.models import Reply
from apps.forums.services import discussions, forums, hiding, rearranging, replies
from apps.forums.services.drafts import TextDraft
from apps.settings.services import update_system_settings


class ForumActs:
    """Acts of the people of `tests.realtime.acts.People`."""

    teacher: Any
    pupils: Any
    group: Any

    def _open_discussions(self):
        update_system_settings(actor=None, texts_per_minute=600, texts_per_day=10_000, new_member_texts=1)
        self.forum = forums.open_forum(kind="group", place_id=self.group.pk)
        self.discussions = [
            discussions.create_discussion(
                author=author, forum=self.forum, kind="question", title=f"Unit {number}", draft=_draft(number)
            )
            for number, author in enumerate(self.pupils[:2])
        ]

    def _discussion(self, number):
        return self.discussions[number % 2]

    def _reply(self, number):
        rows = list(Reply.objects.order_by("id"))
        if not rows:
            raise LookupError
        return rows[number % len(rows)]

    def do_write(self, number):
        author = (*self.pupils[:2], self.teacher)[number % 3]
        place = self._discussion(number)
        under = list(place.replies.order_by("id").values_list("pk", flat=True))
        parent = under[number % len(under)] if under and number % 4 else None
        replies.create_reply(author=author, discussion=place, parent_id=parent, draft=_draft(number))

    def do_rewrite(self, number):
        reply = self._reply(number)
        replies.change_reply(editor=reply.author, reply=reply, text=f"<p>Again {number}</p>", mentions=None)

    def do_rewrite_question(self, number):
        place = self._discussion(number)
        long = "x" * 4000 if number % 5 == 0 else "Why?"
        discussions.change_discussion(
            editor=place.author, discussion=place, title=f"Unit {number}", text=f"<p>{long}</p>", mentions=None
        )

    def do_vote(self, number):
        vote = replies.upvote_reply if number % 3 else replies.withdraw_upvote
        vote(user=self._voter(number), reply=self._reply(number))

    def _voter(self, number):
        return self.pupils[number % len(self.pupils)]

    def do_accept(self, number):
        place = self._discussion(number)
        shown = list(place.replies.order_by("id").values_list("pk", flat=True))
        wanted = shown[number % len(shown)] if shown and number % 4 else None
        discussions.accept_reply(actor=self.teacher, discussion=place, reply_id=wanted)

    def do_set_state(self, number):
        name = ("pinned", "locked", "resolved")[number % 3]
        discussions.set_state(actor=self.teacher, discussion=self._discussion(number), values={name: bool(number % 2)})

    def do_hide(self, number):
        act = hiding.hide_text if number % 2 else hiding.restore_text
        act(self._reply(number).pk if number % 3 else self._discussion(number).pk)

    def do_delete_reply(self, number):
        replies.delete_reply(actor=self.teacher, reply=self._reply(number))

    def do_merge(self, number):
        if number % 5 == 0:
            source, target = self.discussions if number % 2 else reversed(self.discussions)
            rearranging.merge_discussion(actor=self.teacher, discussion=source, into=target)

    def do_split(self, number):
        rearranging.split_discussion(actor=self.teacher, reply=self._reply(number), title="Another one")


def _draft(number):
    return TextDraft(text=f"<p>Text {number}</p>")
