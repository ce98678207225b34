"""Materials of lessons and courses, the media library, downloads."""
