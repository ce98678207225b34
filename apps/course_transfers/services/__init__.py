"""Writes of course packages: exports and imports."""
