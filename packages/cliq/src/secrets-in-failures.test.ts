import { ActionsError } from "@cliq-actions/core";
import { expect, it } from "vitest";
import { systemClock } from "./clock.ts";
import type { SendRequest } from "./http/send-request.ts";
import { refreshAccessToken } from "./oauth/refresh-access-token.ts";
import { revokeToken } from "./oauth/revoke-token.ts";
import { connectMessageActions } from "./rest/connect-message-actions.ts";

const secret = "1000.0123456789abcdef0123456789abcdef.fedcba9876543210fedcba9876543210";
const foreign = `refused: Zoho-oauthtoken ${secret}`;
const accountsOrigin = "https://accounts.zoho.com";

/** A network that quotes what it was given. */
const send: SendRequest = async () => ({ kind: "no-answer", mayHaveArrived: true, transient: false, message: foreign });

class KeeperSaid extends ActionsError {
  readonly code = "keeper_said";
}

const said = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  return `${String(error)} ${JSON.stringify(error)}`;
};

it("what a network says of a lost answer tells no token", async () => {
  const grant = { accountsOrigin, clientId: "1000.CLIENT", clientSecret: "s3cr3ts3cr3t", refreshToken: secret };
  for (const words of [
    await said(refreshAccessToken(send, grant)),
    await said(revokeToken(send, accountsOrigin, secret)),
  ]) {
    expect(words).toContain("refused: ");
    expect(words).not.toContain("0123456789abcdef");
  }
});

it("nor does Cliq's own word quote the token that was sent, whatever it looks like", async () => {
  const token = "an-opaque-token-77";
  const text = JSON.stringify({ code: "invalid_inputs", message: `no ${token}` });
  const quoting: SendRequest = async () => ({ kind: "answer", status: 400, retryAfter: undefined, text });
  const tokens = { current: async () => token, refused: async () => token };
  const connection = { origin: "https://cliq.zoho.com", tokens, send: quoting, clock: systemClock };
  expect(await connectMessageActions(connection).list()).toMatchObject({ error: { message: "no …" } });
});

it("nor does what is said where there is no token", async () => {
  const token = async (): Promise<string> => {
    throw new KeeperSaid(foreign);
  };
  const tokens = { current: token, refused: token };
  const client = connectMessageActions({ origin: "https://cliq.zoho.com", tokens, send, clock: systemClock });
  const words = JSON.stringify(await client.list());
  expect(words).toContain("refused: ");
  expect(words).not.toContain("0123456789abcdef");
});
