/* The stand-alone page: draws the quarters on folium's map and links them with the ranking. Names are text, never markup. */
window.quartierblickDraw = function (map) {
  "use strict";
  const content = JSON.parse(document.getElementById("quartierblick-content").textContent);
  const [CARD, GAP] = [340, 14]; // its greatest width and its arrow, and its distance where it has none, in pixels
  const legend = document.querySelector(".legend");
  const rows = new Map();
  const areas = [];
  let lit = -1;

  /** @param {number[][][]} shape polygons of rings of steps @returns {number[][][][]} latitude and longitude */
  function unpacked(shape) {
    return shape.map((polygon) => polygon.map((ring) => {
      const points = [];
      for (let at = 0, x = 0, y = 0; at < ring.length; at += 2) {
        x += ring[at];
        y += ring[at + 1];
        points.push([y / content.scale, x / content.scale]);
      }
      return points;
    }));
  }

  function element(tag, text, parent) {
    const made = document.createElement(tag);
    made.textContent = text;
    parent.appendChild(made);
    return made;
  }

  function told(area) {
    const box = document.createElement("div");
    element("strong", area.name, box);
    const list = document.createElement("dl");
    for (const [label, text] of area.rows) {
      element("dt", label, list);
      element("dd", text, list);
    }
    box.appendChild(list);
    return box;
  }

  /** The legend where it lies over the map, in pixels of the map; null where it stands below. */
  function covered() {
    if (getComputedStyle(legend).position !== "absolute") return null;
    const [frame, box] = [map.getContainer(), legend].map((one) => one.getBoundingClientRect());
    return { left: box.left - frame.left, right: box.right - frame.left, top: box.top - frame.top, bottom: box.bottom - frame.top };
  }

  /**
   * The card lies beside the place, within the map and not over the legend: to the right wherever it fits; where the
   * legend is in its way on both sides, above or below that. On a narrow map it lies above or below the place.
   */
  function aside(number, place) {
    const tooltip = areas[number].getTooltip();
    const [{ x, y }, size, over] = [map.latLngToContainerPoint(place), map.getSize(), covered()];
    const half = (tooltip.getElement() ? tooltip.getElement().offsetHeight : 0) / 2 + 4;
    const inside = Math.max(half, Math.min(y, size.y - half));
    const isFree = (left, middle) => !over || left >= over.right || left + CARD <= over.left
      || middle + half <= over.top || middle - half >= over.bottom;
    const sides = [["right", x], ["left", x - CARD]].filter(([, left]) => left >= 0 && left + CARD <= size.x);
    const middles = [inside, ...(over ? [over.top - half, over.bottom + half] : [])];
    const possible = middles.flatMap((middle) => sides.map(([side, left]) => ({ side, left, middle })))
      .filter(({ middle }) => middle >= half && middle <= size.y - half);
    const chosen = possible.find(({ left, middle }) => isFree(left, middle)) || possible[0];
    if (chosen) {
      tooltip.options.direction = chosen.side;
      tooltip.options.offset = L.point(0, chosen.middle - y);
      return;
    }
    const [middle, far] = [Math.max(CARD / 2, Math.min(x, size.x - CARD / 2)), half + GAP];
    tooltip.options.direction = "center";
    tooltip.options.offset = L.point(middle - x, y > size.y / 2 ? -far : far);
  }

  function quiet() {
    if (lit < 0) return;
    ring.remove();
    areas[lit].closeTooltip();
    const row = rows.get(lit);
    if (row) row.classList.remove("lit");
    lit = -1;
  }

  function light(number, fromList) {
    if (number === lit) return;
    quiet();
    lit = number;
    if (fromList) aside(number, content.areas[number].centre);
    ring.setLatLngs(areas[number].getLatLngs()).addTo(map);
    const row = rows.get(number);
    if (row) row.classList.add("lit");
    if (fromList) areas[number].openTooltip(L.latLng(content.areas[number].centre));
    else if (row) row.scrollIntoView({ block: "nearest" });
  }

  map.createPane("scenery").style.zIndex = 350;
  map.createPane("outlines").style.zIndex = 420;
  map.createPane("ring").style.zIndex = 430;
  map.createPane("chosen").style.zIndex = 425;
  for (const name of ["outlines", "chosen", "ring"]) map.getPane(name).style.pointerEvents = "none";
  const own = (pane) => L.svg({ pane: pane, padding: 0.5 });
  const [below, above] = [own("scenery"), own("outlines")];
  const ring = L.polygon([], {
    renderer: own("ring"), pane: "ring", fill: false, color: "#1c2b3a", weight: 2.5, interactive: false,
    className: "ring",
  });
  content.scenery.forEach((shape) => L.polygon(unpacked(shape), {
    renderer: below, pane: "scenery", stroke: false, fillColor: "#dfe7ec", fillOpacity: 1, interactive: false,
  }).addTo(map));
  const circles = L.featureGroup();
  content.areas.forEach((area, number) => {
    const drawn = L.polygon(unpacked(area.shape), {
      color: "#ffffff", weight: 1, fillColor: area.fill, fillOpacity: 1, className: "area",
    });
    drawn.on("mouseover mousemove", (event) => aside(number, event.latlng));
    drawn.on("tooltipopen", (event) => {
      aside(number, event.tooltip.getLatLng());
      event.tooltip.update();
    });
    drawn.bindTooltip(told(area), { sticky: true, className: "told", opacity: 1 });
    drawn.on("mouseover", () => light(number, false)).on("mouseout", quiet).addTo(map);
    areas.push(drawn);
    if (area.radius > 0) {
      L.circleMarker(area.centre, {
        radius: area.radius, color: "#ffffff", weight: 1, fillColor: content.circle, fillOpacity: 0.85, interactive: false,
      }).addTo(circles);
    }
  });
  circles.addTo(map);
  content.outlines.forEach((shape) => L.polygon(unpacked(shape), {
    renderer: above, pane: "outlines", fill: false, color: "#4a5866", weight: 1.4, opacity: 0.75, interactive: false,
  }).addTo(map));

  content.groups.forEach((shape) => {
    for (const [color, weight] of [["#ffffff", 4.5], ["#1c2b3a", 2]]) {
      L.polygon(unpacked(shape), {
        renderer: above, pane: "outlines", fill: false, color: color, weight: weight, interactive: false, className: "group",
      }).addTo(map);
    }
  });

  if (content.chosen.length) {
    L.polygon(unpacked(content.chosen), {
      renderer: own("chosen"), pane: "chosen", fill: false, color: content.accent, weight: 3, interactive: false,
      className: "chosen",
    }).addTo(map);
  }

  document.querySelectorAll("[data-area]").forEach((row) => {
    const number = Number(row.dataset.area);
    rows.set(number, row);
    row.addEventListener("mouseenter", () => light(number, true));
    row.addEventListener("mouseleave", quiet);
    row.addEventListener("focus", () => light(number, true));
    row.addEventListener("blur", quiet);
  });
  L.control.zoom({ zoomInTitle: content.words.zoom_in, zoomOutTitle: content.words.zoom_out }).addTo(map);
  L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
  const beside = getComputedStyle(legend).position === "absolute" ? legend.offsetWidth + 16 : 0;
  map.fitBounds(content.bounds, { paddingTopLeft: [beside + 16, 16], paddingBottomRight: [16, 16] });
  window.addEventListener("resize", () => map.invalidateSize());
};
