import type { PageMenu } from "../../page-api.ts";
import { icon } from "../dom/icon.ts";
import type { MenuContent, MenuEntry } from "./context-menu.ts";
import { monogram } from "./monogram.ts";

/** The entry that leads to why actions are missing in the menu; none when all are there. */
export function whyNotEntry(missing: PageMenu["missing"], open: () => void): MenuEntry[] {
  if (missing.length === 0) return [];
  const [first] = missing;
  const label = missing.length === 1 ? `Why not ${first?.action.name}?` : `Why not the other ${missing.length}?`;
  return [{ label, icon: icon("question"), choose: open }];
}

/** The menu in its place: each action that is missing, with the reason; each leads to what is registered. */
export function whyNotMenu(missing: PageMenu["missing"], explain: () => void): MenuContent {
  return {
    title: "Not offered here",
    actions: missing.map(({ action, reason }) => ({
      label: action.name,
      hint: reason,
      icon: monogram(action),
      choose: explain,
    })),
    own: [{ label: "Show what is registered", icon: icon("select"), choose: explain }],
  };
}
