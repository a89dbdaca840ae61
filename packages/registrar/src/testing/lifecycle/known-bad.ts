import type { ManifestAction } from "@cliq-actions/core";
import { connectMessageActions } from "@cliq-actions/cliq/rest/connect-message-actions";
import type { MessageActionClient } from "@cliq-actions/cliq/rest/message-action-client";
import type { CustomResourceRequest } from "../../custom-resource/custom-resource-request.ts";
import { serveCustomResource } from "../../custom-resource/serve-custom-resource.ts";
import type { Ledger, LedgerState } from "../../registrar/ledger.ts";
import { LedgerConflict } from "../../registrar/ledger-conflict.ts";
import { parseProperties } from "../../registrar/parse-properties.ts";
import { toDesiredSet } from "../../registrar/to-desired-set.ts";
import { putFrom, sendFrom } from "./outside.ts";
import { type RegistrarUnderTest, registrarOn, secrets } from "./registrar-under-test.ts";

/**
 * Registrars that others have built, or that ours once was: each lacks one thing, or all. Whatever passes them proves
 * nothing.
 */
export const knownBad = {
  /** Ours, but a Delete leaves nothing in the ledger that a Create, still at work or late, would see. */
  "no tombstone": registrarOn((life, { table }, name) => withoutTombstone(table.open(life, name))),
  /** Ours, but nobody waits for anybody: each run believes that it is alone, and the last write wins. */
  "no lease": registrarOn((life, { table }, name) => withoutLease(table.open(life, name))),
  /** Looks before it creates, and takes for its own whatever has the name. */
  "no ownership proof": byName(async (client, name) => {
    const listed = await client.list();
    return listed.ok ? listed.value.find((action) => action.name === name)?.id : undefined;
  }),
  /** Creates, and deletes by name. */
  naive: byName(async () => undefined),
} as const satisfies Record<string, RegistrarUnderTest>;

function withoutTombstone(ledger: Ledger): Ledger {
  let own: LedgerState["latest"];
  return {
    ...ledger,
    load: async () => {
      const row = await ledger.load();
      return row === undefined ? undefined : { ...row, latest: own, deadlines: {} };
    },
    save: async (state) => {
      await ledger.save(state);
      own = state.latest;
    },
  };
}

function withoutLease(ledger: Ledger): Ledger {
  let own: Pick<LedgerState, "lease" | "latest" | "generation"> = {};
  return {
    load: async () => {
      const row = await ledger.load();
      return row === undefined ? undefined : { ...row, lease: undefined, ...own };
    },
    save: async (state) => {
      for (;;) {
        try {
          await ledger.save(state);
          break;
        } catch (error) {
          if (!(error instanceof LedgerConflict)) throw error;
          await ledger.load();
        }
      }
      own = { lease: state.lease, latest: state.latest, generation: state.generation };
    },
    confirm: async () => undefined,
  };
}

function byName(find: (client: MessageActionClient, name: string) => Promise<string | undefined>): RegistrarUnderTest {
  return async (life, outside, event, remainingMs) => {
    const { clock } = life;
    const client = connectMessageActions({
      origin: "https://cliq.zoho.com",
      tokens: outside.tokens,
      send: sendFrom(life, outside),
      clock,
    });
    const work = async (request: CustomResourceRequest): Promise<Record<string, string>> => {
      const { actions } = toDesiredSet(parseProperties(request.properties), secrets);
      const wanted = request.type === "Delete" ? [] : actions;
      if (request.type !== "Create") await removeByName(client, namesIn(event));
      for (const { name, fields, permissions } of wanted) {
        const held = await find(client, name);
        const all = { ...fields, execution_url: fields.execution_url ?? "" };
        const made = held === undefined ? await client.create(all) : await client.update(held, all);
        if (!made.ok) throw new Error(made.error.message);
        await client.updateHandler(made.value.id, { permissions });
      }
      return { Count: String(wanted.length) };
    };
    await serveCustomResource(work, { clock, write: () => undefined, put: putFrom(life, outside) })(event, {
      getRemainingTimeInMillis: () => remainingMs,
    });
  };
}

async function removeByName(client: MessageActionClient, names: readonly string[]): Promise<void> {
  const listed = await client.list();
  if (!listed.ok) return;
  for (const { id, name } of listed.value) if (names.includes(name)) await client.delete(id);
}

/** Such registrars rely on what the stack said before. */
function namesIn(event: object): readonly string[] {
  const { ResourceProperties, OldResourceProperties = ResourceProperties } = event as Record<
    string,
    { Manifest: string } | undefined
  >;
  const { actions } = JSON.parse(OldResourceProperties?.Manifest ?? '{"actions":[]}') as {
    actions: readonly ManifestAction[];
  };
  return actions.map(({ name }) => name);
}
