"""The starter bank: items of our own for a placement test in English, with spoken sounds."""
