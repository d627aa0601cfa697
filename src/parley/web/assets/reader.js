// The reader by keys: j k walk, a accepts, r asks for the reason, e opens the form, u takes back;
// a selection in the text offers to become evidence.
(() => {
  const cards = () => [...document.querySelectorAll(".entries .entry")];
  const current = () => document.querySelector(".entries .entry.current");

  function go(card, focus = true) {
    if (!card) return;
    document.querySelectorAll(".current").forEach((x) => x.classList.remove("current"));
    card.classList.add("current");
    const marks = (card.dataset.evidence ?? "").split(" ").filter(Boolean).map((id) => document.getElementById(`ev-${id}`)).filter(Boolean);
    marks.forEach((m) => document.querySelectorAll(`mark[data-ev="${CSS.escape(m.dataset.ev)}"]`).forEach((x) => x.classList.add("current")));
    marks[0]?.scrollIntoView({ block: "center" });
    if (focus) { card.focus({ preventScroll: true }); card.scrollIntoView({ block: "nearest" }); }
  }

  function step(by) {
    const list = cards();
    const at = list.indexOf(current());
    go(list[Math.min(Math.max(at + by, 0), list.length - 1)] ?? list[0]);
  }

  const acts = {
    j: () => step(1),
    k: () => step(-1),
    a: () => current()?.querySelector("[data-key=a]")?.click(),
    r: () => { const box = current()?.querySelector("details.reject"); if (box) { box.open = true; box.querySelector("input:not([type=hidden])").focus(); } },
    e: () => current()?.querySelector("[data-key=e]")?.click(),
    u: () => document.querySelector("[data-key=u]")?.click(),
    "?": () => document.getElementById("keys")?.toggleAttribute("open"),
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.matches("input, textarea, select")) { if (event.key === "Escape") { event.target.closest("details")?.removeAttribute("open"); current()?.focus(); } return; }
    if (acts[event.key]) { event.preventDefault(); acts[event.key](); }
  });
  addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-ev]");
    if (mark) go(cards().find((c) => (c.dataset.evidence ?? "").split(" ").includes(mark.dataset.ev)));
    const card = event.target.closest(".entries .entry");
    if (card && !event.target.closest("a, button, input, select, textarea, summary, form")) go(card, false);
  });
  addEventListener("focusin", (event) => { const card = event.target.closest?.(".entries .entry"); if (card && !card.classList.contains("current")) go(card, false); });

  // After a decision the next entry that waits comes up.
  addEventListener("htmx:after:swap", () => {
    const done = document.querySelector(".entries .entry[data-done]");
    if (!done) return;
    done.removeAttribute("data-done");
    const list = cards();
    const rest = [...list.slice(list.indexOf(done) + 1), ...list];
    go(rest.find((c) => c.dataset.review === "proposed") ?? done);
  });

  // A selection within the text: where it stands in the source, in characters.
  function place(node, offset) {
    const p = (node.nodeType === 3 ? node.parentElement : node).closest(".text p[data-start]");
    if (!p) return null;
    const range = document.createRange();
    range.setStart(p, 0);
    range.setEnd(node, offset);
    return Number(p.dataset.start) + [...range.toString()].length;
  }
  document.addEventListener("selectionchange", () => {
    const form = document.getElementById("add");
    const chosen = getSelection();
    if (!form || chosen.isCollapsed || !chosen.rangeCount) return;
    const range = chosen.getRangeAt(0);
    const [start, end] = [place(range.startContainer, range.startOffset), place(range.endContainer, range.endOffset)];
    if (start === null || end === null || end <= start) return;
    form.elements.start.value = start;
    form.elements.end.value = end;
    form.elements.quote.value = chosen.toString();
    form.hidden = false;
  });
  const first = () => go(cards().find((c) => `#${c.id}` === location.hash) ?? cards().find((c) => c.dataset.review === "proposed") ?? cards()[0], false);
  first();
})();
