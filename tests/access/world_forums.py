"""Things of the access matrix in forums: the forums of the two groups, discussions in them, cases about their texts."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.forums.models import Discussion, Reply
from apps.forums.services.forums import open_forum
from apps.moderation.models import BlockedWord, CaseDecision, DecisionAppeal, ModerationCase, Sanction


def create_forum_objects(world: Any) -> dict[str, Any]:
    """The child asked and answered, and was muted once, in another forum; who decided that is not known any more."""
    things: dict[str, Any] = {"blocked_word": BlockedWord.objects.create(language="en", word="nitwit", folded="nitwit")}
    for prefix, group, author in (("", world.group, world.child), ("other_", world.other_group, world.other_pupil)):
        forum = open_forum(kind="group", place_id=group.pk)
        values = {"forum": forum, "kind": "question", "title": "When?", "last_activity_at": timezone.now()}
        discussion = Discussion.objects.create(author=author, text="<p>When?</p>", reply_count=1, **values)
        reply = Reply.objects.create(discussion=discussion, author=author, text="<p>At nine.</p>")
        case, decided = _create_case(forum, group, reply), _create_case(forum, group, discussion, is_open=False)
        decision, appealed = _create_decision(decided), _create_decision(decided)
        DecisionAppeal.objects.create(decision=appealed, text="It was a joke.")
        mine = {"forum": forum, "discussion": discussion, "forum_reply": reply, "moderation_case": case}
        mine |= {"case_decision": decision, "appealed_decision": appealed, "sanction": decision.sanction}
        things |= {f"{prefix}{name}": thing for name, thing in mine.items()}
    second = {"forum": things["forum"], "kind": "talk", "title": "Unit 3", "last_activity_at": timezone.now()}
    things["second_discussion"] = Discussion.objects.create(author=world.pupil, text="<p>It is hard.</p>", **second)
    return things


def _create_case(forum: Any, group: Any, text: Any, *, is_open: bool = True) -> ModerationCase:
    return ModerationCase.objects.create(
        kind="forums.text",
        object_id=text.pk,
        author=text.author,
        group=group,
        branch=group.branch,
        place_kind="forum",
        place_id=forum.pk,
        place_title=group.name,
        words="When?",
        written_at=timezone.now(),
        opened_at=timezone.now(),
        is_open=is_open,
    )


def _create_decision(case: ModerationCase) -> CaseDecision:
    decision = CaseDecision.objects.create(case=case, person=case.author, action="mute", days=3, reason="Nobody does.")
    until = timezone.now() + timedelta(days=3)
    room = {"place_kind": "room", "place_id": case.pk}
    Sanction.objects.create(person=case.author, kind="mute", decision=decision, until=until, **room)
    return decision
