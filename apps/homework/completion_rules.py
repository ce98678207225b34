"""The completion rule that homework brings: a lesson is done when all of its tasks are handed in."""

from apps.homework.course_blocks import find_missing_tasks
from apps.homework.queries import has_handed_in_lesson
from apps.learning.completion_rules import CompletionRule

COMPLETION_RULES = [CompletionRule("handed_in", {}, is_done=has_handed_in_lesson, find_missing=find_missing_tasks)]
