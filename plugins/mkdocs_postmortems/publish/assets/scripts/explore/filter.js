// Which rows are shown, in which order, and how many each value of a facet would show.

// What holds where a facet has no choice: an incident is what is counted, and a draft is in no count.
const USUAL = { kind: ["incident"], status: ["in-review", "published"] };

// Words in quotes stand together, the others anywhere; all have to be there.
function wordsIn(text) {
  const found = text.toLowerCase().matchAll(/"([^"]+)"?|(\S+)/g);
  return [...found].map((one) => (one[1] ?? one[2]).trim().replace(/^"|"$/g, "")).filter(Boolean);
}

function choices(state, data) {
  return data.facets.map((facet) => {
    const values = state.chosen.get(facet.id) ?? USUAL[facet.id];
    if (!values) return null;
    const marks = new Uint8Array(facet.values.length);
    for (const value of values) if (facet.places.has(value)) marks[facet.places.get(value)] = 1;
    return marks;
  });
}

function hasOne(places, marks) {
  for (const place of places) if (marks[place]) return true;
  return false;
}

// A row that misses no choice is shown and counts everywhere; one that misses one counts for that
// facet alone: its value could be chosen too.
function filter(state, data) {
  const chosen = choices(state, data);
  const counts = data.facets.map((facet) => new Uint32Array(facet.values.length));
  const isBase = data.facets.map((facet) => facet.id in USUAL);
  const words = wordsIn(state.text);
  const searched = data.full ?? (words.length ? (data.lower ??= lowerOf(data)) : null);
  const shown = [];
  let all = 0;
  for (const row of order(state, data)) {
    let misses = 0;
    let missed = -1;
    let isIn = true;
    for (let at = 0; at < chosen.length; at++) {
      if (!chosen[at] || hasOne(data.facets[at].rows[row], chosen[at])) continue;
      misses++;
      missed = at;
      if (isBase[at]) isIn = false;
    }
    if (isIn) all++;
    if (misses > 1 || !words.every((word) => searched[row].includes(word))) continue;
    if (!misses) shown.push(row);
    for (let at = misses ? missed : 0; at < (misses ? missed + 1 : counts.length); at++) {
      for (const place of data.facets[at].rows[row]) counts[at][place]++;
    }
  }
  return { shown, all, words, counts: new Map(data.facets.map((facet, at) => [facet.id, counts[at]])) };
}

// Rows arrive newest first; equal ones keep that, and what is unknown is last either way.
function order(state, data) {
  const name = (state.isDown ? "-" : "") + state.sort;
  if (!data.orders.has(name)) data.orders.set(name, sorted(state, data));
  return data.orders.get(name);
}

const collator = new Intl.Collator("en", { numeric: true });

function sorted({ sort, isDown }, data) {
  const rows = data.days.map((_, row) => row);
  if (sort === "day" && isDown) return rows;
  const key = KEYS[sort](data);
  const keys = rows.map(key);
  const compare = typeof keys.find((one) => one !== null) === "number" ? (a, b) => a - b : collator.compare;
  return rows.sort((a, b) => {
    if (keys[a] === null || keys[b] === null) return (keys[a] === null) - (keys[b] === null);
    return isDown ? compare(keys[b], keys[a]) : compare(keys[a], keys[b]);
  });
}

// Days as row numbers, since the data's own order knows hours that a day does not.
const KEYS = {
  day: (data) => (row) => (data.days[row] ? data.size - row : null),
  severity: (data) => (row) => rank(data, row),
  title: (data) => (row) => data.incidents[row]?.[1] || null,
  service: (data) => (row) => services(data, row) || null,
  lasted: (data) => (row) => data.lasted[row],
};

function rank(data, row) {
  const facet = data.facet.get("severity");
  const place = facet?.rows[row][0];
  return place === undefined || facet.values[place][0] === "unknown" ? null : place;
}
