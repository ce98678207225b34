"""Plausible mistakes and tricks with money as tables of rows, each played over REST."""
