/**
 * What stands beside the outlines of clusters on the maps: how many areas, and how many people live there. The largest
 * ones first, none over another, nor over areas of another outline; on a narrow map without the people. The outlines
 * themselves are drawn by engine/layer.js.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const [HEIGHT, LETTER, ROOM, MOST, GAP] = [20, 6.4, 14, 12, 7];
    const [EDGE, TOOLS, NARROW] = [6, 62, 560];

    const overlaps = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

    const paneOf = (map) => {
        if (map.getPane("cluster-labels")) return map.getPane("cluster-labels");
        const pane = map.createPane("cluster-labels");
        Object.assign(pane.style, {zIndex: 630, pointerEvents: "none"});
        map.on("zoomstart", () => pane.replaceChildren());
        map.on("moveend zoomend resize", () => draw(map));
        return pane;
    };

    /** Where the label stands: above the northernmost of the members' centres, in the middle between them. */
    const placeOf = (points) => {
        const xs = points.map(({x}) => x);
        const top = Math.min(...points.map(({y}) => y));
        return {x: (Math.min(...xs) + Math.max(...xs)) / 2, y: top - HEIGHT - GAP};
    };

    /** Keeps a label inside the map, left of its buttons; all in pixels of the layer. */
    const inside = (map, x, width) => {
        const from = map.containerPointToLayerPoint([EDGE, 0]).x;
        const to = from + map.getSize().x - EDGE - TOOLS;
        return Math.max(from + width / 2, Math.min(to - width / 2, x));
    };

    const holds = (box, {x, y}) => box.left < x && x < box.right && box.top < y && y < box.bottom;

    const write = (label, box) => {
        const made = document.createElement("span");
        made.className = "cluster-label";
        made.textContent = label;
        made.style.transform = `translate(${Math.round(box.left)}px, ${Math.round(box.top)}px)`;
        return made;
    };

    const draw = (map) => {
        const pane = paneOf(map);
        const {scene} = map.engine ?? {};
        const outlines = scene && quartierblick.store.get("outlines") !== false ? scene.answer.categories?.outlines ?? [] : [];
        const members = outlines.map((one) => one.members.map((at) => map.latLngToLayerPoint(scene.geometry.centre(at))));
        const isNarrow = map.getSize().x < NARROW;
        const placed = [];
        const written = [];
        for (const [at, outline] of outlines.entries()) {
            if (written.length === MOST) break;
            const label = isNarrow ? outline.short : outline.label;
            const width = label.length * LETTER + ROOM;
            const place = placeOf(members[at]);
            const [x, y] = [inside(map, place.x, width), place.y];
            const box = {left: x - width / 2, right: x + width / 2, top: y, bottom: y + HEIGHT};
            const covers = members.some((points, other) => other !== at && points.some((point) => holds(box, point)));
            if (covers || placed.some((other) => overlaps(box, other))) continue;
            placed.push(box);
            written.push(write(label, box));
        }
        pane.replaceChildren(...written);
    };

    const drawAll = () => (quartierblick.map?.maps ?? []).forEach((map) => map.engine && draw(map));
    for (const slot of ["painted", "maps", "outlines"]) quartierblick.store.on(slot, drawAll);
    quartierblick.clusterLabels = {drawAll};
})();
