"""The bot: commands for users in their private chat.

`update_intake` stores each update of Telegram and enqueues a job for it (`update_worker`), in order for each chat.
`commands` is the table of commands; each command is a module. Answers come from the same queries and access functions
as in the REST API, for the user of the chat at that moment. A pressed button needs the signature of that user
(`buttons`).
"""
