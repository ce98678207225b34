"""The WebSocket, and the numbered events that it carries."""
