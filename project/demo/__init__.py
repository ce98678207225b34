"""The demo: one evening of a group, real recordings handed in over REST and watched on the teacher's socket (`centre`,
`evening`), and a whole centre with a year behind it (`school`).
"""
