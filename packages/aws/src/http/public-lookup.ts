import type { LookupAddress } from "node:dns";
import type { BlockList, LookupFunction } from "node:net";

/** Ranges that are not the internet's: https://www.iana.org/assignments/iana-ipv4-special-registry, and -ipv6- */
const special = [
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24",
  "192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3",
  "::/96 ::ffff:0:0:0/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 5f00::/16",
  "fc00::/7 fe80::/10 fec0::/10 ff00::/8",
].join(" ");

let blocked: BlockList | undefined;

/** Whether an address is one of the internet's, and no private, local or reserved one; an IPv4 in IPv6 is judged as what it is. */
export function isPublicAddress(address: string, family: number): boolean {
  blocked ??= toBlockList();
  return !blocked.check(address, family === 6 ? "ipv6" : "ipv4");
}

function toBlockList(): BlockList {
  const list = new (process.getBuiltinModule("node:net").BlockList)();
  for (const range of special.split(" ")) {
    const [net = "", prefix] = range.split("/");
    list.addSubnet(net, Number(prefix), net.includes(":") ? "ipv6" : "ipv4");
  }
  return list;
}

/**
 * Looks a name up as Node does, at the moment of connecting, and refuses one of whose addresses is not public: whoever
 * rules a name may let it lead anywhere. For `lookup` of an agent; an address in place of a name is not looked up.
 */
export const publicLookup: LookupFunction = (hostname, options, done) => {
  process.getBuiltinModule("node:dns").lookup(hostname, { ...options, all: true }, (error, found) => {
    const addresses: readonly LookupAddress[] = error === null ? found : [];
    const [first] = addresses;
    if (error !== null) done(error, "");
    else if (first === undefined || !addresses.every(({ address, family }) => isPublicAddress(address, family)))
      done(Object.assign(new Error("The name leads to an address that is not public"), { code: "EPRIVATE" }), "");
    else if (options.all === true) done(null, [...addresses]);
    else done(null, first.address, first.family);
  });
};
