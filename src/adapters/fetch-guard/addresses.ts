import { BlockList, isIP } from "node:net";

/**
 * Which IP addresses a given URL may lead to. Everything that is not plainly a public unicast address is refused, so
 * that a range the registry sets aside tomorrow is refused at least where it lies outside 2000::/3.
 *
 * Source: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its updates); multicast RFC 5771, 4291.
 */
const NOT_PUBLIC_V4: readonly (readonly [string, number, string])[] = [
  ["0.0.0.0", 8, "this network"],
  ["10.0.0.0", 8, "private"],
  ["100.64.0.0", 10, "shared by carriers"],
  ["127.0.0.0", 8, "loopback"],
  ["169.254.0.0", 16, "link-local"],
  ["172.16.0.0", 12, "private"],
  ["192.0.0.0", 24, "protocol assignments"],
  ["192.0.2.0", 24, "documentation"],
  ["192.88.99.0", 24, "6to4 relay"],
  ["192.168.0.0", 16, "private"],
  ["198.18.0.0", 15, "benchmarks"],
  ["198.51.100.0", 24, "documentation"],
  ["203.0.113.0", 24, "documentation"],
  ["224.0.0.0", 4, "multicast"],
  ["240.0.0.0", 4, "reserved"],
];

/** Inside 2000::/3, the only global unicast space, these are not public all the same. */
const NOT_PUBLIC_V6: readonly (readonly [string, number, string])[] = [
  ["2001::", 23, "protocol assignments, Teredo"],
  ["2001:db8::", 32, "documentation"],
  ["2002::", 16, "6to4"],
  ["3fff::", 20, "documentation"],
];

const V4 = NOT_PUBLIC_V4.map(([net, prefix, why]) => ({ list: blockListOf(net, prefix, "ipv4"), why }));
const V6 = NOT_PUBLIC_V6.map(([net, prefix, why]) => ({ list: blockListOf(net, prefix, "ipv6"), why }));
const GLOBAL_UNICAST = blockListOf("2000::", 3, "ipv6");
const NAT64 = blockListOf("64:ff9b::", 96, "ipv6");

function blockListOf(net: string, prefix: number, family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  list.addSubnet(net, prefix, family);
  return list;
}

/**
 * Why an address is not public, or null when it is.
 *
 * @param address  an IP address as DNS or a URL gives it; a zone (`%eth0`) is dropped
 */
export function whyNotPublic(address: string): string | null {
  const plain = address.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  if (isIP(plain) === 4) return V4.find(({ list }) => list.check(plain, "ipv4"))?.why ?? null;
  if (isIP(plain) !== 6) return "not an IP address";
  const bytes = bytesOfV6(plain);
  const embedded = bytes.slice(12).join(".");
  if (bytes.slice(0, 10).every((b) => b === 0) && bytes[10] === 0xff && bytes[11] === 0xff)
    return whyNotPublic(embedded);
  if (NAT64.check(plain, "ipv6")) return whyNotPublic(embedded);
  if (bytes.slice(0, 15).every((b) => b === 0) && bytes[15] === 1) return "loopback";
  // `::` is every address of this machine to a listener, and this machine to a caller.
  if (bytes.every((b) => b === 0)) return "unspecified";
  if (!GLOBAL_UNICAST.check(plain, "ipv6")) return "not global unicast";
  return V6.find(({ list }) => list.check(plain, "ipv6"))?.why ?? null;
}

/** The 16 bytes of an IPv6 address in any of its writings. */
function bytesOfV6(address: string): number[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const hex = (high: string | undefined, low: string | undefined) => (Number(high) * 256 + Number(low)).toString(16);
  const text = dotted ? `${dotted[1]}${hex(dotted[2], dotted[3])}:${hex(dotted[4], dotted[5])}` : address;
  const [head = "", tail] = text.split("::");
  const groups = (part: string) => (part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16)));
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const words = [...before, ...new Array<number>(Math.max(0, 8 - before.length - after.length)).fill(0), ...after];
  return words.flatMap((word) => [word >> 8, word & 0xff]);
}

/** One entry of the settings' list of places that may be reached although they are not public. */
export interface AllowedPlace {
  readonly holds: (host: string, address: string, port: number) => boolean;
}

/**
 * Reads entries such as `127.0.0.1:9000`, `10.1.0.0/16`, `minio.internal`, `[::1]:8080`, `localhost`.
 *
 * @throws RangeError naming the entry that is none of these
 */
export function allowedPlace(entry: string): AllowedPlace {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^/:[\]\s]+)|([0-9a-f:.]+))(?:\/(\d{1,3}))?(?::(\d{1,5}))?$/i.exec(
    entry.trim(),
  );
  const name = match?.[1] ?? match?.[2] ?? match?.[3];
  if (name === undefined) throw new RangeError(`not a host, address, network or host:port: "${entry}"`);
  const family = isIP(name);
  const port = match?.[5] === undefined ? null : Number(match[5]);
  const portFits = (asked: number) => port === null || port === asked;
  if (family === 0) {
    if (match?.[4] !== undefined) throw new RangeError(`a network needs an IP address before its "/": "${entry}"`);
    const wanted = name.toLowerCase().replace(/\.$/, "");
    return { holds: (host, _address, asked) => host.replace(/\.$/, "") === wanted && portFits(asked) };
  }
  const kind = family === 4 ? "ipv4" : "ipv6";
  const prefix = Number(match?.[4] ?? (family === 4 ? 32 : 128));
  if (!(prefix <= (family === 4 ? 32 : 128))) throw new RangeError(`a network's prefix is too long: "${entry}"`);
  const list = blockListOf(name, prefix, kind);
  return {
    holds: (_host, address, asked) => list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4") && portFits(asked),
  };
}
