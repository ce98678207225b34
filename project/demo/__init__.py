"""The demo centre and one evening in it: real recordings handed in over REST, watched on the teacher's socket."""
