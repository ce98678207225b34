"""Writes of interactive packages: adding and unpacking them, and how far learners are."""
