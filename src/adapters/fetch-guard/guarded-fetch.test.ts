import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { YardcheckError } from "../../errors.ts";
import { guardedFetch } from "./guarded-fetch.ts";
import { readBytes, readJson } from "./read-body.ts";

/** A server of this process on a free port of loopback, closed after the test. */
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    place: `127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

const refused = (error: unknown) => error instanceof YardcheckError && error.code === "address-refused";

test("loopback is refused by default and reached when it is listed", async () => {
  await using server = await serve((_request, response) => response.end("inside"));
  await assert.rejects(guardedFetch()(server.url), refused);
  await assert.rejects(guardedFetch()(`http://2130706433:${server.port}/`), refused);
  await assert.rejects(guardedFetch()(`http://[::ffff:127.0.0.1]:${server.port}/`), refused);
  assert.equal(await (await guardedFetch({ allowPrivate: [server.place] })(server.url)).text(), "inside");
});

test("a name that leads inside is refused, and the address that was judged is the one that is connected to", async () => {
  await using server = await serve((_request, response) => response.end("inside"));
  let asked = 0;
  const inside = guardedFetch({}, (_host, answer) => answer(null, [{ address: "127.0.0.1", family: 4 }]));
  await assert.rejects(inside(`http://innocent.example:${server.port}/`), refused);
  // The second answer would be public; it is never asked for, because the first is what the connection uses.
  const changing = guardedFetch({ allowPrivate: [server.place] }, (_host, answer) => {
    asked++;
    answer(null, [{ address: asked === 1 ? "127.0.0.1" : "203.0.113.9", family: 4 }]);
  });
  assert.equal(await (await changing(`http://changing.example:${server.port}/`)).text(), "inside");
  assert.equal(asked, 1);
});

test("a name with one public and one private address is refused whole", async () => {
  const fetch = guardedFetch({}, (_host, answer) =>
    answer(null, [
      { address: "1.1.1.1", family: 4 },
      { address: "10.0.0.1", family: 4 },
    ]),
  );
  await assert.rejects(fetch("http://both.example/"), refused);
});

test("a redirect to a place inside is refused, whether by address or by name", async () => {
  await using secret = await serve((_request, response) => response.end("secret"));
  await using door = await serve((request, response) => {
    response.writeHead(302, {
      location: request.url === "/name" ? `http://localhost:${secret.port}/` : `${secret.url}/`,
    });
    response.end();
  });
  const fetch = guardedFetch({ allowPrivate: [door.place] });
  await assert.rejects(fetch(`${door.url}/address`), refused);
  await assert.rejects(fetch(`${door.url}/name`), refused);
});

test("secrets are not carried to another host by a redirect, and are to the same", async () => {
  await using other = await serve((request, response) => response.end(JSON.stringify(request.headers)));
  await using door = await serve((request, response) => {
    if (request.url === "/same") return response.end(JSON.stringify(request.headers));
    response.writeHead(307, { location: request.url === "/a" ? "/same" : `${other.url}/` });
    return response.end();
  });
  const fetch = guardedFetch({ allowPrivate: [door.place, other.place] });
  const headers = { authorization: "Bearer secret", "x-api-key": "secret", accept: "application/json" };
  const same = await readJson(await fetch(`${door.url}/a`, { headers }), 10_000);
  const far = await readJson(await fetch(`${door.url}/b`, { headers }), 10_000);
  assert.match(JSON.stringify(same), /secret/);
  assert.doesNotMatch(JSON.stringify(far), /secret/);
  assert.match(JSON.stringify(far), /application\/json/);
});

test("redirects that never end are given up", async () => {
  await using ring = await serve((_request, response) => response.writeHead(302, { location: "/" }).end());
  await assert.rejects(guardedFetch({ allowPrivate: [ring.place] })(ring.url), refused);
});

test("other schemes, passwords in the address and unlisted hosts are refused", async () => {
  for (const url of ["file:///etc/passwd", "ftp://example.com/", "http://user:pass@example.com/", "data:,x"])
    await assert.rejects(guardedFetch()(url), (error) => refused(error) || error instanceof TypeError, url);
  const narrow = guardedFetch({ onlyHosts: ["example.com"] }, (_host, answer) =>
    answer(null, [{ address: "10.0.0.1", family: 4 }]),
  );
  await assert.rejects(narrow("http://notexample.com/"), /not one of the hosts/);
  await assert.rejects(narrow("http://api.example.com/"), /10\.0\.0\.1/);
});

test("a server that goes silent, before or within its answer, is given up", async () => {
  await using server = await serve((request, response) => {
    if (request.url === "/within") response.writeHead(200, { "content-length": "10" }).write("half");
  });
  const fetch = guardedFetch({ allowPrivate: [server.place], silenceMs: 50 });
  await assert.rejects(fetch(`${server.url}/before`));
  await assert.rejects(async () => readBytes(await fetch(`${server.url}/within`), 100), /broke off after 4 bytes/);
});

test("a body is read no further than the limit, whatever length it claims", async () => {
  await using server = await serve((_request, response) => {
    response.writeHead(200);
    const more = () => {
      while (response.write("x".repeat(1000)));
      response.once("drain", more);
    };
    more();
  });
  const fetch = guardedFetch({ allowPrivate: [server.place] });
  await assert.rejects(async () => readBytes(await fetch(server.url), 5000), /more than the 5000 bytes/);
});

test("so many requests to one host are in flight at once, and the others wait in line", async () => {
  let [now, most, answered] = [0, 0, 0];
  await using server = await serve((_request, response) => {
    most = Math.max(most, ++now);
    setTimeout(() => {
      now--;
      answered++;
      response.end("ok");
    }, 30);
  });
  const fetch = guardedFetch({ allowPrivate: [server.place], perHost: 3 });
  await Promise.all(Array.from({ length: 12 }, async () => await (await fetch(server.url)).text()));
  assert.deepEqual([most, answered], [3, 12]);
});
