"""Meetings of a group."""
