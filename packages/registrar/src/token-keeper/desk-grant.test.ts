import { expect, it } from "vitest";
import { memoryParameters } from "../testing/memory-parameters.ts";
import { deskParameters, handOutDeskToken } from "./desk-grant.ts";

it("the desk's grant has tokens of its own and the stage's client", async () => {
  const all = memoryParameters();
  const desk = deskParameters(all);
  await all.write("oauth/client", "client");
  await all.write("oauth/access-token", "Cliq's");
  await desk.write("oauth/access-token", "the desk's");
  expect(await Promise.all([desk.read("oauth/client"), desk.read("oauth/access-token")])).toEqual([
    "client",
    "the desk's",
  ]);
  expect(await all.read("oauth/access-token")).toBe("Cliq's");
  expect(desk.fullName("oauth/refresh-token")).toMatch(/\/oauth\/desk-refresh-token$/);
});

it("every action that uses the desk has its token as a secret of its own, written only when it is another", async () => {
  const all = memoryParameters();
  const written: string[] = [];
  const watched = {
    ...all,
    write: async (name: string, value: string) => (written.push(name), all.write(name, value)),
  };
  const names = ["open-one/desk-token", "open-other/desk-token"];
  await handOutDeskToken(watched, names);
  expect(written).toEqual([]);
  const token = { accessToken: "1000.first", expiresAt: 1, issuedAt: 0, version: 1 };
  await all.write("oauth/desk-access-token", JSON.stringify(token));
  await handOutDeskToken(watched, names);
  await handOutDeskToken(watched, names);
  expect(written).toEqual(names);
  expect(await all.read("open-other/desk-token")).toBe("1000.first");
  await all.write("oauth/desk-access-token", JSON.stringify({ ...token, accessToken: "1000.second" }));
  await handOutDeskToken(watched, names);
  expect(await all.read("open-one/desk-token")).toBe("1000.second");
});
