# Weekly counts with labelled outbreaks, and what R surveillance's Farrington flexible says of each week.
# Rscript weekly.R OUT.csv: series, week, cases, outbreak, score (larger: more surprising; empty: not judged)
#
# The fourteen series k1, m1-m5, n1, n2, h1_nrwrp, q1_nrwh, q2, s1-s3 that come with the package: weekly cases of 2001 to
# 2004 from SurvStat@RKI with the outbreaks that experts marked (Riebler 2004). A week is judged from the fifty-sixth on,
# by as many earlier years as there are, up to three.
suppressPackageStartupMessages(library(surveillance))
names <- c("k1", "m1", "m2", "m3", "m4", "m5", "n1", "n2", "h1_nrwrp", "q1_nrwh", "q2", "s1", "s2", "s3")
rows <- lapply(names, function(name) {
  data(list = name, package = "surveillance", envir = environment())
  series <- get(name)
  cases <- as.vector(series$observed)
  weeks <- sts(cases, start = c(2001, 1), frequency = 52)
  score <- sapply(seq_along(cases), function(week) {
    years <- min(3, (week - 1 - 3) %/% 52)
    if (years < 1) return(NA)
    # The score by which its authors rank: (count - expected) / (threshold - expected), the exceedance score of
    # Noufaily et al. (2013), Stat. Med. 32(7), 3.5. Weeks with few cases are judged, too (limit54; the default leaves
    # them out), so that both methods judge the same weeks.
    tryCatch(suppressWarnings({
      found <- farringtonFlexible(weeks, control = list(
        range = week, b = years, w = 3, noPeriods = 10, pastWeeksNotIncluded = 26, thresholdMethod = "nbPlugin", alpha = 0.01, limit54 = c(0, 4)
      ))
      expected <- found@control$expected[1]
      bound <- upperbound(found)[1]
      if (is.na(bound) || is.na(expected)) NA else (cases[week] - expected) / max(1e-9, bound - expected)
    }), error = function(e) NA)
  })
  data.frame(series = name, week = seq_along(cases), cases = cases, outbreak = as.vector(series$state), score = score)
})
write.csv(do.call(rbind, rows), commandArgs(trailingOnly = TRUE)[1], row.names = FALSE, na = "")
