#!/bin/sh
# Makes the folder of secrets: keys and passwords of this centre, random, and an empty file for each secret that another
# company gives out (put it in with an editor; an empty file is none). What is there is left as it is.
#   sh deploy/secrets.sh [FOLDER [DATABASE_HOST REDIS_HOST]]     defaults: deploy/secrets postgres redis (compose.yaml)
set -eu
umask 077
folder=${1:-$(dirname "$0")/secrets}
database=${2:-postgres}
redis=${3:-redis}
# The folder lets nobody but its owner in. The files in it may be read by others: a container sees them one by one,
# under another person's number.
mkdir -p "$folder"
chmod 700 "$folder"

put() { # put NAME VALUE
    [ -e "$folder/$1" ] || { printf '%s\n' "$2" > "$folder/$1.new" && mv "$folder/$1.new" "$folder/$1"; }
    chmod 644 "$folder/$1"
}
random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }

put secret_key "$(random)"
put postgres_password "$(random)"
put redis_password "$(random)"
put grafana_password "$(random)"
put reporting_password "$(random)"
[ -s "$folder/metrics_token" ] || rm -f "$folder/metrics_token" # Talim of old left it empty
put metrics_token "$(random)"
put video_link_secret "$(random)"
put ml_db_password "$(random)"
# Backups are sealed by it until BACKUP_RECIPIENT names a public key; from then on it is not looked at (docs/backup.md).
put backup_passphrase "$(random)"
put database_url "postgres://talim:$(cat "$folder/postgres_password")@$database:5432/talim"
put redis_url "redis://:$(cat "$folder/redis_password")@$redis:6379/0"
for name in secret_key_fallbacks s3_secret_key email_password imap_password eskiz_password eskiz_callback_secret \
    telegram_bot_token telegram_webhook_secret vapid_private_key payme_key payme_key_old payme_test_key \
    payme_cumulative_key payme_cumulative_key_old payme_cumulative_test_key stripe_secret_key stripe_webhook_secrets \
    vdocipher_api_secret vdocipher_hook_secret meta_app_secret meta_verify_token meta_page_token zoom_client_secret \
    zoom_webhook_secret meet_private_key bbb_secret jitsi_app_secret jaas_private_key jaas_webhook_secret backup_s3_secret_key; do
    [ -e "$folder/$name" ] || : > "$folder/$name"
    chmod 644 "$folder/$name"
done
echo "secrets are in $folder; keep a copy of backup_passphrase elsewhere: until BACKUP_RECIPIENT is set, backups open with it alone" >&2
