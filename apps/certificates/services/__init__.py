"""Writes of certificates."""
