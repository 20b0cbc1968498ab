#!/usr/bin/env bash
# Renders synthetic yards, trains both networks, exports them, checks them, calibrates and writes the model card.
#
#     training/train.sh [minutes for the cars network, default 42] [minutes for the offset network, default 4; 0 keeps it]
#
# Goes on from the weights that ship; FRESH=1 starts with new ones (give it 180 minutes or more). VERSION=2026-11-26.5
# names weights that are not the day's first. Rendering takes two cores for about ten minutes and 7 GB of disk, training
# one core. Needs python3 with numpy, onnx and torch (1.13 or later) and nothing else beyond `npm ci`. Everything it makes
# on the way lies in training/work, which git ignores.
set -euo pipefail
cd "$(dirname "$0")"
cars_minutes="${1:-42}"
offset_minutes="${2:-4}"
seed="${SEED:-1}"
python="${PYTHON:-/usr/bin/python3}"
node=../node_modules/.bin/node
model=../src/adapters/detectors/model
work=work/g
start() { if [ -z "${FRESH:-}" ]; then echo "--start-from $model/$1.onnx"; fi; }
mkdir -p "$work"

"$node" render-strips.ts --set held-out --scenes 60 --seed 1 --out "$work/held-1"
(
  "$node" render-strips.ts --scenes 1000 --seed 24 --out "$work/train-24"
  "$node" render-strips.ts --invented-styles --open-country --scenes 1200 --seed 44 --out "$work/train-44"
  "$node" render-strips.ts --invented-styles --scenes 1000 --seed 36 --out "$work/train-36"
  "$node" render-strips.ts --invented-styles --open-country --stained --scenes 1600 --seed 58 --out "$work/train-58"
) &
(
  "$node" render-strips.ts --invented-styles --open-country --stained --scenes 1600 --seed 60 --out "$work/train-60"
  "$node" render-strips.ts --invented-styles --scenes 2400 --seed 34 --out "$work/train-34"
) &
wait %1 && wait %2

# shellcheck disable=SC2046
"$python" train_cars.py --train "$work/train-*.u8" --held-out "$work/held-*.u8" --out "$work/cars.pt" \
  $(start cars) --minutes "$cars_minutes" --iterations 40000 --batch 16 --rate 1e-3 --seed "$seed"
keeps_offset() { [ "$offset_minutes" = 0 ]; }
# shellcheck disable=SC2046
keeps_offset || "$python" train_offset.py --train "$work/train-*.u8" --held-out "$work/held-*.u8" --out "$work/offset.pt" \
  $(start offset) --minutes "$offset_minutes" --iterations 40000 --rate 5e-4 --seed "$seed"
# shellcheck disable=SC2046
"$python" export.py --cars "$work/cars.pt" $(keeps_offset || echo "--offset $work/offset.pt") --strips "$work/held-*.u8" \
  --version "${VERSION:-$(date -u +%Y-%m-%d).$seed}" --command "training/train.sh $cars_minutes $offset_minutes" --scenes 8800 \
  $([ -n "${FRESH:-}" ] || echo --went-on) \
  --seeds "{\"trainingScenes\": [24, 34, 36, 44, 58, 60], \"heldOutScenes\": 1, \"weights\": $seed}"
"$node" check-onnx.ts
"$node" calibrate.ts
"$node" calibrate-coarse.ts
"$node" model-card.ts
