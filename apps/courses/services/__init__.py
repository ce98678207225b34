"""Writes of courses, groups, memberships, levels and waiting lists."""

from apps.courses.services.catalogue import (
    archive_course,
    change_course,
    create_course,
    delete_or_archive_course,
    publish_course,
    set_course_teachers,
)
from apps.courses.services.deactivation import MembershipChoice, TeachingChoice, deactivate_user
from apps.courses.services.freezes import freeze_membership, unfreeze_membership
from apps.courses.services.groups import change_group, close_group, create_group, delete_or_close_group, reopen_group
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
from apps.courses.services.memberships import add_member, change_membership, end_membership
from apps.courses.services.thumbnails import set_course_thumbnail
from apps.courses.services.transfers import transfer_pupil
from apps.courses.services.waiting_list import add_to_waiting_list, remove_from_waiting_list
