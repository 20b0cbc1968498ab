#!/usr/bin/env bash
# Renders synthetic yards and trains the networks on them: the part of train.sh that may run on a machine with a graphics card.
#
#     training/learn.sh MINUTES OFFSET_MINUTES
#
# Rendering takes all cores. With a card the networks learn meanwhile, taking in what has been rendered, and rendering ends
# with them; without one they wait until SCENES yards of each set are there. See train.sh for the variables.
set -euo pipefail
cd "$(dirname "$0")"
minutes="$1"
offset_minutes="$2"
export work="${WORK:-work/h}" scenes="${SCENES:-700}" node="${NODE:-../node_modules/.bin/node}"
python="${PYTHON:-/usr/bin/python3}"
seeds="${SEEDS:-1}"
model=../src/adapters/detectors/model
start() { if [ -z "${FRESH:-}" ]; then echo "--start-from $model/$1.onnx"; fi; }
card="$("$python" -c 'import torch; print("yes" if torch.cuda.is_available() else "")')"
mkdir -p "$work"

. ./sets.sh
render() { "$node" render-strips.ts --scenes "$scenes" --seed "$1" --out "$work/train-$1" "${@:2}"; }
export -f render
# A group of their own, so that all that render here are stopped at once, and nobody else's.
set -m
{
  "$node" render-strips.ts --set held-out --scenes 60 --seed 1 --out "$work/held-1" &
  sets | xargs -P "${JOBS:-$(nproc)}" -L 1 bash -c 'render "$@"' render
  wait
} &
renderers=$!
set +m
trap 'kill -- -$renderers 2>/dev/null || true' EXIT
if [ -n "$card" ] && [ "$minutes" != 0 ]; then sleep "${HEAD_START:-45}"; else wait; fi

if [ -n "$card" ]; then pace="--iterations 1000000 --batch 384 --rate 3e-3"; else pace="--iterations 40000 --batch 16 --rate 1e-3"; fi
# What an earlier run left there is not taken for this one's.
[ "$minutes" = 0 ] || rm -f "$work"/cars.pt*
# What a card has room for: a network nine times as large, which learns beside the others and teaches them.
if [ -n "$card" ] && [ -z "${TEACHER:-}" ]; then
  pace="$pace --larger-beside"
  [ -n "${FRESH:-}" ] || pace="$pace --larger-from $model/second-pass.onnx"
fi
# shellcheck disable=SC2046,SC2086
[ "$minutes" = 0 ] || "$python" train_cars.py --train "$work/train-*.u8" --held-out "$work/held-*.u8" --out "$work/cars.pt" \
  $(start cars) ${SHAPES:+--shapes $SHAPES} ${TEACHER:+--teacher "$TEACHER"} --minutes "$minutes" $pace --seeds "$seeds"
# shellcheck disable=SC2046
[ "$offset_minutes" = 0 ] || "$python" train_offset.py --train "$work/train-*.u8" --held-out "$work/held-*.u8" \
  --out "$work/offset.pt" $(start offset) --minutes "$offset_minutes" --iterations 40000 --rate 5e-4 --seeds "$seeds"
