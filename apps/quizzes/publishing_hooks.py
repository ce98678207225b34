"""What quizzes do when a course is published."""

from apps.learning.publishing_hooks import PublishingHook
from apps.quizzes.services.lesson_quizzes import store_lesson_quizzes

PUBLISHING_HOOKS = [PublishingHook("quizzes.lessons", store_lesson_quizzes)]
