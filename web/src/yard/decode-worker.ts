/** Decodes blocks of a GeoTIFF beside the page, so that panning stays smooth. A file of its own: the CSP needs no blob. */
import { getDecoder } from "geotiff";
import { UNDECODED } from "./undecoded.ts";

addEventListener("message", async ({ data }: MessageEvent) => {
  const { compression, decoderParameters, buffer, ...job } = data;
  try {
    const decoder = await getDecoder(compression, decoderParameters);
    const decoded = await decoder.decode(buffer);
    postMessage({ decoded, ...job }, { transfer: [decoded as ArrayBuffer] });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    postMessage({ error: `${UNDECODED} ${compression}: ${why}`, ...job });
  }
});
