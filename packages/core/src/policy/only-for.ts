import { NotAllowed } from "../errors/not-allowed.ts";
import { askedForConsent } from "../invocation/parse-selection.ts";
import { judgeRule, toPolicyEvent } from "./judge-rule.ts";
import type { Policy } from "./policy.ts";
import { type NeededBy, neededPermissions, type RuleName, type Rules } from "./rules.ts";

/**
 * The `policy` of an action that not everybody may use, or not everywhere. It goes by the event, which tells no teams:
 * that is what `scope: "team"` is for. The rules are checked with the declaration they stand in.
 */
export function onlyFor<const R extends Rules>(rules: R): Policy<NeededBy<R>> {
  const asked = (Object.keys(neededPermissions) as RuleName[]).filter((name) => rules[name] !== undefined);
  return {
    rules,
    needs: [...new Set(asked.map((name) => neededPermissions[name]))] as NeededBy<R>[],
    admit(envelope) {
      const event = toPolicyEvent(envelope);
      for (const name of asked) {
        const { isMet, refused, unknown } = judgeRule(name, rules[name], event);
        if (isMet === false) throw new NotAllowed(refused);
        if (isMet === undefined && rules.whenUnknown !== "allow") {
          throw new NotAllowed(`Cliq did not say ${unknown}, and this action has to know. ${askedForConsent}`);
        }
      }
    },
  };
}
