# shellcheck shell=bash
# A real browser for the stories: Debian's Chromium, driven by Selenium, with axe beside it, in .build/venv.
# Needs say.sh and packages.sh; run at the top of the checkout.

need_browser() {
    local venv=.build/venv wanted='selenium==4.51.0 axe-playwright-python==0.1.8'
    need_packages chromium chromium-driver fonts-liberation2 python3-venv
    [ "$(cat "$venv/portico-wanted" 2>/dev/null)" != "$wanted" ] || return 0
    say "Fetching Selenium and axe into $venv"
    rm -rf "$venv"
    python3 -m venv "$venv"
    # axe's package names Playwright as a need; only its copy of axe-core is used.
    "$venv/bin/pip" install -q --disable-pip-version-check "${wanted% *}" &&
        "$venv/bin/pip" install -q --disable-pip-version-check --no-deps "${wanted#* }" ||
        die "Selenium and axe could not be fetched from PyPI"
    printf '%s\n' "$wanted" >"$venv/portico-wanted"
}
