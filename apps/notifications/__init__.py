"""Telling a user something: knows nothing of what happened."""
