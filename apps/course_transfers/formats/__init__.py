"""Formats of packages: what each of them says of a course. Readers make plans, writers take courses."""
