"""The rules of operations about forums and moderation, as in `rules`."""

from tests.access.rules_base import Rule, rule

FORUM_LINKS: dict[str, set[str]] = {"forum": {"child", "pupil", "parent", "teacher", "assistant", "manager", "admin"}}

FORUM_RULES: dict[str, Rule] = {
    "GET /forums/": rule("anybody"),
    "POST /forums/": rule("forum", body={"group": "@group"}),
    "GET /forums/{id}/": rule("forum", "forum"),
    "PUT /forums/{id}/subscription/": rule("forum", "forum"),
    "POST /forums/{id}/seen/": rule("forum", "forum"),
    "GET /forums/{id}/people/": rule("forum", "forum"),
    "POST /forums/files/": rule("anybody", file="photo", body={"kind": "picture"}),
    "GET /discussions/": rule("anybody"),
    "POST /discussions/": rule("forum", body={"forum": "@forum"}),
    "GET /discussions/{id}/": rule("forum", "discussion"),
    "PATCH DELETE /discussions/{id}/": rule("forum", "discussion"),
    "GET /discussions/{id}/edits/": rule("forum", "discussion"),
    "POST /discussions/{id}/read/": rule("forum", "discussion"),
    "GET /discussions/{id}/replies/": rule("forum", "discussion"),
    "POST /discussions/{id}/replies/": rule("forum", "discussion"),
    "PATCH /discussions/{id}/state/": rule("forum", "discussion"),
    "POST /discussions/{id}/accept/": rule("forum", "discussion", body={"reply": "@forum_reply"}),
    "POST /discussions/{id}/move/": rule("reviewed", "discussion", body={"forum": "@forum"}),
    "POST /discussions/{id}/merge/": rule("reviewed", "discussion", body={"into": "@second_discussion"}),
    "POST /discussions/{id}/split/": rule("reviewed", "discussion", body={"reply": "@forum_reply"}),
    "GET /replies/{id}/": rule("forum", "forum_reply"),
    "PATCH DELETE /replies/{id}/": rule("forum", "forum_reply"),
    "GET /replies/{id}/edits/": rule("forum", "forum_reply"),
    "POST DELETE /replies/{id}/upvote/": rule("forum", "forum_reply"),
    "POST /moderation/reports/": rule("forum", body={"id": "@second_discussion"}),
    "GET /moderation/cases/": rule("anybody"),
    "GET /moderation/cases/{id}/": rule("reviewed", "moderation_case"),
    "POST /moderation/cases/{id}/decide/": rule("reviewed", "moderation_case"),
    "GET /moderation/decisions/": rule("anybody"),
    "POST /moderation/decisions/{id}/appeal/": rule("own", "case_decision"),
    "POST /moderation/decisions/{id}/answer/": rule("reviewed", "appealed_decision"),
    "GET /moderation/sanctions/": rule("anybody"),
    "POST /moderation/sanctions/{id}/lift/": rule("reviewed", "sanction"),
    "GET POST /moderation/words/": rule("anybody"),
    "PUT DELETE /moderation/words/{id}/": rule("anybody", "blocked_word"),
}
