# shellcheck shell=bash
# Debian packages: says what is missing and installs only that.

# Quoted into a shell that is root: nothing that a package brings may start a service of this machine, so
# the answer of policy-rc.d is "no" while apt-get runs. A policy of the host is put aside and comes back.
portico_install='
set -eu
policy=/usr/sbin/policy-rc.d aside=/usr/sbin/policy-rc.d.before-portico
restore() {
    if grep -q "portico: temporary" $policy 2>/dev/null; then rm -f $policy; fi
    if [ -e $aside ]; then mv -f $aside $policy; fi
}
trap restore EXIT
trap "exit 130" INT
trap "exit 143" TERM HUP
restore
if [ -e $policy ]; then mv $policy $aside; fi
printf "%s\n" "#!/bin/sh" "# portico: temporary, while packages are installed" "exit 101" >$policy
chmod 755 $policy
export DEBIAN_FRONTEND=noninteractive
get="apt-get -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 -q -y --no-install-recommends"
updated=no
known=$(apt-cache policy "$@" 2>/dev/null | grep -c "^  Candidate: [^(]" || true)
if [ "$known" -lt $# ]; then apt-get -o DPkg::Lock::Timeout=300 -q update; updated=yes; fi
if ! $get install "$@"; then
    [ $updated = no ] || exit 1
    apt-get -o DPkg::Lock::Timeout=300 -q update
    $get install "$@"
fi
case " $* " in *" nginx "*)
    if command -v systemctl >/dev/null; then systemctl -q disable nginx.service || true; fi ;;
esac
case " $* " in *" clamav-daemon "*)
    if command -v systemctl >/dev/null; then
        systemctl -q disable clamav-daemon.service clamav-daemon.socket clamav-freshclam.service || true
    fi ;;
esac
'

package_is_installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# need_packages NAME… : returns at once when all are there. A fresh nginx is also kept from starting with the
# machine; Portico only uses its program.
need_packages() {
    local missing=() name root=()
    command -v dpkg-query >/dev/null || die "This needs Debian 12 (dpkg is not here). Packages: $*"
    for name; do package_is_installed "$name" || missing+=("$name"); done
    [ "${#missing[@]}" -gt 0 ] || return 0
    say "Installing from Debian: ${missing[*]}"
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || die "Not root and no sudo. Have these installed first: ${missing[*]}"
        root=(sudo)
    fi
    "${root[@]}" sh -c "$portico_install" portico-install "${missing[@]}" </dev/null |
        { grep --line-buffered -E '^(Get:|Setting up|Unpacking|E:|W:|Err)' || true; } |
        while IFS= read -r name; do note "$name"; done || true
    for name in "${missing[@]}"; do
        package_is_installed "$name" || die "apt-get could not install $name"
    done
}

# want_packages NAME… : the same where they can be had; where not, what needs them is skipped.
want_packages() { (need_packages "$@") || note "without $*, what needs it is skipped"; }

# Swift 6.2 or later is the one thing that must be here already.
need_swift() {
    local version
    command -v swift >/dev/null || die "Swift 6.2 or later is needed: https://www.swift.org/install/linux/"
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | head -n 1)
    [ -n "$version" ] || die "swift --version says nothing that names a version"
    [ "$((${version% *} * 100 + ${version#* }))" -ge 602 ] ||
        die "Swift 6.2 or later is needed, this is ${version/ /.}: https://www.swift.org/install/linux/"
}
