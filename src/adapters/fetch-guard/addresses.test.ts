import assert from "node:assert/strict";
import { test } from "node:test";
import { allowedPlace, whyNotPublic } from "./addresses.ts";

/** Every way of writing a place inside, each as a URL's host; the URL parser has turned numbers into dots before we look. */
const INSIDE = [
  "127.0.0.1",
  "127.1",
  "127.255.255.254",
  "2130706433",
  "0x7f000001",
  "0x7f.1",
  "0177.0.0.1",
  "017700000001",
  "0",
  "0.0.0.0",
  "10.0.0.1",
  "10.255.255.255",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "169.254.169.254",
  "0xa9fea9fe",
  "2852039166",
  "100.64.0.1",
  "100.127.255.255",
  "192.0.0.192",
  "198.18.0.1",
  "198.19.255.255",
  "224.0.0.1",
  "239.255.255.255",
  "240.0.0.1",
  "255.255.255.255",
  "１２７.０.０.１",
  "127。0。0。1",
  "[::1]",
  "[::]",
  "[0:0:0:0:0:0:0:1]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "[::ffff:169.254.169.254]",
  "[0:0:0:0:0:ffff:10.0.0.1]",
  "[::127.0.0.1]",
  "[64:ff9b::127.0.0.1]",
  "[64:ff9b::a9fe:a9fe]",
  "[64:ff9b:1::1]",
  "[2002:7f00:1::]",
  "[2001::1]",
  "[2001:db8::1]",
  "[fc00::1]",
  "[fd12:3456:789a::1]",
  "[fe80::1]",
  "[fec0::1]",
  "[ff02::1]",
  "[100::1]",
  "[5f00::1]",
];

const OUTSIDE = [
  "1.1.1.1",
  "9.255.255.255",
  "11.0.0.0",
  "100.63.255.255",
  "100.128.0.0",
  "172.15.255.255",
  "172.32.0.0",
];
const OUTSIDE_V6 = ["[2606:4700:4700::1111]", "[2a00:1450:4001:800::200e]", "[::ffff:8.8.8.8]", "[64:ff9b::808:808]"];

test("every writing of a loopback, private, link-local, shared, multicast or reserved address is refused", () => {
  const passed = INSIDE.filter((host) => whyNotPublic(new URL(`http://${host}/`).hostname) === null);
  assert.deepEqual(passed, []);
});

test("public addresses pass, right up to the edges of the ranges set aside", () => {
  const refused = [...OUTSIDE, ...OUTSIDE_V6].filter(
    (host) => whyNotPublic(new URL(`http://${host}/`).hostname) !== null,
  );
  assert.deepEqual(refused, []);
});

test("a zone does not smuggle a link-local address past the guard", () => {
  assert.equal(whyNotPublic("fe80::1%eth0"), "not global unicast");
});

test("loopback is ::1 and 127.0.0.0/8 alone: :: and 0.0.0.0 are every address of the machine", () => {
  for (const address of ["::1", "0:0::1", "127.0.0.1", "127.9.9.9", "::ffff:127.0.0.1"])
    assert.equal(whyNotPublic(address), "loopback", address);
  for (const address of ["::", "0:0:0:0:0:0:0:0", "::0.0.0.0", "::2", "0.0.0.0", "::ffff:0.0.0.0", "::127.0.0.1"])
    assert.notEqual(whyNotPublic(address), "loopback", address);
});

test("a listed place is opened by address, network, name and port, and nothing beside it is", () => {
  assert.equal(allowedPlace("127.0.0.1:9000").holds("x", "127.0.0.1", 9000), true);
  assert.equal(allowedPlace("127.0.0.1:9000").holds("x", "127.0.0.1", 5432), false);
  assert.equal(allowedPlace("10.1.0.0/16").holds("x", "10.1.255.1", 80), true);
  assert.equal(allowedPlace("10.1.0.0/16").holds("x", "10.2.0.1", 80), false);
  assert.equal(allowedPlace("minio.internal").holds("minio.internal", "10.9.9.9", 80), true);
  assert.equal(allowedPlace("minio.internal").holds("evil-minio.internal", "10.9.9.9", 80), false);
  assert.equal(allowedPlace("[::1]:8080").holds("x", "::1", 8080), true);
  assert.equal(allowedPlace("::1").holds("x", "::1", 80), true);
});

test("an entry that is no place is refused by name, not ignored", () => {
  for (const entry of ["", "10.0.0.0/40", "host/8", "a b", "http://x"])
    assert.throws(() => allowedPlace(entry), RangeError, entry);
});
