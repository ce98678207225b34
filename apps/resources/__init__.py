"""Files of a lesson or a course, the media library, downloads."""
