// Only rows near the screen are in the page; the others are three spacers high. Every row is one
// height, which is measured.
const BEYOND = 8;
const MOST_PRINTED = 500;

function buildTable(view) {
  const body = view.root.querySelector("tbody");
  view.table = {
    element: body.parentElement,
    body,
    spacers: [0, 1, 2].map(() => element("tr", { "aria-hidden": "true", class: "pm-explore-space" }, element("td"))),
    rows: new Map(),
    shown: [],
    height: 0,
  };
  body.addEventListener("keydown", (event) => moveByKey(view, event));
  const on = { signal: view.signal, passive: true };
  window.addEventListener("scroll", () => drawRows(view), on);
  window.addEventListener("resize", () => ((view.table.height = 0), drawRows(view)), on);
  window.addEventListener("beforeprint", () => printRows(view), on);
  window.addEventListener("afterprint", () => drawRows(view), on);
  for (const button of view.root.querySelectorAll(".pm-sort")) {
    const sort = button.dataset.sort;
    button.addEventListener("click", () => {
      const isSame = view.state.sort === sort;
      view.change({ ...view.state, sort, isDown: isSame && !view.state.isDown });
    });
  }
}

function showTable(view, found) {
  const { table, state } = view;
  for (const row of table.rows.values()) row.remove();
  table.rows.clear();
  table.shown = found.shown;
  table.words = found.words;
  table.height = 0;
  table.element.setAttribute("aria-rowcount", found.shown.length + 1);
  table.element.classList.toggle("pm-explore-quoting", Boolean(found.words.length && view.data.text));
  for (const button of view.root.querySelectorAll(".pm-sort")) {
    const heading = button.closest("th");
    if (button.dataset.sort === state.sort) heading.setAttribute("aria-sort", state.isDown ? "descending" : "ascending");
    else heading.removeAttribute("aria-sort");
  }
  drawRows(view);
}

function drawRows(view) {
  const { table } = view;
  if (table.element.hidden || !view.root.isConnected) return;
  if (!table.height && table.shown.length) {
    put(view, [0]);
    table.height = table.rows.get(0).getBoundingClientRect().height || 1;
  }
  const above = -table.body.getBoundingClientRect().top / table.height;
  const first = Math.max(0, Math.floor(above) - BEYOND);
  const last = Math.min(table.shown.length, Math.ceil(above + window.innerHeight / table.height) + BEYOND);
  const wanted = [];
  for (let at = Math.min(first, table.shown.length); at < last; at++) wanted.push(at);
  put(view, wanted);
}

// The row that has the focus stays, wherever the page is scrolled to; no row that stays is moved.
function put(view, wanted) {
  const { table } = view;
  const focused = [...table.rows].find(([, row]) => row.contains(document.activeElement))?.[0];
  const places = focused === undefined ? wanted : [...new Set([...wanted, focused])].sort((a, b) => a - b);
  const keep = new Set(places);
  for (const [at, row] of table.rows) {
    if (keep.has(at)) continue;
    row.remove();
    table.rows.delete(at);
  }
  for (const spacer of table.spacers) spacer.remove();
  const spacers = [...table.spacers];
  let next = table.body.firstChild;
  let done = 0;
  const space = (rows) => {
    const spacer = spacers.shift();
    spacer.style.height = `${rows * table.height}px`;
    table.body.insertBefore(spacer, next);
  };
  for (const at of places) {
    if (at > done) space(at - done);
    done = at + 1;
    const row = table.rows.get(at);
    if (row) next = row.nextSibling;
    else {
      const made = makeRow(view, at);
      table.rows.set(at, made);
      table.body.insertBefore(made, next);
    }
  }
  if (done < table.shown.length) space(table.shown.length - done);
}

function makeRow(view, at) {
  const { root, data, table } = view;
  const row = table.shown[at];
  const cell = (name, ...children) => element("td", { role: "cell", class: `pm-explore-${name}` }, ...children);
  const title = data.incidents[row]?.[1];
  const address = title === undefined ? "" : addressOf(data, row, view.ending);
  const link = address ? element("a", { href: address, title }, ...marked(title, table.words)) : "…";
  const notes = notesOf(view, row).map((note) => element("span", { class: "pm-explore-note" }, note));
  const quote = table.words.length && data.text ? quoteOf(view, row, address) : "";
  const unknown = say(root, "unknown");
  return element(
    "tr",
    { role: "row", "aria-rowindex": at + 2 },
    cell("day", data.days[row] || say(root, "day")),
    cell("severity", severityMark(data, row, unknown)),
    cell("title", element("span", { class: "pm-explore-line" }, link, ...notes), quote),
    cell("services", services(data, row)),
    cell("lasted", duration(data.lasted[row], unknown)),
  );
}

// What tells a row from a counted incident.
function notesOf(view, row) {
  const kind = ids(view.data, "kind", row)[0];
  const status = ids(view.data, "status", row)[0];
  return [...(kind === "incident" ? [] : names(view.data, "kind", row)), ...(status === "draft" ? names(view.data, "status", row) : [])];
}

// The sentence that has most of the words, with a link to it where it is a lesson.
function quoteOf({ data, table }, row, address) {
  const { summaries, lessons } = data.text;
  const has = (text) => table.words.filter((word) => text.toLowerCase().includes(word)).length;
  const all = [...lessons[row], ["", summaries[row]]];
  const best = all.reduce((a, b) => (has(b[1]) > has(a[1]) ? b : a));
  if (!has(best[1])) return "";
  const text = marked(around(best[1], table.words), table.words);
  return best[0]
    ? element("a", { class: "pm-explore-quote", href: `${address}#${best[0]}` }, ...text)
    : element("span", { class: "pm-explore-quote" }, ...text);
}

function around(text, words) {
  const lower = text.toLowerCase();
  const at = Math.min(...words.map((word) => lower.indexOf(word)).filter((place) => place >= 0));
  if (at < 60) return text;
  const start = text.indexOf(" ", at - 50) + 1;
  return `… ${text.slice(start > at ? at : start)}`;
}

function moveByKey(view, event) {
  const { table } = view;
  const row = event.target.closest("tr");
  const at = [...table.rows].find(([, one]) => one === row)?.[0];
  const last = table.shown.length - 1;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
  if (at === undefined || to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  focusRow(view, Math.max(0, Math.min(last, to)));
}

function focusRow(view, at) {
  const { table } = view;
  if (!table.rows.has(at)) put(view, [...table.rows.keys(), at].filter((one) => Math.abs(one - at) < 2 * BEYOND));
  const row = table.rows.get(at);
  row.querySelector("a")?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  drawRows(view);
}

function printRows(view) {
  const { root, table } = view;
  if (table.element.hidden) return;
  const number = Math.min(table.shown.length, MOST_PRINTED);
  put(view, Array.from({ length: number }, (_, at) => at));
  for (const spacer of table.spacers) spacer.remove();
  const said = root.querySelector(".pm-explore-printed");
  said.hidden = number === table.shown.length;
  said.textContent = say(root, "printed", { shown: figure(number), all: figure(table.shown.length) });
}
