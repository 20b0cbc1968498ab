#!/usr/bin/env bash
# Renders synthetic yards, trains both networks, exports them, checks them and writes the model card.
#
#     training/train.sh [scenes for each of two processes, default 1500] [iterations, default 7000]
#
# Needs python3 with numpy, torch (1.13 or later) and nothing else beyond `npm ci`. Everything it makes on the way
# lies in training/work, which git ignores. Two cores need about two hours.
set -euo pipefail
cd "$(dirname "$0")"
scenes="${1:-1500}"
iterations="${2:-7000}"
seed="${SEED:-1}"
python="${PYTHON:-/usr/bin/python3}"
node=../node_modules/.bin/node
work=work/f
mkdir -p "$work"

for part in 11 12; do
  "$node" render-strips.ts --set train --scenes "$scenes" --seed "$part" --out "$work/train-$part" &
done
wait
"$node" render-strips.ts --set held-out --scenes 60 --seed 1 --out "$work/held-1"

"$python" train_cars.py --train "$work/train-*.u8" --held-out "$work/held-*.u8" --out "$work/cars.pt" \
  --iterations "$iterations" --seed "$seed"
"$python" train_offset.py --train "$work/train-*.u8" --held-out "$work/held-*.u8" --out "$work/offset.pt" \
  --iterations 2500 --seed "$seed"
"$python" export.py --cars "$work/cars.pt" --offset "$work/offset.pt" --strips "$work/held-*.u8" \
  --version "$(date -u +%Y-%m-%d).$seed" --command "training/train.sh $scenes $iterations" \
  --scenes "$((2 * scenes))" --seeds "{\"trainingScenes\": [11, 12], \"heldOutScenes\": 1, \"weights\": $seed}"
"$node" check-onnx.ts
"$node" calibrate.ts
"$node" model-card.ts
