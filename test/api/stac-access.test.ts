import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { test } from "node:test";
import { guardedFetch } from "../../src/adapters/fetch-guard/guarded-fetch.ts";
import { catalogueFetch } from "../../src/adapters/stac-search/catalogue-fetch.ts";
import { httpAddress, s3Of } from "../../src/adapters/stac-search/s3-address.ts";
import { CATALOGUE } from "../../src/adapters/stac-search/settings.ts";
import { find, item, page, stacApi } from "./catalogues.ts";
import { localServer, sendJson } from "./http-server.ts";

test("a token goes to the catalogue it is for, from the environment, and to no other host", async () => {
  const seen: (string | undefined)[] = [];
  await using other = await localServer((request, response) => {
    seen.push(request.headers.authorization);
    sendJson(response, page([item("b")]));
  });
  await using server = await stacApi(({ request }, response) => {
    seen.push(request.headers.authorization);
    sendJson(response, page([item("a")], { rel: "next", href: `${other.url}/next` }));
  });
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a setting, not a template
  const headers = { Authorization: "Bearer ${TEST_TOKEN}" };
  const both = { ...server, place: "127.0.0.1" };
  assert.deepEqual((await find(both, { headers }, "/", { TEST_TOKEN: "t" })).ids, ["a", "b"]);
  assert.deepEqual(seen, ["Bearer t", undefined]);
  await assert.rejects(find(both, { headers }), /TEST_TOKEN, which is not set/);
});

test("an image in S3 is asked for with a signature that S3 accepts, range and requester pays included", async () => {
  const keys = { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" };
  await using s3 = await localServer((request, response) => {
    if (request.headers.authorization !== expectedSignature(request, keys)) return response.writeHead(403).end("wrong");
    response.writeHead(206).end(`${request.headers.range} ${request.headers["x-amz-request-payer"]}`);
  });
  const catalogue = CATALOGUE.parse({
    url: "https://stac.example/",
    s3: { endpoint: s3.url, region: "eu-west-1", requesterPays: true },
  });
  const fetch = catalogueFetch(guardedFetch({ allowPrivate: [s3.place] }), { test: catalogue }, keys);
  const url = httpAddress("s3://bucket/a folder/image+1.tif", catalogue.s3);
  const response = await fetch(url, { headers: { range: "bytes=0-9" } });
  assert.equal(await response.text(), "bytes=0-9 requester");
  assert.equal(httpAddress("s3://images/k.tif", undefined), "https://images.s3.us-east-1.amazonaws.com/k.tif");
});

test("which S3 an item means: that of the catalogue on its own host, else the only one there is", () => {
  const of = (url: string, region?: string) =>
    CATALOGUE.parse({ url, ...(region === undefined ? {} : { s3: { region } }) });
  const [east, west, plain] = [
    of("https://east.example/stac", "e"),
    of("https://west.example", "w"),
    of("https://x.example"),
  ];
  assert.equal(s3Of("https://west.example/items/1", { east, west })?.region, "w");
  assert.equal(s3Of("https://x.example/items/1", { east, plain })?.region, "e");
  assert.equal(s3Of("/data/item.json", { east })?.region, "e");
  assert.equal(s3Of("https://other.example/items/1", { east, west }), undefined, "nobody could say which");
});

/** AWS Signature Version 4 for S3, written anew from its specification ("Authenticating Requests: Using the Authorization Header"). */
function expectedSignature(
  request: IncomingMessage,
  keys: { AWS_ACCESS_KEY_ID: string; AWS_SECRET_ACCESS_KEY: string },
): string {
  const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
  const header = (name: string) => String(request.headers[name] ?? "");
  const names = /SignedHeaders=([^,]+)/.exec(header("authorization"))?.[1] ?? "";
  const stamp = header("x-amz-date");
  const canonical = [
    request.method,
    request.url,
    "",
    ...names.split(";").map((name) => `${name}:${header(name).trim()}`),
    "",
    names,
    header("x-amz-content-sha256"),
  ].join("\n");
  const scope = `${stamp.slice(0, 8)}/eu-west-1/s3/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", stamp, scope, createHash("sha256").update(canonical).digest("hex")].join("\n");
  const key = ["eu-west-1", "s3", "aws4_request"].reduce(
    hmac,
    hmac(`AWS4${keys.AWS_SECRET_ACCESS_KEY}`, stamp.slice(0, 8)),
  );
  const signature = createHmac("sha256", key).update(toSign).digest("hex");
  return `AWS4-HMAC-SHA256 Credential=${keys.AWS_ACCESS_KEY_ID}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
}
