// What every page does: the sheet that shows the chain behind a number, sliders, and sent files.
(() => {
  const sheet = () => document.getElementById("sheet");
  let opener = null;

  // A link marked data-sheet opens its page as a sheet at the side; without scripts it is a link.
  addEventListener("click", (event) => {
    const link = event.target.closest("[data-sheet]");
    if (link && !(event.ctrlKey || event.metaKey || event.shiftKey)) opener = link;
    if (event.target.closest("[data-close]")) sheet()?.close();
    if (event.target === sheet()) sheet().close();
  });
  addEventListener("htmx:after:swap", (event) => {
    const box = sheet();
    if (box && opener && box.querySelector(".chain, .entry") && !box.open) box.showModal();
    box?.querySelector("h2")?.focus();
  });
  document.addEventListener("close", (event) => {
    if (event.target === sheet()) { sheet().querySelector("#sheet-body").replaceChildren(); opener?.focus(); opener = null; }
  }, true);

  // A slider says where it stands; one put back to its mark is things as they stand.
  const say = (range) => {
    const out = document.querySelector(`output[for="${CSS.escape(range.id)}"]`);
    if (!out) return;
    const still = range.value === range.dataset.at;
    out.value = out.textContent = `${range.value} %${still ? " · as it stands" : ""}`;
    range.closest(".control")?.classList.toggle("moved", !still);
  };
  addEventListener("input", (event) => { if (event.target.matches("input[type=range][data-at]")) say(event.target); });
  addEventListener("reset", (event) => setTimeout(() => {
    event.target.querySelectorAll("input[type=range][data-at]").forEach(say);
    event.target.querySelector("input[type=range]")?.dispatchEvent(new Event("input", { bubbles: true }));
  }));

  // A page whose models are running opens itself when they are done.
  const wait = document.querySelector("meta[name=parley-wait]");
  if (wait) setTimeout(() => location.reload(), Number(wait.content));

  // An answer that could not be had is said where the page tells of errors.
  addEventListener("htmx:error", () => tell("No answer from Parley. Is it still running?"));
  const tell = (words) => { const box = document.getElementById("told"); if (box) { box.textContent = words; box.hidden = false; } };
  addEventListener("htmx:before:request", () => { const box = document.getElementById("told"); if (box) box.hidden = true; });
})();
