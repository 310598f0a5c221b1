// Draws the charts of a page. The library is fetched only where there is one; without it the table stays.
"use strict";

const library = document.currentScript.dataset.echarts;
const COLOURS = ["#0b6678", "#b97a00", "#1d5fa8", "#2f8a54", "#6a3fb0", "#a34a3a", "#52606b", "#3f9fb0"];
const MASTER = {
  color: COLOURS,
  textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: "#1c2730", fontSize: 12 },
  animationDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 300,
  aria: { enabled: false },
};
let loading = null;

function fetchLibrary() {
  loading ??= new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = library;
    script.onload = done;
    script.onerror = fail;
    document.head.append(script);
  });
  return loading;
}

function show(section, view) {
  section.dataset.view = view;
  for (const button of section.querySelectorAll("[data-show]")) {
    button.setAttribute("aria-pressed", String(button.dataset.show === view));
  }
  if (view === "picture") section.drawing?.resize();
}

// The places of a flow take the colours in turn; left alone, the library colours them by their depth.
function colourNodes(series) {
  if (series.type !== "sankey") return;
  (series.data ?? series.nodes ?? []).forEach((node, n) => {
    node.itemStyle ??= { color: COLOURS[n % COLOURS.length] };
  });
}

// The tooltip must not write style attributes, which the security policy refuses.
function prepared(option) {
  const tooltip = { trigger: "item", confine: true, ...option.tooltip, renderMode: "richText" };
  for (const series of [option.series ?? []].flat()) colourNodes(series);
  return { ...MASTER, ...option, tooltip, textStyle: { ...MASTER.textStyle, ...option.textStyle } };
}

async function draw(section) {
  const picture = section.querySelector(".chart-picture");
  const source = section.querySelector('script[type="application/json"]');
  if (!picture || !source || section.drawing) return;
  const { option, links } = JSON.parse(source.textContent);
  try {
    await fetchLibrary();
    if (section.drawing) return;
    section.drawing = echarts.init(picture, null, { renderer: "svg" });
    section.drawing.setOption(prepared(option));
  } catch {
    show(section, "table");
    return;
  }
  section.drawing.on("click", (event) => {
    const address = links[event.name] ?? links[event.seriesName];
    if (address) location.assign(address);
  });
  new ResizeObserver(() => section.drawing.resize()).observe(picture);
}

function chartsIn(part) {
  for (const section of part.querySelectorAll("[data-chart]")) draw(section);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-show]");
  if (button) show(button.closest("[data-chart]"), button.dataset.show);
});
document.addEventListener("htmx:load", (event) => chartsIn(event.detail.elt.parentElement ?? document));
chartsIn(document);
