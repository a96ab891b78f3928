// The rows and, when somebody searches them, their words: fetched once a visit.
const site = new URL("../../", import.meta.url);
const fetched = new Map();

function fetchOnce(name) {
  if (!fetched.has(name)) {
    const found = fetchJson(name);
    found.catch(() => fetched.delete(name));
    fetched.set(name, found);
  }
  return fetched.get(name);
}

async function fetchJson(name) {
  const response = await fetch(new URL(`data/${name}.json`, site));
  if (!response.ok) throw new Error(`data/${name}.json: ${response.status}`);
  const text = await response.text();
  performance.mark(`pm-${name}-arrived`);
  return JSON.parse(text);
}

// As `normal_form` does it: `SEV1`, `sev-1` and `Sev 1` are one.
const normalForm = (word) => word.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

async function loadRows() {
  const raw = await fetchOnce("explore");
  raw.orders ??= new Map();
  raw.size = raw.days.length;
  for (const facet of raw.facets) {
    facet.rows = facet.rows.map((places) => (typeof places === "number" ? [places] : places));
    facet.places ??= new Map(facet.values.map(([id], place) => [id, place]));
    facet.words ??= wordsOf(facet);
  }
  raw.facet ??= new Map(raw.facets.map((facet) => [facet.id, facet]));
  return raw;
}

const lowerOf = (data) =>
  data.days.map((_, row) => (data.incidents[row] ?? []).toReversed().join("\n").toLowerCase());

// The titles of older rows, which the first view can do without.
async function loadTitles(data) {
  if (data.incidents.length === data.size) return;
  const raw = await fetchOnce("explore-titles");
  if (raw.build !== data.build) throw new Error("data/explore-titles.json is of another build");
  if (data.incidents.length === data.size) return;
  data.incidents.push(...raw.incidents);
  data.lower = null;
  data.orders.clear();
}

function wordsOf(facet) {
  const words = new Map();
  facet.values.forEach(([id, ...names]) => {
    for (const word of [id, ...names]) {
      const form = normalForm(word);
      if (form && !words.has(form)) words.set(form, id);
    }
  });
  return words;
}

// What is searched of each row: all of its words once they are here, its title and services before.
async function loadWords(data) {
  const [raw] = await Promise.all([fetchOnce("explore-text"), loadTitles(data)]);
  if (raw.build !== data.build) throw new Error("data/explore-text.json is of another build");
  data.full ??= lowerOf(data).map((title, row) => {
    const lessons = raw.lessons[row].map(([, text]) => text);
    return [title, services(data, row), raw.summaries[row], ...lessons].join("\n").toLowerCase();
  });
  data.text = raw;
}

function names(data, id, row) {
  const facet = data.facet.get(id);
  return facet ? facet.rows[row].map((place) => facet.values[place][1] || facet.values[place][0]) : [];
}

const ids = (data, id, row) => {
  const facet = data.facet.get(id);
  return facet ? facet.rows[row].map((place) => facet.values[place][0]) : [];
};

const services = (data, row) => names(data, "service", row).join(", ");

// A link of the page's own shows whether the host writes `…/id/` or `…/id.html`.
function addressOf(data, row, ending) {
  const slug = data.addresses[row] ?? data.incidents[row][0];
  return new URL(`postmortems/${encodeURIComponent(slug)}${ending}`, site).href;
}
