// A lane a severity: each mark one incident, or, where there are too many to tell apart, each bar a
// year that leads to its rows.
const MOST_MARKS = 1500;
const PITCH = 12;
const LANE = 120;

function showTimeline(view, found) {
  const { root, data } = view;
  const box = root.querySelector(".pm-explore-timeline");
  const dated = found.shown.filter((row) => data.days[row]);
  const years = dated.map((row) => Number(data.days[row].slice(0, 4)));
  const first = Math.min(...years);
  const last = Math.max(...years);
  const said = element("p", { class: "pm-explore-told" });
  box.replaceChildren(said);
  if (dated.length) {
    const makes = dated.length > MOST_MARKS ? bars : marks;
    const found = lanes(data, dated);
    const most = Math.max(...found.flatMap(([, rows]) => [...byYear(data, rows).values()]));
    const span = { ...spanOf(data, dated, first, last), most };
    for (const [place, rows] of found) box.append(lane(view, place, rows, makes, span));
    box.append(axis(span));
  }
  const undated = found.shown.length - dated.length;
  said.textContent = undated ? say(root, "undated", { shown: figure(undated) }) : "";
}

function lanes(data, rows) {
  const unknown = data.facet.get("severity").values.length;
  const found = new Map();
  for (const row of rows) {
    const place = rank(data, row) ?? unknown;
    if (!found.has(place)) found.set(place, []);
    found.get(place).push(row);
  }
  return [...found].sort((a, b) => a[0] - b[0]);
}

// A day is its place in the whole time, a month its first day.
const time = (day) => Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7) || 1) - 1, Number(day.slice(8) || 1));

function spanOf(data, rows, first, last) {
  const isLong = last - first > 1 || rows.length > MOST_MARKS;
  const months = rows.map((row) => data.days[row].slice(0, 7)).sort();
  const [start, end] = [months[0], months.at(-1)];
  const from = isLong ? Date.UTC(first, 0) : time(start);
  const to = isLong ? Date.UTC(last + 1, 0) : Date.UTC(Number(end.slice(0, 4)), Number(end.slice(5, 7)));
  return { from, to, isLong, first, last };
}

const share = (at, span) => (at - span.from) / (span.to - span.from);

function lane(view, place, rows, makes, span) {
  const { root, data } = view;
  const severity = data.facet.get("severity").values[place]?.[0] ?? say(root, "unknown");
  const number = { shown: figure(rows.length), noun: nounOf(view, rows.length), severity };
  const list = element("ol", { class: "pm-lane-marks", "aria-label": say(root, "lane", number) });
  makes(view, list, rows, span, severity);
  list.addEventListener("keydown", (event) => moveAlong(list, event));
  const label = element("p", { class: "pm-lane-name" }, severityMark(data, rows[0], severity), ` ${number.shown}`);
  return element("section", { class: "pm-lane" }, label, list);
}

function marks(view, list, rows, span) {
  const { data } = view;
  const columns = Math.max(1, Math.floor((view.width || 640) / PITCH));
  const heights = new Map();
  const step = rank(data, rows[0]);
  for (const row of [...rows].sort((a, b) => data.days[a].localeCompare(data.days[b]) || b - a)) {
    const column = Math.min(columns - 1, Math.floor(share(time(data.days[row]), span) * columns));
    const height = heights.get(column) ?? 0;
    heights.set(column, height + 1);
    const name = `${data.days[row]} · ${data.incidents[row]?.[1] ?? "…"}`;
    const shade = step === null ? "unknown" : Math.min(step + 1, 4);
    const href = data.incidents[row] && addressOf(data, row, view.ending);
    const link = element("a", { class: `pm-lane-mark pm-lane-${shade}`, href, title: name, "aria-label": name, tabindex: "-1" });
    const item = element("li", {}, link);
    item.style.insetInlineStart = `${((column + 0.5) / columns) * 100}%`;
    item.dataset.height = height;
    list.append(item);
  }
  const tallest = Math.max(...heights.values());
  const pitch = Math.min(PITCH, LANE / tallest);
  list.style.height = `${Math.ceil(tallest * pitch + PITCH / 2)}px`;
  for (const item of list.children) item.style.bottom = `${item.dataset.height * pitch}px`;
  list.firstChild.firstChild.tabIndex = 0;
}

function byYear(data, rows) {
  const years = new Map();
  for (const row of rows) {
    const year = data.days[row].slice(0, 4);
    years.set(year, (years.get(year) ?? 0) + 1);
  }
  return years;
}

// All lanes to one scale, so that a bar of one can be held against a bar of another.
function bars(view, list, rows, span, severity) {
  const { root, data, state } = view;
  const years = byYear(data, rows);
  const step = rank(data, rows[0]);
  const shade = step === null ? "unknown" : Math.min(step + 1, 4);
  const height = (number) => Math.max(3, (number / span.most) * LANE);
  for (const [year, number] of [...years].sort()) {
    const words = { year, severity, shown: figure(number), noun: nounOf(view, number) };
    const name = say(root, "bar", words);
    const id = rank(data, rows[0]) === null ? "unknown" : severity;
    const chosen = new Map(state.chosen).set("year", new Set([year])).set("severity", new Set([id]));
    const href = writeState({ ...state, chosen, view: "table" }, data);
    const bar = element("span", { class: `pm-lane-${shade}` });
    bar.style.height = `${height(number)}px`;
    const link = element("a", { class: "pm-lane-bar", href, title: name, "aria-label": name, tabindex: "-1" }, words.shown, bar);
    const item = element("li", {}, link);
    item.style.insetInlineStart = `${share(Date.UTC(Number(year), 0), span) * 100}%`;
    item.style.width = `${100 / (span.last - span.first + 1)}%`;
    list.append(item);
  }
  list.classList.add("pm-lane-bars");
  list.style.height = `${height(Math.max(...years.values())) + 20}px`;
  list.firstChild.firstChild.tabIndex = 0;
}

// At most a dozen words under the lanes, years where there is more than two of them.
function axis(span) {
  const line = element("div", { class: "pm-lane-axis", "aria-hidden": "true" });
  const ticks = [];
  if (span.isLong) {
    const step = Math.ceil((span.last - span.first + 1) / 12);
    for (let year = span.first; year <= span.last; year += step) ticks.push([Date.UTC(year, 0), String(year)]);
  } else {
    for (let at = new Date(span.from); at < span.to; at.setUTCMonth(at.getUTCMonth() + 1)) ticks.push([at.getTime(), at.toISOString().slice(0, 7)]);
    const step = Math.ceil(ticks.length / 6);
    for (let at = ticks.length - 1; at >= 0; at--) if (at % step) ticks.splice(at, 1);
  }
  for (const [at, word] of ticks) {
    const tick = element("span", {}, word);
    tick.style.insetInlineStart = `${share(at, span) * 100}%`;
    line.append(tick);
  }
  return line;
}

// One stop of the Tab key a lane; arrows go along it.
function moveAlong(list, event) {
  const links = [...list.querySelectorAll("a")];
  const at = links.indexOf(event.target);
  const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  if (to === undefined || !links[to]) return;
  event.preventDefault();
  links[at].tabIndex = -1;
  links[to].tabIndex = 0;
  links[to].focus();
}
