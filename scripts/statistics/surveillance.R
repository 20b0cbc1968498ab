# Share of series in which each method of R's surveillance alarms within the monitored looks, default thresholds.
# Looks are taken as equally spaced: the package knows no irregular dates. Rscript surveillance.R IN.csv OUT.json
# IN: row, series, day, cars, monitored. OUT: for each row and method the share, and of how many series it is.
# Farrington flexible needs the same season of earlier years: looks are taken as monthly, with as many years as stand
# before the first monitored look (three for 41 looks, none for 12: null).
suppressPackageStartupMessages(library(surveillance))
arguments <- commandArgs(trailingOnly = TRUE)
table <- read.csv(arguments[1])
alarmed <- function(rows, method) {
  mean(sapply(split(rows, rows$series), function(one) {
    one <- one[order(one$day), ]
    range <- which(one$monitored == 1)
    tryCatch(any(suppressWarnings(method(one$cars, range)), na.rm = TRUE), error = function(e) NA)
  }), na.rm = TRUE)
}
ears <- function(kind) function(cars, range) {
  series <- sts(cars, start = c(2020, 1), frequency = 52)
  alarms(earsC(series, control = list(range = range, method = kind, alpha = 0.001)))
}
glr <- function(cars, range) {
  past <- cars[seq_len(min(range) - 1)]
  size <- tryCatch(MASS::theta.ml(past, mean(past)), error = function(e) 1e3)
  series <- create.disProg(week = seq_along(cars), observed = cars, state = 0 * cars, start = c(2020, 1), freq = 52)
  as.vector(algo.glrnb(series, control = list(range = range, mu0 = rep(mean(past), length(range)), alpha = 1 / as.numeric(size), c.ARL = 5))$alarm)
}
cusum <- function(cars, range) {
  series <- create.disProg(week = seq_along(cars), observed = cars, state = 0 * cars, start = c(2020, 1), freq = 52)
  as.vector(algo.cusum(series, control = list(range = range, k = 1.04, h = 2.26, m = mean(cars[seq_len(min(range) - 1)]), trans = "rossi"))$alarm)
}
farrington <- function(cars, range) {
  years <- min(4, (min(range) - 1 - 3) %/% 12)
  if (years < 1) stop("no earlier year")
  series <- sts(cars, start = c(2015, 1), frequency = 12)
  alarms(farringtonFlexible(series, control = list(range = range, b = years, w = 3, noPeriods = 1, pastWeeksNotIncluded = 0, thresholdMethod = "nbPlugin", alpha = 0.01)))
}
methods <- list(earsC1 = ears("C1"), earsC2 = ears("C2"), glrnb = glr, cusum = cusum, farrington = farrington)
shares <- sapply(split(table, table$row), function(rows) sapply(methods, function(method) alarmed(rows, method)))
number <- function(x) ifelse(is.nan(x), "null", format(x))
rows <- apply(shares, 2, function(found) paste0("{", paste0('"', names(found), '":', number(found), collapse = ","), "}"))
writeLines(paste0("{", paste0('"', names(rows), '":', rows, collapse = ","), "}"), arguments[2])
