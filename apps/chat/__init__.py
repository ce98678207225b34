"""Rooms of courses, groups and lessons, and direct conversations with limits for minors."""
