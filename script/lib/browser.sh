# shellcheck shell=bash
# What tests need of Python, in .build/venv: Selenium with axe for the stories in Debian's Chromium, aiosmtpd
# for the mail server that Tests/Support/smtp_sink.py is, and zxing-cpp to read QR codes as a phone does.
# Needs say.sh and packages.sh; run at the top of the checkout.

need_browser() {
    local venv=.build/venv wanted='selenium==4.51.0 aiosmtpd==1.4.6 zxing-cpp==2.3.0 axe-playwright-python==0.1.8'
    need_packages chromium chromium-driver fonts-liberation2 python3-venv
    [ "$(cat "$venv/portico-wanted" 2>/dev/null)" != "$wanted" ] || return 0
    say "Fetching Selenium, axe, aiosmtpd and zxing-cpp into $venv"
    rm -rf "$venv"
    python3 -m venv "$venv"
    # axe's package names Playwright as a need; only its copy of axe-core is used.
    # shellcheck disable=SC2086 # several words, one for each package
    "$venv/bin/pip" install -q --disable-pip-version-check ${wanted% *} &&
        "$venv/bin/pip" install -q --disable-pip-version-check --no-deps "${wanted##* }" ||
        die "Selenium, axe, aiosmtpd and zxing-cpp could not be fetched from PyPI"
    printf '%s\n' "$wanted" >"$venv/portico-wanted"
}
