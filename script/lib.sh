# Shared by the commands in this folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '\033[1m==> %s\033[0m\n' "$*"; }

find_python() {
    local candidate
    for candidate in python3.13 python3.12 python3.11 python3; do
        if command -v "$candidate" >/dev/null &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "Python 3.11 or later is needed." >&2
    exit 1
}

# install FILE: the packages of a requirements file, only when it changed.
install() {
    local stamp=".venv/installed-$1"
    if [ ! -x .venv/bin/python ]; then
        say "Making .venv"
        "$(find_python)" -m venv .venv
    fi
    if ! cat requirements*.txt | cmp -s - "$stamp"; then
        say "Installing $1"
        .venv/bin/python -m pip install --quiet --disable-pip-version-check -r "$1"
        cat requirements*.txt >"$stamp"
    fi
}
