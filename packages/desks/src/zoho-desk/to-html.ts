const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** What people wrote as HTML that shows it and does nothing else; lines stay lines. */
export function toHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign).replaceAll(/\r\n|[\r\n]/gu, "<br>");
}
