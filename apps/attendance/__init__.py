"""Registers, marks, make-ups, imports and excuses."""
