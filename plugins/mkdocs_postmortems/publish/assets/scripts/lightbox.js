// An image of a postmortem opens over the page. Without this, and with a key held down, its link
// opens the image as it is.
function open(link, close) {
  const dialog = document.createElement("dialog");
  dialog.className = "pm-lightbox";
  const image = document.createElement("img");
  image.src = link.href;
  image.alt = link.querySelector("img").alt;
  dialog.setAttribute("aria-label", image.alt);
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = close;
  button.addEventListener("click", () => dialog.close());
  const caption = document.createElement("p");
  caption.textContent = link.parentElement.querySelector("figcaption")?.textContent ?? "";
  dialog.append(button, image, caption);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    link.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}

onPage(() => {
  const close = document.querySelector(".pm-details")?.dataset.close;
  for (const link of close ? document.querySelectorAll("a.pm-zoom") : []) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      open(link, close);
    });
  }
});
