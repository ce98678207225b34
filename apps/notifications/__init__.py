"""Notifications to users: in the app and by Telegram, SMS, e-mail and push. Knows nothing about the other apps that
send them.
"""
