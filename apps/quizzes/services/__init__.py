"""Every write of quizzes."""
