#!/usr/bin/env bash
# Installs what the tests need beside npm packages: Chromium (pages in both directions), poppler (PDF pages as pictures
# and text) and GDAL's programs (GeoTIFFs of rare kinds). On Debian as root it installs them; elsewhere it says what is missing and stops.
set -euo pipefail
missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v pdftoppm >/dev/null || missing+=(poppler-utils)
command -v gdal_translate >/dev/null || missing+=(gdal-bin)
[ ${#missing[@]} -eq 0 ] && exit 0
echo "The tests need ${missing[*]}: installing from Debian's packages."
if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
  echo "Cannot install here (not Debian, or not root). Install ${missing[*]} and run the tests again." >&2
  exit 1
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
