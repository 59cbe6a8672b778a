#!/bin/sh
# The browser journeys need Chromium: used where it is, installed where that can be done without asking.
set -eu
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests (once) …"
    export DEBIAN_FRONTEND=noninteractive
    if apt-get update -qq </dev/null && apt-get install -y -qq --no-install-recommends chromium </dev/null >/dev/null; then
        # Faces for Arabic and Chinese make pictures readable; no test depends on them.
        apt-get install -y -qq --no-install-recommends fonts-noto-core fonts-noto-cjk </dev/null >/dev/null || true
        exit 0
    fi
fi
echo "The browser tests need Chromium. On Debian and Ubuntu: sudo apt-get install chromium, then try again." >&2
exit 1
