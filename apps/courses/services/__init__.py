"""Writes of courses, groups, memberships, levels and waiting lists."""

from apps.courses.services.catalogue import (
    archive_course,
    change_course,
    create_course,
    publish_course,
    remove_course,
    set_teachers,
    set_thumbnail,
)
from apps.courses.services.groups import change_group, close_group, create_group, remove_group, reopen_group
from apps.courses.services.levels import (
    archive_level,
    change_category,
    change_level,
    create_category,
    create_level,
    place,
    remove_category,
    remove_placement,
)
from apps.courses.services.memberships import add_member, change_member, end_membership
from apps.courses.services.pauses import freeze, unfreeze
from apps.courses.services.transfers import transfer
from apps.courses.services.waiting import stop_waiting, wait

__all__ = [
    "add_member",
    "archive_course",
    "archive_level",
    "change_category",
    "change_course",
    "change_group",
    "change_level",
    "change_member",
    "close_group",
    "create_category",
    "create_course",
    "create_group",
    "create_level",
    "end_membership",
    "freeze",
    "place",
    "publish_course",
    "remove_category",
    "remove_course",
    "remove_group",
    "remove_placement",
    "reopen_group",
    "set_teachers",
    "set_thumbnail",
    "stop_waiting",
    "transfer",
    "unfreeze",
    "wait",
]
