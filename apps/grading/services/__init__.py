"""Writes of grading."""
