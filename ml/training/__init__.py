"""Commands that fit what ships with the library. Run by hand; they want the data and time."""
