"""Numbered event streams, and the tickets that open a socket; `realtime` serves them."""
