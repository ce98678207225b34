"""Blocks of lessons: their kinds, what may stand in them, and how they are shown."""
