# shellcheck shell=bash
# The release program. Needs say.sh and packages.sh; run at the top of the checkout.

portico_build_packages=(fonts-inter libargon2-dev libcurl4-openssl-dev libfcgi-dev libgmime-3.0-dev libmariadb-dev libmd4c-dev
    libpango1.0-dev libqrcodegen-dev pkg-config)
portico_binary=.build/release/portico
portico_stamp=.build/portico-release.stamp

# Everything that goes into the program, by content: an edit, a rename and a removal all change it.
portico_sources() {
    {
        readlink -f "$(command -v swift || echo none)"
        { find Package.swift Sources Plugins BuildPlugins migrations -type f -print0 2>/dev/null || true; } |
            LC_ALL=C sort -z | xargs -0 -r sha256sum
    } | sha256sum
}
portico_state() { printf '%s %s\n' "$1" "$(stat -L -c '%s %Y' "$portico_binary" 2>/dev/null || echo none)"; }

# Release programs bring their Swift with them where the toolchain has it for that.
portico_flags() {
    local library
    library=$(dirname "$(readlink -f "$(command -v swift)")")/../lib/swift_static/linux/libFoundation.a
    [ ! -e "$library" ] || echo --static-swift-stdlib
}

# build_portico : builds unless the program at hand was made from exactly these sources.
build_portico() {
    local sources began flags
    sources=$(portico_sources)
    if [ -x "$portico_binary" ] && [ "$(cat "$portico_stamp" 2>/dev/null)" = "$(portico_state "$sources")" ]; then
        return 0
    fi
    need_swift
    need_packages "${portico_build_packages[@]}"
    mapfile -t flags < <(portico_flags)
    say "Building Portico for release (the first time takes some minutes)"
    began=$(now_ms)
    swift build -c release --product portico "${flags[@]}" || die "The build failed; the lines above say where"
    [ -x "$portico_binary" ] || die "The build left no program at $portico_binary"
    portico_state "$sources" >"$portico_stamp"
    note "built in $((($(now_ms) - began) / 1000)) s"
}
