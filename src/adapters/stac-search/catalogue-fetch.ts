import { AwsClient } from "aws4fetch";
import { YardcheckError } from "../../errors.ts";
import type { Fetch } from "../fetch-guard/guarded-fetch.ts";
import { headersOf } from "./search.ts";
import type { Catalogue } from "./settings.ts";

type S3 = NonNullable<Catalogue["s3"]>;

/**
 * A fetch that shows each catalogue's credentials to that catalogue, and to nobody else: headers to its own host,
 * signatures (AWS Signature Version 4) to its S3.
 */
export function catalogueFetch(
  fetch: Fetch,
  catalogues: Readonly<Record<string, Catalogue>>,
  environment: Readonly<Record<string, string | undefined>>,
): Fetch {
  const known = Object.entries(catalogues).map(([name, catalogue]) => ({ name, catalogue }));
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const headers = new Headers(init?.headers);
    for (const { name, catalogue } of known)
      for (const [header, value] of Object.entries(headersOf(name, catalogue, environment)(url)))
        if (!headers.has(header)) headers.set(header, value);
    const signer = known.find(({ catalogue: { s3 } }) => s3 !== undefined && isOfS3(url, s3));
    if (signer?.catalogue.s3 === undefined) return await fetch(input, { ...init, headers });
    return await fetch(
      await signed(url, { ...init, headers }, signer.catalogue.s3, environment, signer.name),
      init?.signal ? { signal: init.signal } : {},
    );
  };
}

function isOfS3(url: string, { endpoint, region }: S3): boolean {
  const { origin, hostname } = new URL(url);
  if (endpoint !== undefined) return origin === new URL(endpoint).origin;
  return hostname.endsWith(`.s3.${region}.amazonaws.com`) || hostname.endsWith(".s3.amazonaws.com");
}

async function signed(
  url: string,
  init: RequestInit,
  s3: S3,
  environment: Readonly<Record<string, string | undefined>>,
  name: string,
): Promise<Request> {
  const variable = (of: string) => {
    const value = environment[of];
    if (!value)
      throw new YardcheckError("usage", `catalogue ${name}: images in S3 need the environment variable ${of}`);
    return value;
  };
  const sessionToken = environment[s3.sessionTokenVariable];
  const client = new AwsClient({
    accessKeyId: variable(s3.accessKeyVariable),
    secretAccessKey: variable(s3.secretKeyVariable),
    ...(sessionToken ? { sessionToken } : {}),
    service: "s3",
    region: s3.region,
  });
  const headers = new Headers(init.headers);
  if (s3.requesterPays) headers.set("x-amz-request-payer", "requester");
  return await client.sign(url, { method: init.method ?? "GET", headers });
}
