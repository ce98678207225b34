"""The bot: what people may ask it in their private chats.

`update_intake` keeps what Telegram sends, a job a message (`update_worker`), in order in each chat. `commands` is the table of
what can be asked; each command is a module. Whatever a command answers comes from the queries and access functions
that REST uses, as the person whose chat it is, at the moment of asking: a chat shows nothing that the person could not
see otherwise. A pressed button is taken only with the signature of the chat's present person (`buttons`).
"""
