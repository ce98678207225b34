"""The one socket, and the numbered events it carries."""
