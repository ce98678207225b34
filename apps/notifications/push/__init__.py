"""Messages to browsers by the push service that each of them chose (RFC 8030), sealed for the one browser (RFC 8291)
and signed with the centre's key (VAPID, RFC 8292).

An address at a push service is a secret, and anybody who is signed in may name one: addresses and keys stand in no log
and no error, and nothing but public hosts is asked, with no exception for the centre's own networks.
"""

from apps.notifications.push.sending import send_push
from apps.notifications.push.subscriptions import list_active_subscriptions, list_user_subscriptions

__all__ = ["send_push", "list_active_subscriptions", "list_user_subscriptions"]
