#!/bin/sh
# The centre's certificate: self-signed until the authority has issued the first one, then issued and renewed (ACME,
# certbot). nginx reads /etc/talim/tls; what is asked by the authority is answered from /var/lib/talim/acme.
#   certificates.sh first     make a self-signed one where there is none
#   certificates.sh take      put certbot's newest where nginx reads it (certbot's deploy hook)
#   certificates.sh keep      first, then issue and renew for ever (compose)
# SERVER_NAME: the centre's name; empty: localhost, which needs no certificate, so `keep` only waits. ACME_EMAIL: whom the authority warns; empty: it stays self-signed.
# PACKAGES_ORIGIN: when it is set, the certificate is for packages.SERVER_NAME too.
# ACME_SERVER: the authority's directory; empty: Let's Encrypt. RETRY_SECONDS: between two tries, 12 hours.
# FIRST_WAITS: seconds between the tries until the first one is issued, the last for ever: 1, 5, 15 minutes, then an hour.
# Let's Encrypt hears no more of a name after five failures in an hour. NGINX: where it listens, as this script reaches it.
set -eu
umask 027
tls=/etc/talim/tls
webroot=/var/lib/talim/acme
live=/etc/letsencrypt/live/talim

case "${SERVER_NAME:-}" in
    '') if [ "${1:-}" = keep ]; then
            echo "SERVER_NAME is empty: localhost is served without a certificate" >&2
            trap 'exit 0' TERM INT
            while :; do sleep 43200 & wait $!; done
        fi ;;
esac
case "${SERVER_NAME:-}" in
    '' | *[!a-z0-9.-]*) echo "SERVER_NAME must be a name like talim.example.uz, in small letters." >&2; exit 1 ;;
esac

put() { # put CERTIFICATE KEY: the key first, each by a rename, so that nobody reads half a file
    mkdir -p "$tls"
    cp "$2" "$tls/privkey.pem.new"
    cp "$1" "$tls/fullchain.pem.new"
    chmod 640 "$tls/privkey.pem.new"
    chmod 644 "$tls/fullchain.pem.new"
    mv "$tls/privkey.pem.new" "$tls/privkey.pem"
    mv "$tls/fullchain.pem.new" "$tls/fullchain.pem"
}

first() {
    if [ -s "$tls/fullchain.pem" ] && [ -s "$tls/privkey.pem" ]; then return 0; fi
    scratch=$(mktemp -d)
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 90 -subj "/CN=$SERVER_NAME" \
        -addext "subjectAltName=DNS:$SERVER_NAME,DNS:packages.$SERVER_NAME" -keyout "$scratch/key" -out "$scratch/certificate" 2> /dev/null
    put "$scratch/certificate" "$scratch/key"
    rm -r "$scratch"
    echo "a self-signed certificate for $SERVER_NAME was made" >&2
}

take() {
    [ -s "$live/fullchain.pem" ] || return 0
    cmp -s "$live/fullchain.pem" "$tls/fullchain.pem" && cmp -s "$live/privkey.pem" "$tls/privkey.pem" && return 0
    put "$live/fullchain.pem" "$live/privkey.pem"
    echo "the certificate of $live is in place" >&2
}

ask() { # certbot issues the first one, and leaves one alone that is good for more than 30 days
    [ -z "${PACKAGES_ORIGIN:-}" ] || set -- -d "packages.$SERVER_NAME"
    set -- certonly --webroot -w "$webroot" -d "$SERVER_NAME" "$@" --cert-name talim --keep-until-expiring
    set -- "$@" --non-interactive --agree-tos -m "$ACME_EMAIL"
    [ -z "${ACME_SERVER:-}" ] || set -- "$@" --server "$ACME_SERVER"
    mkdir -p "$webroot"
    chmod 755 "$webroot"
    certbot "$@"
}

answers() { # nginx hands out what lies in the webroot: the authority can be asked to look there
    (umask 022 && mkdir -p "$webroot/.well-known/acme-challenge" && echo talim > "$webroot/.well-known/acme-challenge/talim")
    python3 -c 'import sys, urllib.request as u; u.urlopen(u.Request(sys.argv[1], headers={"Host": sys.argv[2]}), timeout=5)' \
        "${NGINX:-http://nginx}/.well-known/acme-challenge/talim" "$SERVER_NAME" 2> /dev/null
}

rest() { sleep "$1" & wait $!; }

keep() {
    first
    waits=${FIRST_WAITS:-60 300 900 3600}
    while :; do
        pause=${RETRY_SECONDS:-43200}
        if [ -z "${ACME_EMAIL:-}" ]; then
            echo "ACME_EMAIL is empty: the certificate stays self-signed" >&2
        else
            answers || echo "the authority is asked as soon as nginx answers" >&2
            until answers; do rest 2; done
            if ask; then
                take
            else
                if [ ! -s "$live/fullchain.pem" ]; then
                    pause=${waits%% *}
                    waits=${waits#* }
                fi
                echo "the authority issued nothing; the certificate that is there stays, next try in $pause s" >&2
            fi
        fi
        rest "$pause"
    done
}

case "${1:-}" in
    first | take | keep) trap 'exit 0' TERM INT; "$1" ;;
    *) echo "usage: certificates.sh first | take | keep" >&2; exit 2 ;;
esac
