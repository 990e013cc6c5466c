#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Real mail clients in front of the gateway, a real Postfix behind it, independent judges at the end.
# Debian or Ubuntu, as root: it installs what is missing, starts everything on loopback ports of its
# own, prints one line per check and exits 1 when one failed. Nothing is left running.
# Without arguments everything; else the stages named: clients doors opposition mime golden signed hops relays smuggling disk metrics
# (metrics asks for what the others make happen: name it last, behind doors opposition hops).
set -euo pipefail
cd "$(dirname "$0")"
exec </dev/null
export PATH="$PATH:/usr/sbin:/sbin"

declare -A packages=(
  [postfix]=postfix [swaks]=swaks [msmtp]=msmtp [curl]=curl [node]=nodejs [npm]=npm
  [promtool]=prometheus [openssl]=openssl [gpg]=gnupg [python3]=python3 [smtp-sink]=postfix
)

missing=()
for command in "${!packages[@]}"; do
  command -v "$command" >/dev/null || missing+=("${packages[$command]}")
done
/usr/bin/python3 -c 'import dkim' 2>/dev/null || missing+=(python3-dkim)
# Without it swaks speaks no TLS.
perl -MNet::SSLeay -e 1 2>/dev/null || missing+=(libnet-ssleay-perl)

if ((${#missing[@]})); then
  [ "$(id -u)" = 0 ] || { echo "run as root once, to install: ${missing[*]}" >&2; exit 1; }
  # Installing must not start anything: these packages bring daemons we do not want.
  guard=/usr/sbin/policy-rc.d
  if [ ! -e "$guard" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$guard"
    chmod 755 "$guard"
    trap 'rm -f "$guard"' EXIT
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
[ "$(id -u)" = 0 ] || { echo "run as root: Postfix needs it" >&2; exit 1; }

modules=../target/interop
mkdir -p "$modules"
[ -d "$modules/node_modules/mailauth" ] ||
  npm install --silent --no-fund --no-audit --omit=optional --prefix "$modules" nodemailer@7 Haraka@3 mailauth@4

# Postfix keeps other mail servers from being installed, so these are unpacked beside it. They want
# users of their own.
relays=$modules/relays
if [ ! -x "$relays/usr/sbin/smtpd" ]; then
  apt-get update -qq
  apt-cache depends exim4-daemon-light opensmtpd | sed -n 's/^ *Depends: \(lib[^ ]*\)$/\1/p' |
    xargs env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends >/dev/null
  (cd "$modules" && apt-get download -qq exim4-daemon-light opensmtpd)
  for package in "$modules"/*.deb; do dpkg -x "$package" "$relays"; done
  rm "$modules"/*.deb
fi
for user in Debian-exim opensmtpd opensmtpq; do
  id "$user" >/dev/null 2>&1 ||
    useradd --system --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$user"
done

# Built before the clock starts; nothing below may take longer than six minutes.
"${OCTROI:-../../octroi}" version
timeout --kill-after=20 360 /usr/bin/python3 interop.py "$@"
