"""Writes of videos: adding and transcoding them, and who watches them."""
