/** What `--method` chooses: one of a facility's own series, since methods never mix. */
export const METHOD_OPTION = "whose counts to read where several methods counted (default: that of the newest count)";
