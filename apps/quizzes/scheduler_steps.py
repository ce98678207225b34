"""What the scheduler does itself at each turn: hand attempts in whose job is late or lost."""

from apps.quizzes.services.closing import close_overdue_attempts

SCHEDULER_STEPS = [close_overdue_attempts]
