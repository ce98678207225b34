#!/bin/sh
# Releases lie beside each other, each in a folder that nothing changes any more: what runs finds its own code, packages
# and templates until it ends, however late it reads them.
#   release.sh make      the checkout and an environment for it become a folder, linked as `next`
#   release.sh switch    what is started from now on is `next`: it becomes `current`
#   release.sh tidy      removes all but the last three, what is linked and what a process still runs in
# An environment is shared by the releases whose packages are the same. TALIM_TORCH=cpu, cuda or none chooses its build of torch;
# else a card does, or ./talim. TALIM_VENV names an environment instead.
set -eu
umask 022
home=${TALIM_RELEASES:-/opt/talim-releases}
code=$(cd "$(dirname "$0")/../.." && pwd)

link() { # link NAME FOLDER: in one step, so that there is no moment without it
    ln -sfn "$2" "$home/$1.new"
    mv -T "$home/$1.new" "$home/$1"
}

make() {
    # Empty: ./talim chooses. Not what an earlier environment has: that may be the CUDA build only because no other was to be had.
    torch=${TALIM_TORCH:-}
    [ -n "$torch" ] || ! nvidia-smi > /dev/null 2>&1 || torch=cuda
    same=$({ python3 --version; echo "$torch"; cat "$code"/requirements/lock*.txt; } | sha256sum | cut -c 1-16)
    environment=${TALIM_VENV:-$home/environments/$same}
    mkdir -p "$home/environments"
    TALIM_TORCH=$torch TALIM_VENV=$environment "$code/talim" setup # compiles the messages, too
    release=$(date -u +%Y%m%d-%H%M%S.%3N)
    mkdir "$home/$release"
    tar -C "$code" --exclude=./.git --exclude=./.venv --exclude=./.env --exclude=./var --exclude=./deploy/secrets \
        --exclude=node_modules -cf - . | tar -C "$home/$release" --no-same-owner -xf -
    # What runs may write nothing here. A package brings files along that are no Python of this version: these stay as they are.
    nice "$environment/bin/python" -m compileall -qq "$environment/lib" "$home/$release" || :
    ln -s "$environment" "$home/$release/.venv"
    link next "$release"
}

in_use() {
    for cwd in /proc/[0-9]*/cwd; do
        [ "$(readlink "$cwd")" != "$1" ] || return 0
    done
    return 1
}

tidy() {
    kept=$(readlink "$home/current" "$home/next"; ls "$home" | grep '^2' | tail -n 3)
    for release in $(ls "$home" | grep '^2'); do
        echo "$kept" | grep -qxF "$release" || in_use "$home/$release" || rm -rf "${home:?}/$release"
    done
    used=$(readlink "$home"/2*/.venv)
    for environment in "$home"/environments/*; do
        [ ! -d "$environment" ] || echo "$used" | grep -qxF "$environment" || rm -rf "$environment"
    done
}

case "${1:-}" in
    make) make ;;
    switch) link current "$(readlink "$home/next")" ;;
    tidy) tidy ;;
    *) echo "release.sh make, switch or tidy" >&2; exit 2 ;;
esac
