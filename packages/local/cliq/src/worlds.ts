import type { FakePerson } from "./chat/fake-person.ts";
import type { CliqModelOptions } from "./cliq-model-options.ts";

/** Somebody else of the organisation, whose things are shown oddly in the world "others' things are odd". */
export const oddOther: FakePerson = {
  id: "64827399",
  firstName: "Robin",
  lastName: "Vale",
  email: "robin.vale@example.com",
  language: "en",
  country: "gb",
  timezone: "Europe/London",
};

/**
 * Cliqs that the documents do not exclude, each by what is different in it. Only the first is as documented; of the
 * others nothing is known (UNKNOWN), except that texts in plain were seen for a 404 and the other words for a throttle
 * in sister products (LIVE there).
 */
export const cliqWorlds = {
  "as documented": {},
  "echoes differ": { echoes: ["escaped apostrophes", "trimmed blanks", "no last newline"] },
  "permissions add up": { permissionChanges: "add" },
  "names ignore case": { nameCase: "ignored" },
  "a 404 without a body": { notFoundForm: "empty" },
  "a 404 that is a page": { notFoundForm: "html" },
  "a 404 that is a word": { notFoundForm: "text" },
  "each person sees their own": { visibility: "own", foreignEdits: "forbidden" },
  "what decides is hidden": { hiddenFields: ["execution_url", "permissions", "status"] },
  "others' things are odd": {
    oddFields: {
      creatorId: oddOther.id,
      fields: {
        name: null,
        hint: 7,
        scope: ["organization"],
        team_ids: "all",
        multi_selectable: "yes",
        message_types: { text: true },
        execution_type: 3,
        execution_url: false,
        status: 1,
        handlers: "none",
        creator: "Robin",
        function_type: null,
        description: [],
      },
    },
  },
  "tokens and limits in other words": {
    throttleForm: "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED",
    badTokenForm: 400,
    missingScopeCode: "oauth_scope_invalid",
  },
} as const satisfies Readonly<Record<string, CliqModelOptions>>;

/** The name of one of these worlds. */
export type CliqWorld = keyof typeof cliqWorlds;

/** The same of what people do with functions and what is said without a click, of which a registrar sees nothing. */
export const interactionWorlds = {
  "functions are their maker's own": { functionCallers: "creator" },
  "events of functions in other words": { handlerNames: "rest", unknownValues: "plain" },
  "late replies by URL, taken once": { responseUrl: "present", responseUrlUses: 1, responseUrlLifetimeMs: 15 * 60_000 },
  "anybody posts anywhere": { posting: "anybody" },
} as const satisfies Readonly<Record<string, CliqModelOptions>>;
