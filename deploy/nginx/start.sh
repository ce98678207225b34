#!/bin/sh
# Starts nginx in a container: fills in the name, waits for the first certificate, reloads whenever it has changed.
# /run/secrets/video_link_secret signs the links of video segments; without it the serving processes hand them out.
# SERVER_NAME is the centre's name; empty: localhost, over plain HTTP and without a certificate. RELOAD_SECONDS says how often the certificate is looked at.
set -eu
here=/etc/talim/nginx
certificate=/etc/talim/tls/fullchain.pem

case "${SERVER_NAME:-}" in
    *[!a-z0-9.-]*) echo "SERVER_NAME must be a name like talim.example.uz, in small letters." >&2; exit 1 ;;
esac
mkdir -p /tmp/nginx
if [ -n "${SERVER_NAME:-}" ]; then
    sed "s/\${SERVER_NAME}/$SERVER_NAME/g" "$here/talim.conf.template" > /tmp/nginx/talim.conf
else
    sed -e '/^# with TLS only {$/,/^# with TLS only }$/d' -e '/ ssl/d' -e '/Strict-Transport-Security/d' \
        -e 's/# without TLS: //' -e 's/${SERVER_NAME}/localhost/g' "$here/talim.conf.template" > /tmp/nginx/talim.conf
fi
cp "$here/upstreams-compose.conf" /tmp/nginx/upstreams.conf
sh "$here/video-secret.sh" /run/secrets/video_link_secret /tmp/nginx/video.conf
until [ -z "${SERVER_NAME:-}" ] || [ -s "$certificate" ]; do
    echo "waiting for $certificate" >&2
    sleep 1
done
nginx -c "$here/nginx.conf" -t -q

watch_certificate() {
    known=$(cksum < "$certificate")
    while sleep "${RELOAD_SECONDS:-60}"; do
        seen=$(cksum < "$certificate") || continue
        [ "$seen" = "$known" ] && continue
        # Key and certificate are two files: what does not fit together yet is looked at again.
        if nginx -c "$here/nginx.conf" -t -q && nginx -c "$here/nginx.conf" -s reload; then
            echo "reloaded: the certificate has changed" >&2
            known=$seen
        fi
    done
}
[ -z "${SERVER_NAME:-}" ] || watch_certificate &
exec nginx -c "$here/nginx.conf" -g 'daemon off;'
