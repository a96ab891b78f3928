// Searches every word by Pagefind's index, which stands beside the site's pages. Facets carry the
// counts of what the words have left; the state is in the address (`q` there opens the theme's search).
const NAMES = ["service", "severity", "year", "theme", "kind"];
const PER_PAGE = 10;
// Read now: later there is no current script.
const INDEX = new URL("../../pagefind/pagefind.js", document.currentScript.src).href;

let engine;
async function load() {
  engine ??= import(INDEX).then(async (pagefind) => {
    await pagefind.options({ excerptLength: 24 });
    await pagefind.init();
    return pagefind;
  });
  return engine;
}

function element(tag, properties = {}, ...children) {
  const one = Object.assign(document.createElement(tag), properties);
  one.append(...children);
  return one;
}

// Every word comes from the page's template; here they are only filled in.
function answer(root, count, dropped) {
  const { none, one, many, without } = root.dataset;
  const found = count === 0 ? none : count === 1 ? one : many.replace("{count}", count);
  return `${found}${dropped.length ? without.replace("{words}", dropped.join(", ")) : ""}.`;
}

// Of a long message not every word stands in one postmortem: the words that leave nothing are given
// up from the end, and the answer says so.
async function find(pagefind, words, filters) {
  const given = words.split(" ").filter(Boolean);
  const kept = [];
  let found = await pagefind.search(given.length ? given.join(" ") : null, { filters });
  if (found.results.length || given.length < 2) return { found, dropped: [] };
  const dropped = [];
  for (const word of given) {
    const tried = await pagefind.search([...kept, word].join(" "), { filters });
    if (tried.results.length) {
      kept.push(word);
      found = tried;
    } else dropped.push(word);
  }
  return { found, dropped };
}

function start(root) {
  const [form, said, facets, list, more] = ["form", ".pm-said", ".pm-facets", ".pm-found", ".pm-more"].map(
    (one) => root.querySelector(one),
  );
  const field = form.elements.words;
  const chosen = {};
  let results = [];
  let shown = 0;
  let turn = 0;

  function read() {
    const query = new URLSearchParams(location.search);
    field.value = query.get("words") ?? "";
    for (const name of NAMES) chosen[name] = query.getAll(name);
  }

  function write() {
    const query = new URLSearchParams();
    if (field.value) query.set("words", field.value);
    for (const name of NAMES) for (const value of chosen[name]) query.append(name, value);
    const search = query.toString();
    history.replaceState(history.state, "", location.pathname + (search ? `?${search}` : ""));
  }

  function offer(counts) {
    const open = new Set([...facets.querySelectorAll("details[open]")].map((one) => one.dataset.name));
    const focused = facets.contains(document.activeElement) ? document.activeElement.id : "";
    facets.replaceChildren();
    for (const name of NAMES) {
      const values = Object.entries(counts[name] ?? {})
        .filter(([value, count]) => count || chosen[name].includes(value))
        .sort(([a], [b]) => (name === "year" ? b.localeCompare(a) : a.localeCompare(b)));
      if (!values.length) continue;
      const options = values.map(([value, count], place) => {
        const box = element("input", { type: "checkbox", id: `pm-${name}-${place}-${value}`, checked: chosen[name].includes(value) });
        box.addEventListener("change", () => {
          chosen[name] = box.checked ? [...chosen[name], value] : chosen[name].filter((one) => one !== value);
          search();
        });
        return element("li", {}, element("label", {}, box, ` ${value} `, element("span", { textContent: count })));
      });
      const group = element("details", { open: open.has(name) || chosen[name].length > 0 });
      group.dataset.name = name;
      group.append(element("summary", { textContent: root.dataset[name] }), element("ul", {}, ...options));
      facets.append(group);
    }
    if (focused) document.getElementById(focused)?.focus();
  }

  async function show(mine) {
    const next = await Promise.all(results.slice(shown, shown + PER_PAGE).map((one) => one.data()));
    if (mine !== turn) return;
    shown += next.length;
    for (const one of next) {
      // Pagefind escapes the words of the page and marks those that were found.
      const excerpt = element("p", { innerHTML: one.excerpt });
      const place = one.sub_results?.[0]?.url ?? one.url;
      const source = [one.meta.day, one.meta.severity, one.meta.services].filter(Boolean).join(" · ");
      list.append(
        element("li", {}, element("a", { href: place, textContent: one.meta.title }), element("span", { className: "pm-source", textContent: source }), excerpt),
      );
    }
    more.hidden = shown >= results.length;
  }

  async function search() {
    const mine = ++turn;
    write();
    const pagefind = await load();
    const filters = Object.fromEntries(NAMES.filter((one) => chosen[one].length).map((one) => [one, { any: chosen[one] }]));
    const { found, dropped } = await find(pagefind, field.value.trim(), filters);
    const isNarrowed = found.filters && Object.keys(found.filters).length;
    const counts = isNarrowed ? found.filters : await pagefind.filters();
    if (mine !== turn) return;
    results = found.results;
    shown = 0;
    list.replaceChildren();
    said.textContent = answer(root, results.length, dropped);
    offer(counts);
    await show(mine);
  }

  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  more.addEventListener("click", () => show(turn));

  load().then(
    () => {
      field.disabled = false;
      read();
      field.focus();
      return search();
    },
    () => {
      engine = undefined; // a preview may be followed by a built site
    },
  );
}

onPage(() => {
  const root = document.querySelector(".pm-full-text");
  if (root) start(root);
});
