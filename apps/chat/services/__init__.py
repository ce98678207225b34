"""Services of chat: rooms, messages, reading, blocks."""
