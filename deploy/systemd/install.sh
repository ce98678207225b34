#!/bin/sh
# A centre on Debian 12 or 13 or Ubuntu 24.04, without Docker: PostgreSQL, Valkey or Redis, nginx, certbot, a time service and
# Talim's units. The checkout lies in /opt/talim; each run lays it out as a release in /opt/talim-releases, and that is what the
# units start. Every step may be done again; what is there stays, and nothing that runs is touched.
#   sudo sh /opt/talim/deploy/systemd/install.sh NAME [E-MAIL]    NAME: talim.example.uz; E-MAIL: for the certificate
# Without E-MAIL the certificate stays self-signed. TALIM_TORCH=cpu, cuda or none chooses the build, as for ./talim.
# DESTDIR=/folder lays the files out under that folder and does nothing else.
set -eu
name=${1:-}
email=${2:-}
root=${DESTDIR:-}
code=$(cd "$(dirname "$0")/../.." && pwd)

say() { echo "== $*" >&2; }
stop() { echo "Stopped: $*" >&2; exit 1; }
as_postgres() { (cd / && runuser -u postgres -- "$@"); }

case "$name" in
    '' | *[!a-z0-9.-]*) stop "the first word is the centre's name on the internet: talim.example.uz" ;;
esac

lay_out_for_nginx() { # lay_out_for_nginx FILE NAME: one that was edited since stays, and the new one is put beside it
    site=$root/etc/nginx/conf.d/$2
    laid=$root/usr/local/lib/talim/nginx-$2
    sed "s/\${SERVER_NAME}/$name/g" "$code/deploy/nginx/$1" > "$laid.new"
    if [ ! -e "$site" ] || cmp -s "$site" "$laid" || cmp -s "$site" "$laid.new"; then
        cp "$laid.new" "$site"
        rm -f "$site.new"
    else
        cp "$laid.new" "$site.new"
        say "$site was edited, so it stays. What is new stands in $site.new: take over what you need, then: nginx -t && systemctl reload nginx"
    fi
    mv "$laid.new" "$laid"
}

is_installed() { dpkg-query -W -f '${db:Status-Status}' "$1" 2> /dev/null | grep -qx installed; }

server_of_redis() { # that of the former run; else Valkey where there is one, but never beside a Redis that holds the port and what lies in it
    for kind in valkey redis; do
        if is_installed "$kind-server" && grep -qx '# Talim' "$root/etc/$kind/$kind.conf" 2> /dev/null; then
            echo "$kind-server"
            return
        fi
    done
    if is_installed redis-server; then
        echo redis-server
    elif apt-cache show valkey-server > /dev/null 2>&1; then
        echo valkey-server
    else
        echo redis-server
    fi
}

time_service() { # nothing where one is, whichever: another would push it out
    dpkg-query -W -f '${db:Status-Status} ${Provides}\n' | grep '^installed .*time-daemon' > /dev/null || echo systemd-timesyncd
}

lay_out() {
    say "Files under ${root:-/}"
    mkdir -p "$root/etc/talim/tls" "$root/etc/systemd/system" "$root/etc/nginx/conf.d" \
        "$root/usr/local/bin" "$root/usr/local/lib/talim" "$root/var/lib/talim/acme" "$root/etc/letsencrypt/renewal-hooks/deploy"
    cp "$code"/deploy/systemd/*.service "$code"/deploy/systemd/*.timer "$code"/deploy/systemd/*.target \
        "$root/etc/systemd/system/"
    cp -r "$code"/deploy/systemd/*.service.d "$root/etc/systemd/system/"
    # What talim-manage --speech starts.
    mkdir -p "$root/etc/systemd/system/talim-speech-.service.d"
    cp "$code/deploy/systemd/talim-speech.service.d/20-card.conf" "$root/etc/systemd/system/talim-speech-.service.d/"
    [ ! -e "$root/usr/local/lib/talim/nginx-site" ] || # its name of old
        mv "$root/usr/local/lib/talim/nginx-site" "$root/usr/local/lib/talim/nginx-talim.conf"
    lay_out_for_nginx talim.conf.template talim.conf
    lay_out_for_nginx upstreams-systemd.conf talim-upstreams.conf
    # The settings are the centre's own once they are there.
    [ -e "$root/etc/talim/talim.env" ] ||
        sed "s/@SERVER_NAME@/$name/g" "$code/deploy/systemd/talim.env" > "$root/etc/talim/talim.env"
    install -m 755 "$code/deploy/systemd/talim-manage" "$root/usr/local/bin/talim-manage"
    install -m 755 "$code/deploy/systemd/run" "$root/usr/local/lib/talim/run"
    install -m 755 "$code/deploy/nginx/certificates.sh" "$root/usr/local/lib/talim/certificates.sh"
    printf '#!/bin/sh\nset -e\nSERVER_NAME=%s /usr/local/lib/talim/certificates.sh take\nsystemctl reload nginx\n' "$name" \
        > "$root/etc/letsencrypt/renewal-hooks/deploy/talim"
    chmod 755 "$root/etc/letsencrypt/renewal-hooks/deploy/talim"
    sh "$code/deploy/secrets.sh" "$root/etc/talim/secrets" 127.0.0.1 127.0.0.1
    sh "$code/deploy/nginx/video-secret.sh" "$root/etc/talim/secrets/video_link_secret" "$root/etc/nginx/conf.d/talim-video.conf"
}

if [ -n "$root" ]; then
    lay_out
    exit 0
fi
[ "$(id -u)" = 0 ] || stop "run it as root: sudo sh $0 $*"
[ "$code" = /opt/talim ] || stop "the checkout lies in $code, and the units look for it in /opt/talim"

say "Packages"
apt-get update -q
redis=$(server_of_redis)
clock=$(time_service)
apt-get install -y -q --no-install-recommends \
    python3 python3-venv postgresql postgresql-client "$redis" nginx certbot openssl ca-certificates curl libgomp1 git \
    ${clock:+"$clock"}

say "The person talim, and its folders"
id talim > /dev/null 2>&1 || useradd --system --user-group --home-dir /var/lib/talim --shell /usr/sbin/nologin talim
install -d -o talim -g talim -m 751 /var/lib/talim
install -d -o talim -g talim -m 711 /var/lib/talim/media # nginx passes through to what is open to it: video segments
install -d -o talim -g talim -m 750 /var/lib/talim/outbox /var/lib/talim/models /var/backups/talim
install -d -o talim -g talim -m 755 /var/lib/talim/static
install -d -m 755 /var/lib/talim/acme
lay_out
chmod 700 /etc/talim/secrets

say "The release, and its Python environment"
sh "$code/deploy/systemd/release.sh" make

say "Database"
password=$(cat /etc/talim/secrets/postgres_password)
[ -n "$(as_postgres psql -Atc "SELECT 1 FROM pg_roles WHERE rolname = 'talim'")" ] ||
    as_postgres psql -q -c "CREATE ROLE talim LOGIN"
# By standard input: a password among a command's words can be seen by everybody on the machine.
printf "ALTER ROLE talim PASSWORD '%s';\n" "$password" | as_postgres psql -q -v ON_ERROR_STOP=1
[ -n "$(as_postgres psql -Atc "SELECT 1 FROM pg_database WHERE datname = 'talim'")" ] ||
    as_postgres createdb --owner=talim --encoding=UTF8 --template=template0 --locale=C.UTF-8 talim

say "$redis"
config=/etc/redis/redis.conf
[ "$redis" = redis-server ] || config=/etc/valkey/valkey.conf
password=$(cat /etc/talim/secrets/redis_password)
if ! printf 'requirepass %s\n' "$password" | grep -qxFf - "$config"; then # of two lines the last counts
    [ -e "$config.before-talim" ] || cp -p "$config" "$config.before-talim"
    printf '# Talim\nbind 127.0.0.1 -::1\nrequirepass %s\nappendonly yes\nmaxmemory-policy noeviction\n' \
        "$password" >> "$config"
    systemctl restart "$redis"
fi
systemctl start "$redis"

say "Tables, static files, models"
systemctl daemon-reload
systemctl start talim-migrate.service
systemctl start talim-models.service
# From here on what starts is the new release; what runs goes on with its own files.
sh "$code/deploy/systemd/release.sh" switch

say "Certificate and nginx"
SERVER_NAME=$name sh "$code/deploy/nginx/certificates.sh" first
rm -f /etc/nginx/sites-enabled/default
nginx -t
systemctl enable --now nginx
systemctl reload nginx
if [ -n "$email" ]; then
    # certbot's own timer renews; its deploy hook puts the new one in place and has nginx read it.
    certbot certonly --webroot -w /var/lib/talim/acme -d "$name" --cert-name talim --keep-until-expiring \
        --non-interactive --agree-tos -m "$email" && SERVER_NAME=$name sh "$code/deploy/nginx/certificates.sh" take &&
        systemctl reload nginx ||
        say "No certificate was issued: does $name lead here, and is port 80 open? The self-signed one stays for now."
fi

say "Everything on"
systemctl enable --now talim.target talim-backup.timer
sh "$code/deploy/systemd/release.sh" tidy
say "Talim serves at https://$name/ . The first-run page: talim-manage first_run_code"
