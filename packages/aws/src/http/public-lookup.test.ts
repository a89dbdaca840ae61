import { expect, test, vi } from "vitest";
import dns from "node:dns";
import { isPublicAddress, publicLookup } from "./public-lookup.ts";

const look = async (all: boolean): Promise<unknown[]> =>
  new Promise((resolve) => {
    publicLookup("cliq.example", { all }, (...told) => resolve(told));
  });

test.each([
  ["127.0.0.1", 4],
  ["10.1.2.3", 4],
  ["172.31.255.255", 4],
  ["192.168.0.1", 4],
  ["169.254.169.254", 4],
  ["100.64.0.1", 4],
  ["0.0.0.0", 4],
  ["255.255.255.255", 4],
  ["::1", 6],
  ["::", 6],
  ["::ffff:169.254.169.254", 6],
  ["::ffff:a9fe:a9fe", 6],
  ["::ffff:0:a9fe:a9fe", 6],
  ["64:ff9b::a00:1", 6],
  ["2002:7f00:1::", 6],
  ["fd00:ec2::254", 6],
  ["fe80::1", 6],
] as const)("%s is not of the internet", (address, family) => {
  expect(isPublicAddress(address, family)).toBe(false);
});

test.each([
  ["8.8.8.8", 4],
  ["172.32.0.1", 4],
  ["2606:4700::1111", 6],
  ["::ffff:8.8.8.8", 6],
] as const)("%s is", (address, family) => {
  expect(isPublicAddress(address, family)).toBe(true);
});

type Told = (error: Error | null, found?: object) => void;

test("a name is looked up as Node does, and refused whole where one of its addresses is private", async () => {
  const open = [
    { address: "8.8.8.8", family: 4 },
    { address: "2606:4700::1111", family: 6 },
  ];
  let found: object = open;
  let failure: Error | null = null;
  const lookup = vi
    .spyOn(dns, "lookup")
    .mockImplementation(((_name: string, _options: object, told: Told) => told(failure, found)) as never);
  try {
    expect(await look(true)).toEqual([null, open]);
    expect(await look(false)).toEqual([null, "8.8.8.8", 4]);
    for (const addresses of [
      [
        { address: "8.8.8.8", family: 4 },
        { address: "10.0.0.1", family: 4 },
      ],
      [],
    ]) {
      found = addresses;
      for (const all of [true, false])
        expect(await look(all)).toEqual([expect.objectContaining({ code: "EPRIVATE" }), ""]);
    }
    failure = Object.assign(new Error("none"), { code: "ENOTFOUND" });
    expect(await look(true)).toEqual([failure, ""]);
  } finally {
    lookup.mockRestore();
  }
});
