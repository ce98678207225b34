"""Web Push: messages to browsers by their push service (RFC 8030), encrypted for the browser (RFC 8291) and signed with
the centre's key (VAPID, RFC 8292).

A push endpoint is secret, and any signed-in user may send one: endpoints and keys appear in no log and no error, and
only public hosts are called, never the centre's own networks.
"""

from apps.notifications.push.sending import send_push
from apps.notifications.push.subscriptions import list_active_subscriptions, list_user_subscriptions
