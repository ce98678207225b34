"""Registers, marks, make-ups, mark imports and excuses."""
