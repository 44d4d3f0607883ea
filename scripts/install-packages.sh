#!/bin/sh
# Installs the Debian packages that kho is built and tested with. Says nothing where all of them are there.
set -eu

packages="curl libqpdf-dev libjpeg62-turbo-dev libssl-dev libsqlite3-dev libzip-dev zlib1g-dev pkg-config openssl unzip zip
strace python3 python3-venv iproute2 util-linux xxd make git qpdf poppler-utils fonts-dejavu-core"

if ! command -v dpkg-query >/dev/null; then
    echo "kho is built on Debian 12 or a system like it; install what corresponds to: $packages" >&2
    exit 1
fi

missing=""
for package in $packages; do
    status=$(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null || true)
    case $status in
    ii*) ;;
    *) missing="$missing $package" ;;
    esac
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null; then
    as_root="sudo"
else
    echo "These packages are missing; install them as root, then run this again:" >&2
    echo "    apt-get install$missing" >&2
    exit 1
fi

echo "Installing:$missing" >&2
install() {
    # Word splitting is meant: each word is a package.
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing >&2
}
# The lists are fetched only where what is known of the packages is missing or too old.
install || { $as_root apt-get update >&2 && install; }
