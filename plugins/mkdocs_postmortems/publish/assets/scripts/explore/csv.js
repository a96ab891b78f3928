// The rows shown, in their order, as a file. Text that a spreadsheet would compute begins with an
// apostrophe, and a list is joined by blanks, as in the data files.
const MANY = new Set(["service", "group", "theme", "tag"]);

const safe = (text) => (/^[=+\-@]/.test(text) ? `'${text}` : text);

const quoted = (text) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function csvOf(data, rows) {
  const facets = data.facets.filter(({ id }) => id !== "year");
  const lines = [["id", "title", "day", "lasted_seconds", ...facets.map(({ id }) => id)]];
  for (const row of rows) {
    const [id, title] = data.incidents[row];
    const values = facets.map((facet) => {
      const words = ids(data, facet.id, row);
      return MANY.has(facet.id) ? words.join(" ") : words.filter((word) => word !== "unknown").join(" ");
    });
    lines.push([id, title, data.days[row], String(data.lasted[row] ?? ""), ...values]);
  }
  const cell = (text) => quoted(safe(text.replace(/\s+/g, " ").trim()));
  return lines.map((line) => line.map(cell).join(",")).join("\n") + "\n";
}

function download(view) {
  const file = new Blob([csvOf(view.data, view.found.shown)], { type: "text/csv" });
  const link = element("a", { href: URL.createObjectURL(file), download: "incidents.csv", hidden: true });
  view.root.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
