#!/bin/sh
# Makes the virtual environment, or brings it up to a lock: dev/venv.sh requirements.lock
set -eu
lock=$1
python=${PYTHON:-python3}
venv=${VENV:-.venv}
stamp=$venv/$(basename "$lock").installed

# `make up` and `make test` may be started side by side; one of them installs.
if [ -z "${VENV_LOCKED:-}" ] && command -v flock >/dev/null; then
    mkdir -p var && VENV_LOCKED=yes exec flock var/venv.lock "$0" "$@"
fi

# Each lock alone is complete; a venv holding the bigger one needs nothing for the smaller.
cmp -s "$lock" "$stamp" && exit 0

fail() { printf '%s\n' "$@" >&2; exit 1; }

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    fail "需要 Python 3.11 或更高版本；可用 PYTHON=python3.12 make up 指定" \
         "Python 3.11 or newer is needed; name one with PYTHON=python3.12 make up"

if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && [ "${ALLOW_INSTALL:-yes}" != no ] && command -v apt-get >/dev/null; then
        apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes python3-venv >/dev/null
    else
        fail "缺少 Python 的 venv 模块，请安装：apt-get install python3-venv" \
             "Python's venv module is missing: apt-get install python3-venv"
    fi
fi

[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
echo "· 安装依赖 $lock"
"$venv/bin/python" -m pip install -qqq --disable-pip-version-check --require-hashes -r "$lock"
cp "$lock" "$stamp"
