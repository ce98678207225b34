"""Courses, groups, memberships: who learns what with whom."""
