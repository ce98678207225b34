"""Quizzes: a bank of questions in versions, attempts that live on the server, marking, statistics, placement."""
