"""Grading: scales, gradebooks and grades with their reasons, rubrics, and what two markers agree on."""
