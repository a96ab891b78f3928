// Every word comes from the page's template; here they are only filled in.
function say(root, name, values = {}) {
  return (root.dataset[name] ?? "").replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}

function noun(root, name, number) {
  const [one, many] = root.dataset[name].split("|");
  return number === 1 ? one : many;
}

const figure = (number) => number.toLocaleString("en");

// As `wording.duration` does it.
function duration(seconds, unknown) {
  if (seconds === null) return unknown;
  if (seconds < 60) return `${seconds} s`;
  const minutes = even(seconds / 60);
  const hours = even(minutes / 60);
  const parts =
    minutes < 48 * 60
      ? [[Math.floor(minutes / 60), "h"], [minutes % 60, "min"]]
      : [[Math.floor(hours / 24), "d"], [hours % 24, "h"]];
  return parts.filter(([number]) => number).map(([number, unit]) => `${number} ${unit}`).join(" ");
}

// Python rounds a half to the even number.
function even(number) {
  const down = Math.floor(number);
  if (number - down !== 0.5) return Math.round(number);
  return down % 2 ? down + 1 : down;
}

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

function severityMark(data, row, unknown) {
  const place = rank(data, row);
  const step = place === null ? "unknown" : Math.min(place + 1, 4);
  const word = place === null ? unknown : data.facet.get("severity").values[place][0];
  return element("span", { class: `pm-severity pm-severity-${step}` }, word);
}

// The words of a text that were asked for, marked.
function marked(text, words) {
  const lower = text.toLowerCase();
  const spans = words
    .flatMap((word) => {
      const at = lower.length === text.length ? lower.indexOf(word) : -1;
      return at < 0 ? [] : [[at, at + word.length]];
    })
    .sort((a, b) => a[0] - b[0]);
  const parts = [];
  let done = 0;
  for (const [start, end] of spans) {
    if (start < done) continue;
    parts.push(text.slice(done, start), element("mark", {}, text.slice(start, end)));
    done = end;
  }
  return [...parts, text.slice(done)];
}
