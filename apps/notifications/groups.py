"""The six groups of messages, in which people choose what they get."""

from enum import StrEnum


class MessageGroup(StrEnum):
    """What a message is about."""

    LESSONS = "lessons"
    HOMEWORK = "homework"
    COINS = "coins"
    MONEY = "money"
    ANNOUNCEMENTS = "announcements"
    ACCOUNT = "account"


_GROUPS_BY_AREA = {
    "analytics": MessageGroup.ACCOUNT,
    "attendance": MessageGroup.LESSONS,
    "certificates": MessageGroup.LESSONS,
    "chat": MessageGroup.ANNOUNCEMENTS,
    "groups": MessageGroup.LESSONS,
    "learning": MessageGroup.LESSONS,
    "lesson": MessageGroup.LESSONS,
    "lessons": MessageGroup.LESSONS,
    "report_card": MessageGroup.LESSONS,
    "timetable": MessageGroup.LESSONS,
    "grading": MessageGroup.HOMEWORK,
    "homework": MessageGroup.HOMEWORK,
    "achievement": MessageGroup.COINS,
    "shop": MessageGroup.COINS,
    "payments": MessageGroup.MONEY,
    "announcement": MessageGroup.ANNOUNCEMENTS,
    "families": MessageGroup.ANNOUNCEMENTS,
    "forums": MessageGroup.ANNOUNCEMENTS,
    "accounts": MessageGroup.ACCOUNT,
    "kids": MessageGroup.ACCOUNT,
    "kindergarten": MessageGroup.LESSONS,
    "leads": MessageGroup.ANNOUNCEMENTS,
    "moderation": MessageGroup.ACCOUNT,
    "notifications": MessageGroup.ACCOUNT,
    "portal": MessageGroup.ACCOUNT,
    "security": MessageGroup.ACCOUNT,
    "support": MessageGroup.ACCOUNT,
    "webhooks": MessageGroup.ACCOUNT,
}


def get_message_group(type_name: str) -> MessageGroup:
    """Return the group of a type named `<area>.<what>`. Raise KeyError for an area that is in no group."""
    return _GROUPS_BY_AREA[type_name.partition(".")[0]]
