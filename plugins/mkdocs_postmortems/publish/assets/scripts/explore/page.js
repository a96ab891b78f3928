// Puts the parts together: an address gives a state, a state what is shown, and a change an address.
let leave = null;

export async function explore(root) {
  leave?.abort();
  leave = new AbortController();
  const y = history.state?.y;
  const data = await loadRows();
  if (!root.isConnected) return;
  const sample = document.querySelector(".pm-explore-address a");
  const view = { root, data, signal: leave.signal, ending: sample?.pathname.endsWith("/") === false ? ".html" : "/" };
  view.field = root.querySelector("[name=text]");
  view.change = (state, isSmall = false) => change(view, state, isSmall);
  buildFacets(view);
  buildTable(view);
  listen(view);
  root.hidden = false;
  document.querySelector(".pm-explore-plain").hidden = true;
  arrive(view);
  performance.measure("pm-explore-first", "pm-explore-arrived");
  readTitles(view);
  // Where the reader was, as far as the host remembers; the page had no rows when it scrolled.
  if (y && !location.hash) window.scrollTo(0, y);
}

// What the address asks for. An anchor of the plain tables is the same view of these rows.
function arrive(view) {
  const section = SECTIONS[location.hash];
  if (section !== undefined) history.replaceState(history.state, "", location.pathname + section);
  view.state = readState(location.search, view.data);
  view.field.value = view.state.text;
  if (view.state.text) readWords(view);
  show(view);
}

// Typing is one step of the history, however many letters it has.
function change(view, state, isSmall) {
  view.state = state;
  const address = location.pathname + writeState(state, view.data);
  if (isSmall) history.replaceState(history.state, "", address);
  else history.pushState(null, "", address);
  if (view.field !== document.activeElement) view.field.value = state.text;
  show(view);
}

function show(view) {
  const start = performance.now();
  const { root, state } = view;
  view.found = filter(state, view.data);
  showFacets(view, view.found.counts);
  showChips(view);
  for (const button of root.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", button.dataset.view === state.view);
  const isTable = state.view === "table";
  const isEmpty = !view.found.shown.length;
  root.querySelector(".pm-explore-empty").hidden = !isEmpty;
  view.table.element.hidden = !isTable || isEmpty;
  const timeline = root.querySelector(".pm-explore-timeline");
  timeline.hidden = isTable || isEmpty;
  view.width = timeline.clientWidth;
  if (isTable) showTable(view, view.found);
  else showTimeline(view, view.found);
  tell(view);
  performance.measure("pm-explore-shown", { start });
}

// Incidents by their name where nothing else is among them.
function nounOf({ root, state }, number) {
  const isUsual = !state.chosen.has("kind") && !state.chosen.has("status");
  return noun(root, isUsual ? "incident" : "postmortem", number);
}

function tell(view) {
  const { root, found, state } = view;
  const number = found.shown.length;
  const form = number === found.all ? "every" : number ? "some" : "none";
  const words = { shown: figure(number), all: figure(found.all), noun: nounOf(view, found.all) };
  const reading = state.text && !view.data.text ? say(root, view.isUnread ? "unread" : "reading") : "";
  root.querySelector(".pm-explore-count").textContent = say(root, form, words) + (reading && `, ${reading}`);
  root.querySelector(".pm-explore-done").textContent = say(root, "done", { shown: `${words.shown} ${nounOf(view, number)}` });
  const also = root.querySelector(".pm-explore-also");
  const buttons = [["kind", "near-miss", "nearMiss"], ["kind", "false-alarm", "falseAlarm"], ["status", "draft", "draft"]].flatMap((one) => alsoButton(view, ...one));
  also.replaceChildren(also.firstChild, ...buttons.flatMap((button, at) => (at ? [", ", button] : [button])));
  also.hidden = !buttons.length;
}

// What else would match, apart because it is in no count of incidents; pressed, it joins them.
function alsoButton(view, facet, value, name) {
  const place = view.data.facet.get(facet)?.places.get(value);
  const number = place === undefined ? 0 : view.found.counts.get(facet)[place];
  const chosen = view.state.chosen.get(facet) ?? new Set(USUAL[facet]);
  if (!number || chosen.has(value)) return [];
  const button = element("button", { type: "button", class: "pm-explore-join" }, `${figure(number)} ${noun(view.root, name, number)}`);
  button.addEventListener("click", () => {
    const all = new Map(view.state.chosen).set(facet, new Set([...chosen, value]));
    view.change({ ...view.state, chosen: all });
    view.field.focus({ preventScroll: true });
  });
  return [button];
}

function readTitles(view) {
  const { data, root } = view;
  if (data.incidents.length === data.size) return;
  loadTitles(data).then(() => root.isConnected && show(view), (error) => console.info(`postmortems: ${error.message}`));
}

function readWords(view) {
  if (view.data.text) return;
  loadWords(view.data)
    .catch(() => (view.isUnread = true))
    .then(() => view.root.isConnected && view.state.text && show(view));
}

function listen(view) {
  const { root, field, signal } = view;
  let waiting = 0;
  let isTyping = false;
  const typed = () => {
    clearTimeout(waiting);
    if (field.value === view.state.text) return;
    change(view, { ...view.state, text: field.value }, isTyping);
    isTyping = true;
  };
  field.addEventListener("focus", () => readWords(view));
  field.addEventListener("blur", () => (isTyping = false));
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(typed, 80);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") typed();
    if (event.key !== "ArrowDown" || !view.found.shown.length || view.state.view !== "table") return;
    event.preventDefault();
    focusRow(view, 0);
  });
  for (const button of root.querySelectorAll("[data-view]")) button.addEventListener("click", () => view.change({ ...view.state, view: button.dataset.view }));
  root.querySelector(".pm-explore-csv").addEventListener("click", () => loadTitles(view.data).then(() => download(view)));
  root.querySelector(".pm-explore-clear").addEventListener("click", () => view.change({ ...view.state, chosen: new Map(), text: "" }));
  listenToDrawer(view);
  // On the first way back after a full load, Material fetches the page once more and starts it
  // again: the same view, from the same address.
  window.addEventListener("popstate", () => root.isConnected && arrive(view), { signal });
  // Before Material, which would take back a step within one page.
  document.addEventListener("click", (event) => followHere(view, event), { signal, capture: true });
}

// A link to this same page is a state of it, no new page.
function followHere(view, event) {
  const link = event.target.closest?.("a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button || link.target === "_blank") return;
  const isHere = view.root.isConnected && link.origin === location.origin && link.pathname === location.pathname;
  if (!isHere || (link.hash && SECTIONS[link.hash] === undefined)) return;
  event.preventDefault();
  event.stopPropagation();
  history.pushState(null, "", link.pathname + (SECTIONS[link.hash] ?? link.search));
  arrive(view);
}

// The facets move into the dialog and back: a phone has no room beside the rows.
function listenToDrawer({ root, signal }) {
  const drawer = root.querySelector(".pm-explore-drawer");
  const facets = root.querySelector(".pm-explore-facets");
  const side = root.querySelector(".pm-explore-side");
  root.querySelector(".pm-explore-open").addEventListener("click", () => {
    drawer.prepend(facets);
    drawer.showModal();
  });
  root.querySelector(".pm-explore-done").addEventListener("click", () => drawer.close());
  drawer.addEventListener("close", () => side.append(facets));
  drawer.addEventListener("click", (event) => event.target === drawer && drawer.close());
  matchMedia("(min-width: 60em)").addEventListener("change", () => drawer.open && drawer.close(), { signal });
}
