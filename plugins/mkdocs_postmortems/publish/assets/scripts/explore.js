// Hands the page of all incidents to its own script, which only that page loads.
const here = document.currentScript?.src;

onPage(() => {
  const root = document.querySelector(".pm-explore");
  const plain = document.querySelector(".pm-explore-plain");
  if (!root || !here) return;
  // Where it cannot be loaded, as from a file, the plain tables stay.
  import(new URL("explore.js", here).href)
    .then((script) => script.explore(root))
    .catch((error) => console.info(`postmortems: the plain tables stay, ${error.message}`))
    .finally(() => plain?.classList.add("pm-explore-settled"));
});
