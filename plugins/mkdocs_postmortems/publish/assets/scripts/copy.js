// The mark beside a lesson is a link to it; pressed, it also puts the full address on the clipboard
// and says so politely.
function say(words) {
  let status = document.querySelector(".pm-said");
  if (!status) {
    status = document.createElement("div");
    status.className = "pm-said";
    status.setAttribute("role", "status");
    document.body.append(status);
  }
  // An empty status first: equal words twice would not be spoken again.
  status.textContent = "";
  setTimeout(() => (status.textContent = words), 50);
  clearTimeout(say.timer);
  say.timer = setTimeout(() => (status.textContent = ""), 4000);
}

onPage(() => {
  const words = document.querySelector(".pm-details")?.dataset.copied;
  for (const link of words ? document.querySelectorAll("a.pm-lesson") : []) {
    link.addEventListener("click", () => {
      navigator.clipboard?.writeText(link.href).then(() => say(words), () => {});
    });
  }
});
