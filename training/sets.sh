# shellcheck shell=bash
# The sets of yards that the networks learn from, for learn.sh; and the same in words, for the model card.

# A seed, and what kind of yards: every style drawn by hand is in the first sets, the others are invented.
sets() {
  cat <<'SETS'
101
102
103 --invented-styles
104 --invented-styles
105 --invented-styles
106 --invented-styles
107 --invented-styles
108 --invented-styles
109 --invented-styles --open-country
110 --invented-styles --open-country
111 --invented-styles --open-country --stained
112 --invented-styles --open-country --stained
113 --invented-styles --open-country --stained
114 --invented-styles --open-country --stained
SETS
}
# shellcheck disable=SC2034
sets_in_words="2 of 14 sets in styles drawn by hand, 6 in invented ones, 2 of one or two tracks in open country, 4 with a stained track, a third of them whole yards"
# shellcheck disable=SC2034
set_seeds="101 to 114"
