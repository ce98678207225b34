"""Writes of the kindergarten."""
