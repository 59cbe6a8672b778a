#!/bin/sh
# Makes the environment, or says in a sentence what is missing.
set -eu
venv=$1
python=${PYTHON:-python3}
if ! command -v "$python" >/dev/null 2>&1; then
    echo "Foyer needs Python 3.11 or newer, and '$python' was not found. On Debian: apt-get install python3 python3-venv" >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Foyer needs Python 3.11 or newer; '$python' is $("$python" -V 2>&1). Name another: make run PYTHON=python3.12" >&2
    exit 1
fi
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    echo "Python's venv module is missing. On Debian and Ubuntu: apt-get install python3-venv, then try again." >&2
    exit 1
fi
if ! log=$("$python" -m venv "$venv" 2>&1); then
    rm -rf "$venv"
    echo "$log" >&2
    echo "The environment could not be made. On Debian and Ubuntu: apt-get install python3-venv, then try again." >&2
    exit 1
fi
