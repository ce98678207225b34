#!/bin/sh
# Tells nginx the secret that signs the links of video segments; "" where there is none.
#   video-secret.sh SECRET CONFIGURATION     two files; the configuration is for its owner alone
set -eu
umask 077
secret=$(cat "$1" 2> /dev/null) || secret=
case "$secret" in
    *[!A-Za-z0-9_-]*) echo "$1 may hold A-Z a-z 0-9 _ - only" >&2; exit 1 ;;
esac
printf 'map $server_name $talim_video_secret { default "%s"; }\n' "$secret" > "$2.new"
mv "$2.new" "$2"
