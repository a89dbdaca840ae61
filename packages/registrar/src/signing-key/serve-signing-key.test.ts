import { generateKeyPairSync } from "node:crypto";
import { deriveCredential, digestCredential } from "@cliq-actions/aws/credential";
import { describe, expect, it } from "vitest";
import { memoryParameters } from "../testing/memory-parameters.ts";
import { ensureSigningKey } from "../parameters/signing-key.ts";
import { credentialAttributes } from "./serve-signing-key.ts";

const properties = { Slug: "echo", CredentialVersion: "1", VerifySignature: "false" };

describe("the credential of an action", () => {
  it("gives three digests of a key that is made once", async () => {
    const parameters = memoryParameters();
    await ensureSigningKey(parameters);
    const first = await credentialAttributes(parameters, "prod", properties);
    const key = Buffer.from((await parameters.read("signing-key")) ?? "", "base64");
    expect(key).toHaveLength(32);
    const digest = (version: number): string =>
      digestCredential(deriveCredential(key, { stage: "prod", slug: "echo", version }));
    expect(first).toEqual({
      DigestPrevious: digest(0),
      DigestCurrent: digest(1),
      DigestNext: digest(2),
      PublicKey: "",
    });
    expect(await credentialAttributes(parameters, "prod", properties)).toEqual(first);
    const second = await credentialAttributes(parameters, "prod", { ...properties, CredentialVersion: "2" });
    expect(second).toMatchObject({ DigestPrevious: first.DigestCurrent, DigestCurrent: first.DigestNext });
    expect(await credentialAttributes(parameters, "prod", { ...properties, Slug: "other" })).not.toEqual(first);
  });

  it("brings the key of an action's functions, where it has some, once", async () => {
    const parameters = memoryParameters();
    await ensureSigningKey(parameters);
    await credentialAttributes(parameters, "prod", properties);
    expect(await parameters.read("echo/_context-key")).toBeUndefined();
    await credentialAttributes(parameters, "prod", { ...properties, ContextKey: "true" });
    const key = await parameters.read("echo/_context-key");
    expect(Buffer.from(key ?? "", "base64")).toHaveLength(32);
    expect(key).not.toBe(await parameters.read("signing-key"));
    await credentialAttributes(parameters, "prod", { ...properties, ContextKey: "true", CredentialVersion: "2" });
    expect(await parameters.read("echo/_context-key")).toBe(key);
  });

  it("agrees on one key when several are asked for at once", async () => {
    const parameters = memoryParameters();
    await Promise.all(Array.from({ length: 20 }, async () => ensureSigningKey(parameters)));
    const all = await Promise.all(
      Array.from({ length: 20 }, async () => credentialAttributes(parameters, "prod", properties)),
    );
    expect(new Set(all.map(({ DigestCurrent }) => DigestCurrent)).size).toBe(1);
  });

  it.each(["REPLACE_ME", "", "c2hvcnQ="])("is refused where the key is %j", async (value) => {
    const parameters = memoryParameters();
    await parameters.write("signing-key", value);
    await expect(credentialAttributes(parameters, "prod", properties)).rejects.toThrow(/signing-key is not a key/);
  });

  it("comes with Cliq's public key, bare or as PEM, once that is an RSA key", async () => {
    const parameters = memoryParameters();
    await ensureSigningKey(parameters);
    const verify = { ...properties, VerifySignature: "true" };
    await expect(credentialAttributes(parameters, "prod", verify)).rejects.toThrow(
      /cliq-public-key does not exist.*aws ssm put-parameter/,
    );
    const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ format: "pem", type: "spki" });
    for (const bad of ["REPLACE_ME", "   ", String(ec), "-----BEGIN PUBLIC KEY-----\nxx\n-----END PUBLIC KEY-----"]) {
      await parameters.write("cliq-public-key", bad);
      await expect(credentialAttributes(parameters, "prod", verify)).rejects.toThrow(/is not an RSA public key/);
    }
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const bare = publicKey.export({ format: "der", type: "spki" }).toString("base64");
    for (const good of [bare, String(publicKey.export({ format: "pem", type: "spki" }))]) {
      await parameters.write("cliq-public-key", `${good}\n`);
      expect(await credentialAttributes(parameters, "prod", verify)).toMatchObject({ PublicKey: bare });
    }
  });
});

describe("its properties", () => {
  const parameters = memoryParameters();

  it("are strings, and unknown ones are ignored", async () => {
    await ensureSigningKey(parameters);
    const newer = { ...properties, ServiceToken: "t", Later: "x" };
    expect(await credentialAttributes(parameters, "prod", newer)).toEqual(
      await credentialAttributes(parameters, "prod", properties),
    );
  });

  it.each([
    ["Slug", "a/b"],
    ["CredentialVersion", "0"],
    ["CredentialVersion", "1.5"],
    ["CredentialVersion", " 1 "],
    ["VerifySignature", "yes"],
  ])("are refused by name when %s is %j", async (name, value) => {
    const strings = { ...properties, [name]: value };
    await expect(credentialAttributes(parameters, "prod", strings)).rejects.toThrow(`property ${name}`);
  });
});
