"""Writes of tickets."""
