"""Writes of courses, groups, memberships, levels and waiting lists."""

from apps.courses.services.catalogue import (
    archive_course,
    change_course,
    create_course,
    publish_course,
    remove_course,
    set_course_teachers,
    set_course_thumbnail,
)
from apps.courses.services.freezes import freeze_membership, unfreeze_membership
from apps.courses.services.groups import change_group, close_group, create_group, remove_group, reopen_group
from apps.courses.services.levels import (
    archive_level,
    change_category,
    change_level,
    create_category,
    create_level,
    create_placement,
    remove_category,
    remove_placement,
)
from apps.courses.services.memberships import add_member, change_member, end_membership
from apps.courses.services.transfers import transfer_pupil
from apps.courses.services.waiting_list import add_to_waiting_list, remove_from_waiting_list

__all__ = [
    "add_member",
    "add_to_waiting_list",
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
    "create_placement",
    "end_membership",
    "freeze_membership",
    "publish_course",
    "remove_category",
    "remove_course",
    "remove_from_waiting_list",
    "remove_group",
    "remove_placement",
    "reopen_group",
    "set_course_teachers",
    "set_course_thumbnail",
    "transfer_pupil",
    "unfreeze_membership",
]
