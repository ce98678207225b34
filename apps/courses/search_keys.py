"""Search columns of this app."""

from apps.core.search_keys import SearchKeys
from apps.courses.models import Course, Group
from apps.courses.services.catalogue import build_course_search_key
from ml.text import build_search_key


def _set_course_key(course: Course) -> None:
    course.folded = build_course_search_key(course)


def _set_group_key(group: Group) -> None:
    group.folded = build_search_key(group.name)


SEARCH_KEYS = [
    SearchKeys("courses.course", Course.objects.all, ("folded",), _set_course_key),
    SearchKeys("courses.group", Group.objects.all, ("folded",), _set_group_key),
]
