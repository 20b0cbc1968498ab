/**
 * How the decoding threads begin to say that they cannot decode a block. Their reasons look like those of a lost
 * connection: decoders that are WebAssembly in a data: address (ZSTD, LERC) fail to be fetched under the page's policy.
 */
export const UNDECODED = "cannot decode compression";
