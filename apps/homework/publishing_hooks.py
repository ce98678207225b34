"""What homework does when a course is published."""

from apps.homework.services.course_tasks import store_course_tasks
from apps.learning.publishing_hooks import PublishingHook

PUBLISHING_HOOKS = [PublishingHook("homework.tasks", store_course_tasks)]
