import type { PageAction, PageMessage } from "../../page-api.ts";
import type { ConversationView } from "../conversation/conversation-view.ts";
import { copyText } from "../dom/copy-text.ts";
import { icon } from "../dom/icon.ts";
import { messagesUnder, toggleSelected } from "../selection/choose-messages.ts";
import { server } from "../state/call-server.ts";
import type { Page } from "../state/page-state.ts";
import { type MenuEntry, openMenu } from "./context-menu.ts";
import { onLongPress } from "./long-press.ts";
import { monogram } from "./monogram.ts";
import { whyNotEntry, whyNotMenu } from "./why-not.ts";

/** What the menu leads to. */
export interface MenuOutcome {
  run(action: PageAction, messageIds: readonly string[]): void;
  toggle(id: string): void;
  /** Lets its sender change a message. */
  edit(message: PageMessage): void;
  /** Takes a message of one's own away. */
  remove(id: string): void;
  /** Shows what is registered. */
  explain(): void;
  fail(sentence: string): void;
}

/** Opens the menu of a message: by right-click, long-press, its button, Shift+F10, the menu key or Enter. */
export function messageMenu(
  page: Page,
  view: ConversationView,
  outcome: MenuOutcome,
): (opener: HTMLElement, id: string, point?: { x: number; y: number }) => void {
  let latest = 0;
  const open = async (opener: HTMLElement, id: string, point = besideOf(opener)): Promise<void> => {
    const asked = ++latest;
    const { personId, selected } = page.view.get();
    const ids = messagesUnder(id, selected);
    const { actions, missing, why } = await server.menu(personId, ids);
    if (asked !== latest) return;
    const explain = (): void =>
      openMenu(
        whyNotMenu(missing, () => outcome.explain()),
        point,
        opener,
      );
    openMenu(
      {
        title: ids.length > 1 ? `${ids.length} messages` : "Message actions",
        actions: actions.map((action) => ({
          label: action.name,
          hint: action.hint,
          icon: monogram(action),
          choose: () => outcome.run(action, ids),
        })),
        ...(why === undefined ? {} : { why }),
        own: [...whyNotEntry(missing, explain), ...ownEntries(page, id, selected, outcome)],
      },
      point,
      opener,
    );
  };
  const openSafely = (opener: HTMLElement, id: string, point?: { x: number; y: number }): void => {
    open(opener, id, point).catch((error: unknown) =>
      outcome.fail(error instanceof Error ? error.message : String(error)),
    );
  };

  const articleOf = (target: EventTarget | null): HTMLElement | undefined =>
    (target instanceof Element ? target.closest<HTMLElement>("[data-message]") : null) ?? undefined;
  const openAt = (target: EventTarget | null, point?: { x: number; y: number }): boolean => {
    const article = articleOf(target);
    const id = article?.dataset["message"];
    if (article === undefined || id === undefined) return false;
    openSafely(article, id, point);
    return true;
  };
  view.conversation.addEventListener("contextmenu", (event) => {
    // From the keyboard there is no pointer: the menu opens beside the message.
    const byKeyboard = event.button !== 2 && (!(event instanceof PointerEvent) || event.pointerId === -1);
    if (openAt(event.target, byKeyboard ? undefined : { x: event.clientX, y: event.clientY })) event.preventDefault();
  });
  view.conversation.addEventListener("keydown", (event) => {
    const wanted = event.key === "Enter" || event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
    if (wanted && event.target === articleOf(event.target) && openAt(event.target)) event.preventDefault();
  });
  view.conversation.addEventListener("click", ({ target }) => {
    const more = target instanceof Element ? target.closest<HTMLElement>(".more") : null;
    const box = more?.getBoundingClientRect();
    if (box !== undefined) openAt(more, { x: box.left, y: box.bottom + 4 });
  });
  onLongPress(view.conversation, (target, x, y) => openAt(target, { x, y }));
  return openSafely;
}

function ownEntries(page: Page, id: string, selected: readonly string[], outcome: MenuOutcome): MenuEntry[] {
  const texts = messagesUnder(id, selected).flatMap((each) => page.messages.get(each)?.text || []);
  const isSelected = selected.includes(id);
  const full = toggleSelected(selected, id) === undefined;
  return [
    ...(full
      ? []
      : [
          {
            label: isSelected ? "Take out of selection" : "Select",
            keys: "Space",
            icon: icon("select"),
            choose: () => outcome.toggle(id),
          },
        ]),
    ...(texts.length === 0
      ? []
      : [{ label: "Copy text", icon: icon("copy"), choose: () => void copyText(texts.join("\n")) }]),
    ...ofSender(page, id, outcome),
  ];
}

function ofSender(page: Page, id: string, outcome: MenuOutcome): MenuEntry[] {
  const message = page.messages.get(id);
  const { personId, selecting } = page.view.get();
  if (message === undefined || message.senderId !== personId || selecting) return [];
  return [
    { label: "Edit message", icon: icon("pen"), choose: () => outcome.edit(message) },
    { label: "Delete message", icon: icon("bin"), choose: () => outcome.remove(id) },
  ];
}

function besideOf(opener: HTMLElement): { x: number; y: number } {
  const box = opener.getBoundingClientRect();
  return { x: box.left + Math.min(64, box.width / 2), y: Math.max(8, Math.min(box.top + 32, innerHeight - 8)) };
}
