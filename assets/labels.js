/** Names on the map without overlaps: selected quarters first, then the highest ranks, then whatever fits. */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const HEIGHT = 16;
    const PROMINENT = 6;
    let layer = null;
    let shown = true;

    const overlaps = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

    const order = (scene) => {
        const chosen = new Set(quartierblick.store.get("selection") ?? []);
        const weight = (position) => (chosen.has(scene.geometry.ids[position]) ? 0 : scene.column.rank[position] ?? 1e6);
        return scene.geometry.ids.map((_, position) => position).sort((a, b) => weight(a) - weight(b));
    };

    const extent = (map, points) => {
        let left = Infinity;
        let right = -Infinity;
        for (const point of points) {
            if (point[1] < left) left = point[1];
            if (point[1] > right) right = point[1];
        }
        return map.latLngToLayerPoint([points[0][0], right]).x - map.latLngToLayerPoint([points[0][0], left]).x;
    };

    const dark = (colour) => {
        const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
        return red * 0.299 + green * 0.587 + blue * 0.114 < 150;
    };

    const write = (map, scene, position, placed) => {
        const name = scene.geometry.names[position];
        const chosen = quartierblick.selection.current().includes(scene.geometry.ids[position]);
        const width = name.length * 6.6 + 8;
        const shape = quartierblick.shapes.shapesOf(scene.geometry)[position];
        const room = extent(map, shape[0][0]);
        const prominent = chosen || scene.column.rank[position] <= PROMINENT;
        if (width > room * (prominent ? 1.9 : 1.05)) return;
        const point = map.latLngToLayerPoint(scene.geometry.centres[position]);
        const box = {left: point.x - width / 2, right: point.x + width / 2, top: point.y - HEIGHT / 2, bottom: point.y + HEIGHT / 2};
        if (placed.some((other) => overlaps(box, other))) return;
        placed.push(box);
        const label = document.createElement("span");
        label.className = "map-label";
        label.textContent = name;
        const colour = scene.answer.kind === "choropleth" && scene.column.reason[position] === 0
            ? scene.answer.colours[quartierblick.answer.classOf(scene.column.value[position], scene.answer.upper_bounds)]
            : "#ffffff";
        label.classList.toggle("is-light", dark(colour));
        label.style.transform = `translate(${Math.round(box.left)}px, ${Math.round(box.top)}px)`;
        label.style.width = `${width}px`;
        layer.append(label);
    };

    const draw = () => {
        const map = quartierblick.map.handle;
        const scene = quartierblick.store.get("painted");
        if (!map || !scene) return;
        if (layer?.map !== map) {
            const pane = map.getPane("map-labels") ?? map.createPane("map-labels");
            pane.style.zIndex = 620;
            pane.style.pointerEvents = "none";
            layer = pane;
            layer.map = map;
            map.on("zoomstart", () => layer.replaceChildren());
            map.on("moveend zoomend resize", draw);
        }
        layer.replaceChildren();
        if (!shown) return;
        const placed = [];
        const view = map.getBounds().pad(0.05);
        for (const position of order(scene)) {
            if (placed.length > 120) break;
            if (view.contains(scene.geometry.centres[position])) write(map, scene, position, placed);
        }
    };

    /** Shows or hides the names. */
    const toggle = () => {
        shown = !shown;
        draw();
        return shown;
    };

    quartierblick.store.on("painted", draw);
    quartierblick.store.on("selection", draw);
    quartierblick.labels = {toggle};
})();
