// The lists of values with their counts, and the chips of what is chosen.
const SHORT = 8;
/* A longer list leaves out what would show nothing; a shorter one keeps its order, dimmed. */

function labelOf(root, data, facet, value) {
  const place = data.facet.get(facet)?.places.get(value);
  return (place === undefined ? value : data.facet.get(facet).values[place][1]) || say(root, value) || value;
}

const facetName = (box) => box.querySelector("summary").textContent.trim();

// Whether its values tell one row from another.
function hasChoice(facet) {
  const first = facet.rows.find((places) => places.length)?.[0];
  return first !== undefined && facet.rows.some((places) => places.length !== 1 || places[0] !== first);
}

function buildFacets(view) {
  const { root, data, change } = view;
  view.boxes = new Map();
  for (const box of root.querySelectorAll(".pm-facet")) {
    const facet = data.facet.get(box.dataset.facet);
    if (!facet) {
      box.hidden = true;
      continue;
    }
    const inputs = facet.values.map(([id]) => {
      const input = element("input", { type: "checkbox", value: id });
      const count = element("span", { class: "pm-facet-count" });
      const label = element("label", {}, input, element("span", {}, labelOf(root, data, facet.id, id)), " ", count);
      input.addEventListener("change", () => change(withValue(view.state, facet.id, id, input.checked)));
      return { id, input, count, label };
    });
    box.querySelector("div").replaceChildren(...inputs.map((one) => one.label));
    view.boxes.set(facet.id, { box, inputs, hasChoice: hasChoice(facet), name: facetName(box) });
  }
}

function showFacets(view, counts) {
  for (const [id, { box, inputs, hasChoice }] of view.boxes) {
    const chosen = view.state.chosen.get(id);
    box.hidden = !hasChoice && !chosen;
    if (chosen) box.open = true;
    inputs.forEach(({ id: value, input, count, label }, place) => {
      const number = counts.get(id)[place];
      input.checked = Boolean(chosen?.has(value));
      count.textContent = figure(number);
      label.classList.toggle("pm-facet-none", !number);
      label.hidden = !number && !input.checked && inputs.length > SHORT && label !== document.activeElement?.closest("label");
    });
  }
}

// Taking one off moves the focus to the next, or to the field where none is left.
function showChips(view) {
  const { root, data, state, change } = view;
  const bar = root.querySelector(".pm-explore-chips");
  const clear = root.querySelector(".pm-explore-clear");
  const chips = [...state.chosen].flatMap(([facet, values]) =>
    [...values].map((value) => {
      const words = { facet: view.boxes.get(facet).name, value: labelOf(root, data, facet, value) };
      return [say(root, "chip", words), () => withValue(view.state, facet, value, false)];
    }),
  );
  if (state.text) {
    const words = { facet: say(root, "text"), value: state.text };
    chips.push([say(root, "chip", words), () => ({ ...view.state, text: "" })]);
  }
  const had = [...bar.children].indexOf(document.activeElement);
  const made = chips.map(([text, without]) => {
    const chip = element("button", { type: "button", class: "pm-explore-chip", "aria-label": say(root, "takeOff", { chip: text }) }, text);
    chip.addEventListener("click", () => change(without()));
    return chip;
  });
  bar.replaceChildren(...made, clear);
  bar.hidden = !chips.length;
  if (had >= 0) (made[Math.min(had, made.length - 1)] ?? view.field).focus();
}
