/**
 * Names on the maps without overlaps: selected quarters first, then the highest ranks, then whatever fits. Which
 * names fit depends on place and zoom alone and is worked out once for each; the order follows the numbers.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const HEIGHT = 16;
    const LETTER = 6.6;
    const PROMINENT = 6;
    const MOST = 120;
    const CIRCLE = "#42669b";
    const REST = 120; // milliseconds: names follow when the colours have come to rest
    let shown = true;
    let resting = null;

    const overlaps = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    const widthOf = (name) => name.length * LETTER + 8;

    /** Areas whose name fits into them at a scale, and how much room the others have. */
    const roomy = (geometry, scale) => {
        geometry.roomy ??= new Map();
        if (!geometry.roomy.has(scale)) {
            if (geometry.roomy.size > 12) geometry.roomy.clear();
            const {west, east} = geometry.boxes;
            const factor = geometry.step * scale * 1.05;
            geometry.roomy.set(scale, geometry.names.flatMap((name, at) => (widthOf(name) <= (east[at] - west[at]) * factor ? [at] : [])));
        }
        return geometry.roomy.get(scale);
    };

    const rankOf = (scene, position) => {
        const rank = scene.column.rank?.[position];
        return rank > 0 ? rank : Infinity;
    };

    const prominent = (scene) => {
        const {rank} = scene.column;
        if (!rank) return [];
        return (scene.column.prominent ??= Array.from(rank.keys()).filter((at) => rank[at] > 0 && rank[at] <= PROMINENT));
    };

    /** Positions in the order in which they get room. */
    const candidates = (scene, scale) => {
        const chosen = (quartierblick.store.get("selection") ?? []).slice(0, 400).map((id) => scene.index.get(id)).filter((at) => at !== undefined);
        const first = new Set([...chosen, ...prominent(scene).sort((a, b) => rankOf(scene, a) - rankOf(scene, b))]);
        const others = roomy(scene.geometry, scale).filter((at) => !first.has(at)).sort((a, b) => rankOf(scene, a) - rankOf(scene, b));
        return {first, all: [...first, ...others]};
    };

    const dark = (colour) => {
        const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
        return red * 0.299 + green * 0.587 + blue * 0.114 < 150;
    };

    /** What lies under a name: the colour of the class, or the circle. */
    const colourOf = (scene, position) => {
        if (scene.answer.kind === "circles") return scene.column.reason[position] === 0 ? CIRCLE : "#ffffff";
        return scene.answer.colours[quartierblick.classes.classAt(scene, position)] ?? "#ffffff";
    };

    const write = (scene, position, box) => {
        const label = document.createElement("span");
        label.className = "map-label";
        label.textContent = scene.geometry.names[position];
        label.classList.toggle("is-light", dark(colourOf(scene, position)));
        label.style.transform = `translate(${Math.round(box.left)}px, ${Math.round(box.top)}px)`;
        label.style.width = `${box.right - box.left}px`;
        return label;
    };

    const layerOf = (map) => {
        if (map.getPane("map-labels")) return map.getPane("map-labels");
        const pane = map.createPane("map-labels");
        pane.style.zIndex = 620;
        pane.style.pointerEvents = "none";
        map.on("zoomstart", () => pane.replaceChildren());
        map.on("moveend zoomend resize", () => draw(map));
        return pane;
    };

    const draw = (map) => {
        const layer = layerOf(map);
        const {scene} = map.engine;
        if (!scene || !shown || scene.geometry.tiles) return layer.replaceChildren();
        const {geometry} = scene;
        const scale = 2 ** map.getZoom();
        const {first, all} = candidates(scene, scale);
        const view = map.getBounds().pad(0.05);
        const {west, east} = geometry.boxes;
        const placed = [];
        const written = [];
        for (const position of all) {
            if (placed.length > MOST) break;
            const width = widthOf(geometry.names[position]);
            if (first.has(position) && width > (east[position] - west[position]) * geometry.step * scale * 1.9) continue;
            const centre = geometry.centre(position);
            if (!view.contains(centre)) continue;
            const {x, y} = map.latLngToLayerPoint(centre);
            const box = {left: x - width / 2, right: x + width / 2, top: y - HEIGHT / 2, bottom: y + HEIGHT / 2};
            if (placed.some((other) => overlaps(box, other))) continue;
            placed.push(box);
            written.push(write(scene, position, box));
        }
        return layer.replaceChildren(...written);
    };

    const drawAll = () => quartierblick.map.maps.forEach(draw);
    const soon = () => {
        window.clearTimeout(resting);
        resting = window.setTimeout(drawAll, REST);
    };

    /** Shows or hides the names. */
    const toggle = () => {
        shown = !shown;
        drawAll();
        return shown;
    };

    for (const slot of ["painted", "selection", "details", "maps"]) quartierblick.store.on(slot, soon);
    quartierblick.labels = {toggle, soon};
})();
