// Draws the charts of a page: Vega-Lite specifications in data-spec, by Vega's interpreter (no
// evaluated code), in the colours of the style sheet.
import { expressionInterpreter } from "./vendor/vega-interpreter.js";

const drawn = new Map();

function coloured(value) {
  if (typeof value === "string") {
    return value.replace(/var\((--[\w-]+)\)/g, (_, name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim());
  }
  if (Array.isArray(value)) return value.map(coloured);
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, coloured(v)]));
  return value;
}

async function draw(box) {
  const text = box.dataset.spec;
  const spec = coloured(JSON.parse(text));
  const width = Math.max(220, Math.floor(box.clientWidth));
  const known = drawn.get(box);
  if (known && known.text === text && known.width === width) return;
  spec.width = width;
  spec.autosize = { type: "fit-x", contains: "padding" };
  if (width < 480) narrow(spec);
  const { spec: vg } = vegaLite.compile(spec);
  known?.view.finalize();
  const view = new vega.View(vega.parse(vg, null, { ast: true }), { expr: expressionInterpreter, renderer: "canvas", hover: false });
  view.tooltip(() => {});
  const target = document.createElement("div");
  await view.initialize(target).runAsync();
  box.replaceChildren(target);
  drawn.set(box, { text, width, view });
  box.dataset.drawn = "yes";
}

function narrow(spec) {
  const legends = (enc) => Object.values(enc ?? {}).forEach((c) => { if (c.legend) c.legend.columns = Math.min(c.legend.columns ?? 2, 2); });
  legends(spec.encoding);
  (spec.layer ?? []).forEach((l) => legends(l.encoding));
}

const all = () => document.querySelectorAll("[data-spec]").forEach((box) => {
  draw(box).catch((error) => { box.textContent = "This chart could not be drawn; its numbers stand in the table."; console.warn(error.message); });
});

all();
addEventListener("htmx:after:swap", all);
let waiting = 0;
addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(all, 150); });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { drawn.forEach((d) => d.view.finalize()); drawn.clear(); all(); });
