"""Stored files: store, open, link and remove them."""
