import type { Booted } from "../start/boot.ts";
import type { Visit, VisitOptions } from "./visit-page.ts";

/** A state of the page worth looking at by itself, and how to get there from a page that was just opened. */
export interface ReachableState {
  readonly name: string;
  readonly look?: VisitOptions;
  /** Whether `pnpm test` tries it, and not `.ci/run` alone. */
  readonly always?: true;
  readonly reach: (visit: Visit, booted: Booted) => Promise<unknown>;
}

const dark = { colorScheme: "dark" } as const;
const forced = { forcedColors: "active" } as const;
/** A window of 1280 by 1024 at 400 %. */
const zoomed = { viewport: { width: 320, height: 256 } };
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const narrow = { viewport: { width: 1000, height: 700 } };

const nothing = (): Promise<void> => Promise.resolve();
const forgetClicks = async ({ page }: Visit, { simulation }: Booted): Promise<void> => {
  simulation.clear();
  await page.getByText("Nothing has run yet").waitFor();
};
const openMenu = async ({ page, message }: Visit): Promise<void> => {
  const words = message("Oui, je les appelle").locator(".markup").last();
  await words.click({ button: "right", position: { x: 8, y: 8 } });
  await page.getByRole("menu").waitFor();
};
const openTab =
  (name: string | RegExp) =>
  async ({ page }: Visit): Promise<void> => {
    await page.getByRole("tab", { name }).click();
  };
const select = async ({ page, message }: Visit): Promise<void> => {
  for (const text of ["gateway-timeouts.log", "can you call Maison"]) {
    await message(text).focus();
    await page.keyboard.press("Space");
  }
};
const runFor =
  (action: string) =>
  ({ choose }: Visit): Promise<unknown> =>
    choose("Oui, je les appelle", action);
const showNumbers = async (visit: Visit): Promise<void> => {
  await runFor("Show numbers")(visit);
  for (const table of await visit.page.getByText("As a table").all()) await table.click();
};
const inspect = async (visit: Visit): Promise<void> => {
  await runFor("Echo")(visit);
  await visit.page.getByRole("button", { name: "Inspect this invocation" }).last().click();
};
const startWaiting = async (visit: Visit): Promise<void> => {
  await openMenu(visit);
  await visit.page.getByRole("menuitem", { name: "Keep waiting" }).click();
  await visit.page.locator("article.reply[aria-busy]").waitFor();
};
const filterHistory = async (visit: Visit): Promise<void> => {
  await inspect(visit);
  await visit.page.getByRole("searchbox").fill("nothing has these words");
};
const editBody = async (visit: Visit): Promise<void> => {
  await inspect(visit);
  await visit.page.getByRole("button", { name: "Edit and send" }).click();
};
const saveFixture = async (visit: Visit): Promise<void> => {
  await inspect(visit);
  await visit.page.getByRole("button", { name: "Save as fixture" }).click();
};
const askWhyNot = async ({ page, message }: Visit): Promise<void> => {
  await message("gateway-timeouts.log").locator(".file").click({ button: "right" });
  await page.getByRole("menuitem", { name: /^Why not/u }).click();
  await page.getByRole("menu", { name: "Not offered here" }).waitFor();
};
const failBuild = async ({ page }: Visit, { simulation }: Booted): Promise<void> => {
  const place = "packages/actions/src/some-action/action.ts:12:7";
  const problems = [
    { place, text: "Property 'txt' does not exist on type 'TextMessage'. Did you mean 'text'?", kind: "type" as const },
    { place: "", text: "Two folders are called the same: some-action.", kind: "synthesis" as const },
  ];
  simulation.announce({ type: "build", build: { status: "failed", version: 2, at: Date.now(), problems } });
  await page.locator(".build-title").waitFor();
};
const addFault = async ({ page }: Visit): Promise<void> => {
  await page.getByRole("tab", { name: /^Faults/u }).click();
  await page.getByRole("button", { name: "Add to clicks" }).click();
  await page.locator(".fault-pending").first().waitFor();
};
const drawWrongReply = async (visit: Visit): Promise<void> => {
  await openTab("Playground")(visit);
  const field = visit.page.getByRole("textbox", { name: "Reply as JSON" });
  await field.fill(JSON.stringify({ output: { text: "Words", card: { title: "t".repeat(201) } } }));
  await visit.page.getByText("Cliq does not show this reply").waitFor();
};
const write = async ({ page }: Visit): Promise<void> => {
  const field = page.getByRole("textbox", { name: "Message #support" });
  await field.fill("שלום, הלקוח ממתין מאז אתמול.\nhttps://example.com/" + "very-long-".repeat(20));
  await field.press("Enter");
  await page.locator("article").filter({ hasText: "very-long-very-long" }).last().waitFor();
  const name = `${"x".repeat(120)}.bin`;
  await page
    .getByLabel("File to attach")
    .setInputFiles({ name, mimeType: `x/${"y".repeat(200)}`, buffer: Buffer.alloc(9) });
  await page.locator("article").filter({ hasText: name }).last().waitFor();
};

const openForm = async (visit: Visit): Promise<void> => {
  await visit.choose("Oui, je les appelle", "Fill a form");
  await visit.page.getByRole("dialog", { name: "Report a fault" }).waitFor();
};
const findFieldErrors = async (visit: Visit): Promise<void> => {
  await openForm(visit);
  await visit.page.getByRole("button", { name: "Report" }).click();
  await visit.page.getByText("Title is needed.").waitFor();
};
const searchInForm = async (visit: Visit): Promise<void> => {
  await openForm(visit);
  await visit.page.getByRole("combobox", { name: "Service" }).fill("i");
  await visit.page.getByRole("option", { name: "Invoices" }).waitFor();
};
const openConfirmation = async (visit: Visit): Promise<void> => {
  const reply = await visit.choose("Oui, je les appelle", "Offer buttons");
  await reply.getByRole("button", { name: "Resolve" }).click();
  await visit.page.getByRole("dialog", { name: "Resolve the fault?" }).waitFor();
};
const receiveLate = async (visit: Visit, { cliq, simulation }: Booted): Promise<void> => {
  await visit.choose("Oui, je les appelle", "Offer buttons");
  const { request } = simulation.state().history.at(-1)!;
  const { response_url: late } = JSON.parse(request.body) as { response_url: string };
  await fetch(late, { method: "POST", body: JSON.stringify({ output: { text: "It took a while" } }) });
  await visit.page.getByText("It took a while").last().waitFor();
  const { id } = simulation.state().chats[0]!;
  await fetch(`${cliq.cliqUrl}/api/v3/chats/${id}/messages`, {
    method: "POST",
    headers: { authorization: `Bearer ${cliq.model.issueAccessToken(Date.now())}` },
    body: JSON.stringify({ text: "Done for *all* of you", card: { title: "Archive of five messages" } }),
  });
  await visit.page.getByText("Archive of five messages").last().waitFor();
};

/** Every state that the page is tried in. */
export const pageStates: readonly ReachableState[] = [
  { name: "nothing has run", always: true, reach: forgetClicks },
  { name: "the menu is open", reach: openMenu },
  { name: "the menu is open in the dark", look: dark, reach: openMenu },
  { name: "the menu is open in forced colours", look: forced, reach: openMenu },
  { name: "the menu says why actions are missing", reach: askWhyNot },
  { name: "the menu says why actions are missing, in the dark", look: dark, reach: askWhyNot },
  { name: "messages are selected", reach: select },
  { name: "messages are selected in forced colours", look: forced, reach: select },
  { name: "a reply shows everything", always: true, reach: runFor("Show everything") },
  { name: "a reply shows everything in the dark", look: dark, reach: runFor("Show everything") },
  { name: "a reply shows everything in forced colours", look: forced, reach: runFor("Show everything") },
  { name: "a reply shows numbers", reach: showNumbers },
  { name: "a reply shows numbers in the dark", look: dark, reach: showNumbers },
  { name: "a reply shows numbers in forced colours", look: forced, reach: showNumbers },
  { name: "a poll asks", reach: runFor("Ask people") },
  { name: "a poll asks in forced colours", look: forced, reach: runFor("Ask people") },
  { name: "a phone shows numbers", look: phone, reach: showNumbers },
  { name: "at 400 % a reply shows numbers", look: zoomed, reach: showNumbers },
  { name: "a banner warns", reach: runFor("Warn people") },
  { name: "a banner warns in the dark", look: dark, reach: runFor("Warn people") },
  { name: "a click failed", reach: runFor("Go astray") },
  { name: "an exchange is inspected", always: true, reach: inspect },
  { name: "an exchange is inspected in the dark", look: dark, reach: inspect },
  { name: "an exchange is inspected in forced colours", look: forced, reach: inspect },
  // After what presses "Run again" first: here that would wait as long as Cliq does.
  { name: "a click waits for its answer", reach: startWaiting },
  { name: "a form is open", reach: openForm },
  { name: "a form is open in the dark", look: dark, reach: openForm },
  { name: "a form has errors", always: true, reach: findFieldErrors },
  { name: "a form has errors in the dark", look: dark, reach: findFieldErrors },
  { name: "a form has errors in forced colours", look: forced, reach: findFieldErrors },
  { name: "a form is searched in", reach: searchInForm },
  { name: "a form is searched in, in forced colours", look: forced, reach: searchInForm },
  { name: "a button asks for confirmation", always: true, reach: openConfirmation },
  { name: "a button asks for confirmation in the dark", look: dark, reach: openConfirmation },
  { name: "something comes late", reach: receiveLate },
  { name: "something comes late, in the dark", look: dark, reach: receiveLate },
  { name: "the history shows none", reach: filterHistory },
  { name: "a body is edited", reach: editBody },
  { name: "a body is edited in the dark", look: dark, reach: editBody },
  { name: "a fixture is saved", reach: saveFixture },
  { name: "a build fails", reach: failBuild },
  { name: "a build fails in the dark", look: dark, reach: failBuild },
  { name: "a table has rows", reach: openTab(/^Rows/u) },
  { name: "a bucket has an object", reach: openTab(/^Files/u) },
  { name: "the actions are listed", reach: openTab("Actions") },
  { name: "nothing goes wrong on purpose", reach: openTab(/^Faults/u) },
  { name: "something goes wrong on purpose", always: true, reach: addFault },
  { name: "something goes wrong on purpose, in the dark", look: dark, reach: addFault },
  { name: "the playground draws a reply", reach: openTab("Playground") },
  { name: "the playground finds problems", always: true, reach: drawWrongReply },
  { name: "the playground finds problems in the dark", look: dark, reach: drawWrongReply },
  { name: "somebody writes from right to left", always: true, reach: write },
  { name: "the window is narrow", look: narrow, reach: nothing },
  { name: "a phone shows the conversation", look: phone, reach: runFor("Show everything") },
  { name: "a phone shows the inspector", look: phone, reach: inspect },
  { name: "a phone shows a failed build", look: phone, reach: failBuild },
  { name: "a phone shows the faults", look: phone, reach: addFault },
  { name: "a phone shows the playground", look: phone, reach: drawWrongReply },
  { name: "at 400 % something goes wrong on purpose", look: zoomed, reach: addFault },
  { name: "at 400 % the playground finds problems", look: zoomed, reach: drawWrongReply },
  { name: "a phone shows a form", look: phone, reach: findFieldErrors },
  { name: "at 400 % a form has errors", look: zoomed, reach: findFieldErrors },
  { name: "at 400 % a button asks for confirmation", look: zoomed, reach: openConfirmation },
  { name: "at 400 % a build fails", look: zoomed, reach: failBuild },
  { name: "at 400 % a body is edited", look: zoomed, reach: editBody },
  { name: "at 400 % a reply shows everything", look: zoomed, reach: runFor("Show everything") },
  { name: "at 400 % an exchange is inspected", look: zoomed, reach: inspect },
  { name: "text of 32 pixels", look: { textPixels: 32 }, reach: runFor("Show everything") },
];
