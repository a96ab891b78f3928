// Sorts the tables of generated pages by the column whose heading is pressed. Without it all is
// there, in the order written.
const collator = new Intl.Collator("en", { numeric: true });

// What a cell sorts by: its <data value>, else its text; null where nothing is known.
function key(row, column) {
  const cell = row.cells[column];
  if (!cell) return null;
  const data = cell.querySelector("data");
  const text = data ? data.value : cell.textContent.trim();
  if (text === "" || text === "–") return null;
  const number = Number(text.replaceAll(",", ""));
  return Number.isNaN(number) ? text : number;
}

function compare(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return collator.compare(a, b);
}

// Equal rows keep their order, and what is unknown stays last in either direction.
function sort(table, heading) {
  const isDescending = heading.getAttribute("aria-sort") === "ascending";
  const body = table.tBodies[0];
  const rows = Array.from(body.rows, (row) => ({ row, key: key(row, heading.cellIndex) }));
  rows.sort((a, b) => {
    if (a.key === null || b.key === null) return (a.key === null) - (b.key === null);
    return isDescending ? compare(b.key, a.key) : compare(a.key, b.key);
  });
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
  body.append(...rows.map((one) => one.row));
}

function enhance(table) {
  const headings = table.tHead?.rows[0]?.cells ?? [];
  const isSortable = (table.tBodies[0]?.rows.length ?? 0) > 1;
  for (const heading of isSortable ? headings : []) {
    if (heading.querySelector("button") || !heading.textContent.trim()) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "pm-sort";
    button.append(...heading.childNodes);
    button.addEventListener("click", () => sort(table, heading));
    heading.append(button);
  }
}

onPage(() => document.querySelectorAll(".pm-table table").forEach(enhance));
