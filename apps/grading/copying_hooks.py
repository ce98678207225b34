"""What grading does when an assignment is copied."""

from apps.grading.services.rubrics import copy_assignment_rubric
from apps.homework.copying_hooks import CopyingHook

COPYING_HOOKS = [CopyingHook("grading.rubric", copy_assignment_rubric)]
