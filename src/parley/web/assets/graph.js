// Draws the graphs of a page with cytoscape.js: data-graph holds nodes and edges; a node that is
// chosen opens its page as a sheet. Everything in the graph stands in a table too.
(() => {
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function style() {
    return [
      { selector: "node", style: { label: "data(label)", "background-color": css("--other"), color: css("--ink"), "font-size": 12, "font-family": "sans-serif", "text-wrap": "wrap", "text-max-width": 130, "text-valign": "bottom", "text-margin-y": 4, "text-background-color": css("--paper"), "text-background-opacity": 0.85, "text-background-padding": 2, width: 22, height: 22, "border-width": 1.5, "border-color": css("--paper") } },
      { selector: "node.side-0", style: { "background-color": css("--side0") } },
      { selector: "node.side-1", style: { "background-color": css("--side1"), shape: "rectangle" } },
      { selector: "node.person", style: { width: 14, height: 14, shape: "diamond" } },
      { selector: "node.held", style: { "background-color": css("--accent") } },
      { selector: "node.planned", style: { "background-color": css("--paper"), "border-color": css("--accent"), "border-width": 2.5 } },
      { selector: "node.stable", style: { "background-color": css("--settlement"), width: 30, height: 30 } },
      { selector: "node.now", style: { "border-color": css("--ink"), "border-width": 3 } },
      { selector: "node.path", style: { "border-color": css("--collapse"), "border-width": 3 } },
      { selector: "edge", style: { width: 1.5, "line-color": css("--other"), "target-arrow-color": css("--soft"), "curve-style": "bezier", "font-size": 10, color: css("--soft"), "arrow-scale": 0.9 } },
      { selector: "edge.arrow", style: { "target-arrow-shape": "triangle", "line-color": css("--soft") } },
      { selector: "edge.either", style: { "line-style": "dashed" } },
      { selector: "edge.side-0", style: { "line-color": css("--side0"), "target-arrow-color": css("--side0") } },
      { selector: "edge.side-1", style: { "line-color": css("--side1"), "target-arrow-color": css("--side1"), "line-style": "dashed" } },
      { selector: "edge.path", style: { width: 3.5 } },
      { selector: ":selected", style: { "border-color": css("--collapse"), "border-width": 3 } },
    ];
  }

  function draw(box) {
    if (box.dataset.drawn) return;
    const graph = JSON.parse(box.dataset.graph);
    const laid = graph.nodes.some((n) => n.position);
    const cy = cytoscape({
      container: box, elements: graph, style: style(),      userZoomingEnabled: false, maxZoom: 1.4, autoungrabify: false,
      layout: laid ? { name: "preset", fit: true, padding: 24 } : graph.nodes.length < 14 ? { name: "circle", padding: 40, fit: true, spacingFactor: 0.9 } : { name: "cose", animate: false, randomize: false, nodeRepulsion: () => 60000, idealEdgeLength: () => 90, padding: 30, fit: true },
    });
    cy.on("tap", "node", (event) => {
      const link = event.target.data("href") && document.querySelector(`a[data-sheet][href="${CSS.escape(event.target.data("href"))}"]`);
      link?.click();
    });
    box.dataset.drawn = "yes";
    box.graph = cy;
  }

  const all = () => document.querySelectorAll("[data-graph]").forEach(draw);
  all();
  addEventListener("htmx:after:swap", all);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => document.querySelectorAll("[data-graph]").forEach((b) => b.graph?.style(style())));
})();
