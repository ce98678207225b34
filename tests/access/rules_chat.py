"""The rules of operations about chat, as in `rules`."""

from tests.access.rules_base import Rule, rule

TEACHERS_AND_OFFICE = {"teacher", "assistant", "manager", "admin", "cashier"}
CHAT_LINKS = {
    "in_room": {"child", "pupil"} | TEACHERS_AND_OFFICE,
    "removes": {"child"} | TEACHERS_AND_OFFICE,
    "room_moderators": TEACHERS_AND_OFFICE,
    "sees_child": {"parent"},
}

CHAT_RULES: dict[str, Rule] = {
    "GET /chat/rooms/": rule("anybody"),
    # No place is named; tests/chat opens rooms.
    "POST /chat/rooms/": rule("anybody", body={"group": None}, status=422),
    "GET /chat/rooms/{id}/": rule("in_room", "chat_room"),
    "POST /chat/rooms/{id}/read/": rule("in_room", "chat_room"),
    "GET /chat/rooms/{id}/messages/": rule("in_room", "chat_room"),
    "POST /chat/rooms/{id}/messages/": rule("in_room", "chat_room"),
    "GET /chat/rooms/{id}/waiting/": rule("in_room", "chat_room"),
    "POST /chat/conversations/": rule("anybody", body={"person": None, "branch": "@building"}),
    "GET /chat/children/{id}/conversations/": rule("sees_child", "child"),
    "GET /chat/people/": rule("anybody"),
    "GET /chat/blocks/": rule("anybody"),
    # Nobody is named who may be written to; tests/chat blocks people.
    "POST /chat/blocks/": rule("anybody", status=422),
    "DELETE /chat/blocks/{id}/": rule("own", "blocked_person"),
    "PATCH /chat/messages/{id}/": rule("own", "chat_message"),
    "DELETE /chat/messages/{id}/": rule("removes", "chat_message"),
    "PUT DELETE /chat/messages/{id}/reaction/": rule("in_room", "chat_message"),
    "GET /chat/messages/{id}/versions/": rule("room_moderators", "chat_message"),
    "POST /chat/voice/": rule("anybody", file="clip"),
    "GET /chat/messages/{id}/voice/": rule("in_room", "chat_message"),
}
