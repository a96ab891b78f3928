// Moments of a postmortem in the reader's own zone, beside the author's, on hover and focus.
function inReadersZone(time, words) {
  const at = new Date(time.dateTime);
  if (Number.isNaN(at.getTime())) return;
  const sign = /([+-])(\d\d):(\d\d)$/.exec(time.dateTime);
  const offset = sign ? Number(`${sign[1]}1`) * (Number(sign[2]) * 60 + Number(sign[3])) : 0;
  if (offset === -at.getTimezoneOffset()) return;
  const two = (number) => String(number).padStart(2, "0");
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join("-");
  time.dataset.here = words.replace("{}", `${day} ${two(at.getHours())}:${two(at.getMinutes())}`);
  time.tabIndex = 0;
}

onPage(() => {
  const words = document.querySelector(".pm-details")?.dataset.here;
  if (!words) return;
  for (const time of document.querySelectorAll("time.pm-time")) {
    inReadersZone(time, words);
    time.addEventListener("keydown", (event) => {
      if (event.key === "Escape") time.blur();
    });
  }
});
