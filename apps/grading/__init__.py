"""Grading: scales, gradebooks, rubrics, and what two markers agree on. Nothing here reads or writes a database."""
