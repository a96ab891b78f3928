// What is asked for: all of it stands in the address, in one order, so that equal views are equal
// addresses. `text`, not `q`, which Material's search takes for its own.
const SORTS = ["day", "severity", "title", "service", "lasted"];
const SECTIONS = {
  "#all-incidents": "",
  "#near-misses": "?kind=near-miss",
  "#false-alarms": "?kind=false-alarm",
  "#drafts": "?status=draft",
};

// A word that is no value of its facet is kept: it was asked for, and nothing matches it.
function readState(query, data) {
  const given = new URLSearchParams(query);
  const chosen = new Map();
  for (const facet of data.facets) {
    const words = given.getAll(facet.id).filter(Boolean);
    const values = words.map((word) => (facet.places.has(word) ? word : facet.words.get(normalForm(word)) ?? word));
    if (values.length) chosen.set(facet.id, new Set(values));
  }
  const sort = given.get("sort") ?? "";
  const key = sort.replace(/^-/, "");
  const isSort = SORTS.includes(key);
  return {
    chosen,
    text: given.get("text") ?? "",
    sort: isSort ? key : "day",
    isDown: isSort ? sort.startsWith("-") : true,
    view: given.get("view") === "timeline" ? "timeline" : "table",
  };
}

function writeState(state, data) {
  const query = new URLSearchParams();
  for (const { id } of data.facets) for (const value of state.chosen.get(id) ?? []) query.append(id, value);
  if (state.text) query.set("text", state.text);
  if (state.sort !== "day" || !state.isDown) query.set("sort", (state.isDown ? "-" : "") + state.sort);
  if (state.view !== "table") query.set("view", state.view);
  const text = query.toString();
  return text && `?${text}`;
}

function withValue(state, facet, value, isChosen) {
  const chosen = new Map(state.chosen);
  const values = new Set(chosen.get(facet));
  if (isChosen) values.add(value);
  else values.delete(value);
  if (values.size) chosen.set(facet, values);
  else chosen.delete(facet);
  return { ...state, chosen };
}
