import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { test } from "node:test";
import { type AlertMessage, alertText } from "../../src/adapters/alerts/alert-text.ts";
import { deliverDue, dueDeliveries, MOST_ATTEMPTS, raiseAlert } from "../../src/adapters/alerts/alerts.ts";
import { atomFeed } from "../../src/adapters/alerts/feed.ts";
import { mailBodies } from "../../src/adapters/alerts/mail.ts";
import { sendAlert } from "../../src/adapters/alerts/send.ts";
import { ALERT_SETTINGS } from "../../src/adapters/alerts/settings.ts";
import { WORDS } from "../../src/adapters/alerts/words.ts";
import { guardedFetch } from "../../src/adapters/fetch-guard/guarded-fetch.ts";
import { languageTags } from "../../src/adapters/render/language.ts";
import { putFacility } from "../../src/adapters/store/facilities.ts";
import { sendDueAlerts } from "../../src/apps/steps/send-alerts.ts";
import { watchTools } from "../../src/apps/steps/watch-tools.ts";
import { onBothDatabases } from "../store/databases.ts";
import { DRAWING, NORTH } from "../store/samples.ts";
import { localServer } from "./http-server.ts";
import { testService } from "./service.ts";

const NOW = "2026-03-04T12:00:00.000Z";
const MESSAGE: AlertMessage = {
  version: 1,
  facility: NORTH,
  names: { en: "North <yard>", ar: "الساحة الشمالية" },
  observation: "obs-1",
  acquiredOn: "2026-03-01",
  cars: { median: 73, low: 70, high: 76, level: 0.9 },
  usual: { low: 2, high: 17, level: 0.95 },
  p: 0.00005,
  evidence: 412,
  threshold: 240,
  falseAlarmsPerYear: 0.1,
  surge: 0.97,
  onset: { low: "2026-02-10", high: "2026-02-20", level: 0.9 },
  synthetic: false,
};

test("an alert says what was seen, how unusual, and where to look, in whole sentences of each language", async () => {
  for (const tag of languageTags()) {
    assert.ok(WORDS[tag], `${tag} has no words for alerts`);
    const { sentences, title } = await alertText(MESSAGE, tag, "https://yard.example/#/f/north-yard/history");
    const text = [title, ...sentences].join("\n");
    assert.doesNotMatch(text, /[{}]|undefined|NaN/);
    for (const part of ["73", "70", "76", "17", "https://yard.example"])
      assert.ok(text.includes(part), `${tag}: ${part}`);
    for (const number of text.matchAll(/\d+/g)) {
      const before = text.slice(0, number.index);
      assert.ok(before.lastIndexOf("\u2068") > before.lastIndexOf("\u2069"), `${tag}: ${number[0]} is not isolated`);
    }
  }
});

test("likelihood stands in a sentence of its own, in the words of the report, and confidence is left to the analyst", async () => {
  const { sentences } = await alertText(MESSAGE, "en", "x");
  const likely = sentences.filter((sentence) => /almost certain/.test(sentence));
  assert.equal(likely.length, 1);
  assert.doesNotMatch(likely[0] ?? "", /confidence|%/);
  const [synthetic = ""] = (await alertText({ ...MESSAGE, synthetic: true }, "en", "x")).sentences;
  assert.match(synthetic, /^SYNTHETIC/);
});

test("an e-mail holds each language in its own direction, and a name cannot become markup", async () => {
  const texts = [await alertText(MESSAGE, "en", "x"), await alertText(MESSAGE, "ar", "x")];
  const { html } = mailBodies(texts);
  assert.match(html, /lang="ar" dir="rtl"/);
  assert.match(html, /North &lt;yard&gt;/);
});

onBothDatabases("an alert is raised once, however many workers find the same onset", async (db) => {
  await putFacility(db, { id: NORTH, names: { en: "North" }, drawing: DRAWING, origin: "test" }, NOW);
  const given = { message: MESSAGE, tier: "alarm" as const, after: null, channels: ["mail"] };
  const raised = await Promise.all(Array.from({ length: 5 }, () => raiseAlert(db, NORTH, given, NOW)));
  assert.equal(raised.filter((alert) => alert !== null).length, 1);
  assert.equal((await dueDeliveries(db, NOW)).length, 1);
});

onBothDatabases("of several workers one makes each delivery", async (db) => {
  await putFacility(db, { id: NORTH, names: { en: "North" }, drawing: DRAWING, origin: "test" }, NOW);
  const channels = ["mail", "webhook:ops"];
  await raiseAlert(db, NORTH, { message: MESSAGE, tier: "alarm", after: null, channels }, NOW);
  const sent: string[] = [];
  const send = async ({ channel }: { channel: string }) => {
    sent.push(channel);
  };
  await Promise.all(Array.from({ length: 4 }, () => deliverDue(db, send, () => NOW)));
  assert.deepEqual(sent.sort(), channels);
});

onBothDatabases(
  "a delivery that fails is tried again at growing intervals, and given up after two days",
  async (db) => {
    await putFacility(db, { id: NORTH, names: { en: "North" }, drawing: DRAWING, origin: "test" }, NOW);
    await raiseAlert(
      db,
      NORTH,
      { message: MESSAGE, tier: "alarm", after: null, channels: ["mail", "webhook:ops"] },
      NOW,
    );
    const { YardcheckError } = await import("../../src/errors.ts");
    let at = Date.parse(NOW);
    const tried: number[] = [];
    const send = async ({ channel }: { channel: string }) => {
      if (channel === "mail") return;
      tried.push(at);
      throw new YardcheckError("alert-undelivered", "down");
    };
    for (let quarters = 0; quarters < 72 * 4; quarters++, at += 900_000)
      await deliverDue(db, send, () => new Date(at).toISOString());
    assert.equal(tried.length, MOST_ATTEMPTS);
    const waits = tried.slice(1).map((time, i) => time - (tried[i] ?? 0));
    assert.deepEqual(
      waits.slice(0, 7).map((wait) => wait / 900_000),
      [1, 1, 1, 1, 2, 3, 5],
    );
    assert.ok(waits.every((wait) => wait <= 6.25 * 3_600_000));
  },
);

test("a webhook can check that an alert came from us, and is not asked twice for what it took", async () => {
  const got: { headers: Record<string, unknown>; body: string }[] = [];
  let calls = 0;
  await using hook = await localServer((request, response, body) => {
    calls++;
    if (calls === 1) return response.writeHead(500).end();
    got.push({ headers: request.headers, body });
    response.writeHead(204).end();
  });
  await using service = await testService();
  const { db } = service.context;
  await putFacility(db, { id: NORTH, names: { en: "North" }, drawing: DRAWING, origin: "test" }, NOW);
  await raiseAlert(db, NORTH, { message: MESSAGE, tier: "alarm", after: null, channels: ["webhook:ops"] }, NOW);
  const settings = ALERT_SETTINGS.parse({ webhooks: [{ name: "ops", url: hook.url, secretVariable: "HOOK_SECRET" }] });
  const fetch = guardedFetch({ allowPrivate: [hook.place] });
  const send = (now: string) => (delivery: Parameters<typeof sendAlert>[0]) =>
    sendAlert(delivery, settings, { fetch, environment: { HOOK_SECRET: "secret" }, now });
  assert.deepEqual(await deliverDue(db, send(NOW), () => NOW), { delivered: 0, failed: 1 });
  const later = "2026-03-04T12:01:00.000Z";
  assert.deepEqual(await deliverDue(db, send(later), () => later), { delivered: 1, failed: 0 });
  assert.deepEqual(await deliverDue(db, send(later), () => "2026-03-05T12:00:00Z"), { delivered: 0, failed: 0 });
  const [{ headers, body } = { headers: {}, body: "" }] = got;
  const [, time = "", signature = ""] =
    /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["x-yardcheck-signature"])) ?? [];
  assert.equal(Number(time), Date.parse(later) / 1000);
  assert.equal(createHmac("sha256", "secret").update(`${time}.${body}`).digest("hex"), signature);
  assert.equal(JSON.parse(body).message.cars.median, 73);
});

onBothDatabases("a delivery is one request, and one that failed waits for its next time", async (db) => {
  let calls = 0;
  await using hook = await localServer((request, response) => {
    calls++;
    if (calls === 1) response.writeHead(503).end();
    else request.socket.destroy();
  });
  await putFacility(db, { id: NORTH, names: { en: "North" }, drawing: DRAWING, origin: "test" }, NOW);
  await raiseAlert(db, NORTH, { message: MESSAGE, tier: "alarm", after: null, channels: ["webhook:ops"] }, NOW);
  const alerts = { webhooks: [{ name: "ops", url: hook.url, secretVariable: "HOOK_SECRET" }] };
  const parts = { alerts, fetch: { allowPrivate: [hook.place] } };
  for (const now of [NOW, NOW, "2026-03-04T12:01:00.000Z"]) {
    const settings = { version: 1, database: "embedded", parts } as const;
    await sendDueAlerts(
      db,
      watchTools(settings, { HOOK_SECRET: "secret" }, () => now),
    );
  }
  assert.equal(calls, 2);
  const [again] = await dueDeliveries(db, "2026-03-04T12:03:00.000Z");
  assert.equal(again?.attempts, 2);
});

onBothDatabases(
  "a channel that is named twice gets an alert once, and a fault with one holds up no other",
  async (db) => {
    await putFacility(db, { id: NORTH, names: { en: "North" }, drawing: DRAWING, origin: "test" }, NOW);
    const channels = ["webhook:a", "webhook:a", "webhook:b", "webhook:c"];
    const alert = await raiseAlert(db, NORTH, { message: MESSAGE, tier: "alarm", after: null, channels }, NOW);
    assert.equal(alert?.acquiredOn, MESSAGE.acquiredOn);
    const sent: string[] = [];
    const send = async ({ channel }: { channel: string }) => {
      sent.push(channel);
      if (channel === "webhook:a") throw new TypeError("a fault of ours");
    };
    await assert.rejects(
      deliverDue(db, send, () => NOW),
      /a fault of ours/,
    );
    assert.deepEqual(sent.sort(), ["webhook:a", "webhook:b", "webhook:c"]);
    const waiting = await dueDeliveries(db, "2026-03-05T12:00:00Z");
    assert.deepEqual(
      waiting.map(({ channel, attempts }) => [channel, attempts]),
      [["webhook:a", 1]],
    );
    const hook = { name: "a", url: "https://example.org", secretVariable: "A" };
    assert.match(String(ALERT_SETTINGS.safeParse({ webhooks: [hook, hook] }).error), /two have one name/);
  },
);

test("an alert goes out by SMTP, in both languages", async () => {
  let received = "";
  const server = createServer((socket: Socket) =>
    speakSmtp(socket, (mail) => {
      received = mail;
    }),
  );
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  const mail = { host: "127.0.0.1", port, plain: true, from: "yardcheck@example.org", to: ["desk@example.org"] };
  const alert = { id: "a1", facility: NORTH, tier: "alarm", acquiredOn: "2026-03-01", message: MESSAGE, raisedAt: NOW };
  try {
    await sendAlert({ alert, channel: "mail", attempts: 0 }, ALERT_SETTINGS.parse({ mail }), {
      fetch: guardedFetch(),
      environment: {},
      now: NOW,
    });
  } finally {
    server.close();
  }
  assert.match(received, /Subject: North <yard>: fuller than usual/);
  assert.match(received, /Message-ID: <a1.mail@yardcheck>/i);
  assert.match(received, /multipart\/alternative/);
});

/** As much of a mail server as takes one mail. */
function speakSmtp(socket: Socket, took: (mail: string) => void): void {
  let inMail = false;
  let mail = "";
  socket.write("220 test\r\n");
  socket.on("data", (data) => {
    for (const line of data.toString().split("\r\n").slice(0, -1)) {
      if (inMail) {
        if (line === ".") {
          inMail = false;
          took(mail);
          socket.write("250 taken\r\n");
        } else mail += `${line}\n`;
      } else if (/^EHLO|^HELO/.test(line)) socket.write("250 test\r\n");
      else if (line === "DATA") {
        inMail = true;
        socket.write("354 go on\r\n");
      } else if (line === "QUIT") socket.end("221 bye\r\n");
      else socket.write("250 ok\r\n");
    }
  });
}

test("alerts are a feed that a reader opens with a token as its password, and valid Atom", async () => {
  await using service = await testService();
  const { db } = service.context;
  await putFacility(db, { id: NORTH, names: { en: "North" }, drawing: DRAWING, origin: "test" }, NOW);
  await raiseAlert(db, NORTH, { message: MESSAGE, tier: "alarm", after: null, channels: [] }, NOW);
  const response = await service.ask("GET", "/api/alerts.atom?language=ar");
  assert.match(response.headers.get("content-type") ?? "", /application\/atom\+xml/);
  const feed = await response.text();
  for (const part of ["<id>", "<updated>2026-03-04T12:00:00", 'xml:lang="ar"', '<link rel="self"', "الساحة الشمالية"])
    assert.ok(feed.includes(part), part);
  const { alerts } = (await (await service.ask("GET", "/api/alerts")).json()) as {
    alerts: { title: string; sentences: string[] }[];
  };
  assert.match(alerts[0]?.title ?? "", /North <yard>/);
});

test("a character that XML cannot hold stays out of the feed", () => {
  const text = { language: "en", direction: "ltr", title: "Yard\u0001 <1>", sentences: ["s\u000b"] } as const;
  const entry = { id: "a", raisedAt: NOW, link: "http://x/?a=1&b=2", text };
  const feed = atomFeed([entry], "http://s", NOW);
  assert.match(feed, /<title>Yard &lt;1&gt;<\/title>/);
  assert.doesNotMatch(feed, /[\u0001\u000b]/);
});

test("every language of the reports has words for alerts", () => {
  assert.deepEqual(Object.keys(WORDS).sort(), [...languageTags()].sort());
});
