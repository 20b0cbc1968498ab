# Share of series in which each method of R's surveillance alarms within the monitored looks, default thresholds.
# Looks are taken as equally spaced: the package knows no irregular dates. Rscript surveillance.R IN.csv OUT.json
suppressPackageStartupMessages(library(surveillance))
arguments <- commandArgs(trailingOnly = TRUE)
table <- read.csv(arguments[1])
alarmed <- function(method) {
  mean(sapply(split(table, table$series), function(one) {
    one <- one[order(one$day), ]
    range <- which(one$monitored == 1)
    tryCatch(any(method(one$cars, range), na.rm = TRUE), error = function(e) NA)
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
found <- c(earsC1 = alarmed(ears("C1")), earsC2 = alarmed(ears("C2")), glrnb = alarmed(glr), cusum = alarmed(cusum))
writeLines(paste0("{", paste0('"', names(found), '":', ifelse(is.na(found), "null", format(found)), collapse = ","), "}"), arguments[2])
