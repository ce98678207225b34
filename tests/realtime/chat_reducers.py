"""What a client does with an event of `chat`, as in `reducers`."""

from tests.realtime.state_rows import put


def message_sent(state, data, now):
    state["messages"] = [{**data["message"], "own_reaction": ""}, *state["messages"]][:50]


def held_message(state, data):
    return next((row for row in state["messages"] if row["message"] == data["message"]), {})


def set_quotes(state, data, text):
    for row in state["messages"]:
        if row["reply"] is not None and row["reply"]["message"] == data["message"]:
            row["reply"]["text"] = text


def message_edited(state, data, now):
    held_message(state, data).update(text=data["text"], edited_at=data["edited_at"])
    set_quotes(state, data, data["excerpt"])


def message_deleted(state, data, now):
    held_message(state, data).update(deleted=True, text="", voice=False, reactions={}, own_reaction="")
    set_quotes(state, data, "")


def message_reacted(state, data, now):
    row = held_message(state, data)
    row["reactions"] = data["reactions"]
    if data["user"] == state["reader"]:
        row["own_reaction"] = data["reaction"]


def room_read(state, data, now):
    put(state["reads"], {"user": data["user"], "number": data["number"]}, "user")
    state["reads"].sort(key=lambda row: row["user"])


CHAT_REDUCERS = {
    "message.sent": message_sent,
    "message.edited": message_edited,
    "message.deleted": message_deleted,
    "message.reacted": message_reacted,
    "room.read": room_read,
}
