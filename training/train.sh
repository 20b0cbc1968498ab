#!/usr/bin/env bash
# Renders synthetic yards, trains the networks, exports them, checks them, calibrates, measures them and writes the model card.
#
#     training/train.sh [minutes for the cars network, default 42] [minutes for the offset network, default 4]
#
# 0 minutes keep a network as it is.
#
# Goes on from the weights that ship, as whole numbers of -63 to 63 keep them; FRESH=1 starts with new ones (give it 100 minutes or more on two cores, 10 with a card).
# VERSION=2026-11-26.5 names weights that are not the day's first; SEEDS=1,2,3 trains networks of so many first weights side by
# side, the first of which is kept; SHAPES="..." networks of other shapes (network.py), the first of which is kept, with FRESH=1
# where they differ along the track; TEACHER=x.onnx has the car network learn what another one says beside the truth; SCENES=700
# yards of each of 14 sets; WORK=work/h is where all that is made on the way lies, which git ignores: some 8 GB. Rendering takes
# all cores: the 9,800 yards some 66 minutes of CPU, half an hour of two cores that do nothing else (20 yards each of sets 101, 103,
# 109 and 111 took 8.3, 9.8, 6.0 and 6.4 s of CPU, measured on 28 November 2026 on two cores of an AMD EPYC at a load of 7 to 9, where
# they took 27, 31, 16 and 16 s by the clock). Needs python3 with numpy, onnx and torch (1.13 or later) and nothing else beyond `npm ci`
# and the real yard, see below.
#
# At the end the tables of docs/methods/counting.md are measured anew, with the new weights, and what reports print of them
# (accuracy.json) is taken from there. EVALUATED=100 yards are counted for each row; REAL=../../shared/data/muttenz-west is the real
# yard, without which nothing is begun: its row would keep the figures of the former weights.
#
# With a graphics card the larger network of the second pass learns beside the others and teaches them; without one it stays as it
# is. The first part, learn.sh, may run on another machine, one with such a card: copy `src`, `training` and `package.json` there,
# and cars.pt, cars.pt.teacher, offset.pt, their .json, a held-out set and one to train on of each kind (sets.sh) back into WORK, then
# run the rest here: LEARNED=1 training/train.sh
set -euo pipefail
cd "$(dirname "$0")"
cars_minutes="${1:-42}"
offset_minutes="${2:-4}"
export WORK="${WORK:-work/h}" PYTHON="${PYTHON:-/usr/bin/python3}" SEEDS="${SEEDS:-1}"
node="${NODE:-../node_modules/.bin/node}"
real="${REAL:-../../shared/data/muttenz-west}"

if [ ! -f "$real/yard.tif" ]; then
  echo "$real holds no yard.tif: REAL must name the folder of the real yard, on which the networks are measured at the end" >&2
  exit 2
fi
if [ "$cars_minutes" = 0 ] && [ "$offset_minutes" = 0 ]; then
  echo "all networks have 0 minutes: nothing is to be trained" >&2
  exit 2
fi
. ./sets.sh
[ -n "${LEARNED:-}" ] || ./learn.sh "$cars_minutes" "$offset_minutes"
learned=()
if [ "$cars_minutes" != 0 ]; then
  learned+=(--cars "$WORK/cars.pt")
  if [ -f "$WORK/cars.pt.teacher" ]; then learned+=(--second-pass "$WORK/cars.pt.teacher"); fi
fi
if [ "$offset_minutes" != 0 ]; then learned+=(--offset "$WORK/offset.pt"); fi
settings="${FRESH:+FRESH=1 }${SCENES:+SCENES=$SCENES }${TEACHER:+TEACHER=$TEACHER }SEEDS=$SEEDS ${SHAPES:+SHAPES='$SHAPES' }"
# shellcheck disable=SC2046
"$PYTHON" export.py "${learned[@]}" --strips "$WORK/held-*.u8" --ranges "$WORK/train-*.u8" --sets "$sets_in_words" \
  --version "${VERSION:-$(date -u +%Y-%m-%d).1}" --command "${settings}training/train.sh $cars_minutes $offset_minutes" \
  $([ -n "${FRESH:-}" ] || echo --went-on) --seeds "{\"trainingScenes\": \"$set_seeds\", \"heldOutScenes\": 1, \"weights\": \"$SEEDS\"}"
"$node" check-onnx.ts
"$node" calibrate.ts
"$node" calibrate-coarse.ts
"$node" ../scripts/evaluate-counting.ts --scenes "${EVALUATED:-100}" --real "$real"
"$node" ../scripts/write-accuracy.ts
"$node" model-card.ts
