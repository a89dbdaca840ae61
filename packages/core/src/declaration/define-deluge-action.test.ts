import { expect, test } from "vitest";
import { defineDelugeAction } from "./define-deluge-action.ts";
import { toManifestAction } from "./manifest.ts";

const base = { name: "Note", hint: "Notes it in CRM", scope: "organization", messageTypes: ["text"] } as const;

test("a Deluge action has a script and no permissions in the manifest", () => {
  const action = defineDelugeAction({ ...base, script: "./script.ds", removalPolicy: "retain" });
  const script = { key: "abc.ds", sha256: "00" };
  expect(toManifestAction("note", action, { script })).toEqual({
    slug: "note",
    name: "Note",
    hint: "Notes it in CRM",
    scope: "organization",
    multi_selectable: false,
    message_types: ["text"],
    permissions: [],
    execution_type: "deluge",
    removal_policy: "retain",
    script,
  });
});

test.each(["script.ds", "./../script.ds", "./script.txt", "/etc/script.ds", ""])(
  "a script outside the folder is refused: %s",
  (script) => {
    expect(() => defineDelugeAction({ ...base, script })).toThrow(
      'script must name a file beside action.ts, such as "./script.ds".',
    );
  },
);

test("a Deluge action has no behaviour here", () => {
  // @ts-expect-error -- its script is its behaviour
  const odd = (): unknown => defineDelugeAction({ ...base, script: "./script.ds", execute: () => undefined });
  // @ts-expect-error -- Cliq's handler takes a script or permissions, not both
  const permitted = (): unknown => defineDelugeAction({ ...base, script: "./script.ds", permissions: ["message"] });
  expect([odd, permitted]).toHaveLength(2);
});
