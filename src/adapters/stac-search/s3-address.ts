import { YardcheckError } from "../../errors.ts";
import type { Catalogue } from "./settings.ts";

type S3 = NonNullable<Catalogue["s3"]>;

/**
 * The HTTPS address of an image in S3; any other address as it is.
 *
 * @throws YardcheckError "usage" for an S3 address that names no key
 */
export function httpAddress(url: string, s3: S3 | undefined): string {
  if (!url.startsWith("s3://")) return url;
  const match = /^s3:\/\/([a-z0-9][a-z0-9.-]+)\/(.+)$/.exec(url);
  if (match === null) throw new YardcheckError("usage", `${url} is no s3://bucket/key`);
  const [, bucket, key = ""] = match;
  const path = key.split("/").map(encodeURIComponent).join("/");
  if (s3?.endpoint !== undefined) return `${s3.endpoint.replace(/\/$/, "")}/${bucket}/${path}`;
  return `https://${bucket}.s3.${s3?.region ?? "us-east-1"}.amazonaws.com/${path}`;
}

/**
 * The S3 that an item means: of the catalogue on the item's own host, else of the only catalogue that has images in S3.
 * Undefined: Amazon's, without a signature.
 */
export function s3Of(item: string, catalogues: Readonly<Record<string, Catalogue>>): S3 | undefined {
  const having = Object.values(catalogues).filter(({ s3 }) => s3 !== undefined);
  const host = URL.parse(item)?.host;
  const own = having.find(({ url }) => host !== undefined && URL.parse(url)?.host === host);
  return (own ?? (having.length === 1 ? having[0] : undefined))?.s3;
}
