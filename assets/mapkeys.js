/** The map without a mouse: arrow keys move to the neighbour in that direction, Enter selects, Home shows all. */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const STEPS = {ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0]};

    /** The nearest centre within 60 degrees of a direction, as a position; undefined where there is none. */
    const neighbour = (centres, from, [east, north]) => {
        const squeeze = Math.cos((centres[from][0] * Math.PI) / 180);
        let best;
        let least = Infinity;
        centres.forEach(([latitude, longitude], position) => {
            if (position === from) return;
            const x = (longitude - centres[from][1]) * squeeze;
            const y = latitude - centres[from][0];
            const along = x * east + y * north;
            const distance = Math.hypot(x, y);
            if (along < distance * 0.5) return;
            const cost = distance * (2 - along / distance);
            if (cost < least) {
                least = cost;
                best = position;
            }
        });
        return best;
    };

    const read = (scene, position) => {
        const spoken = document.getElementById("map-spoken");
        if (!spoken) return;
        const lines = quartierblick.hovercard.lines(scene, position).map((line) => line.filter(Boolean).join(" "));
        spoken.textContent = [scene.geometry.names[position], ...lines].join(", ");
    };

    const visit = (scene, position) => {
        quartierblick.store.set("hover", scene.geometry.ids[position]);
        read(scene, position);
        const map = quartierblick.map.handle;
        const point = map.latLngToContainerPoint(scene.geometry.centres[position]);
        const box = map.getContainer().getBoundingClientRect();
        if (!map.getSize() || point.x < 0 || point.y < 0 || point.x > box.width || point.y > box.height) {
            map.panTo(scene.geometry.centres[position], {animate: false});
        }
        const card = document.querySelector(".hovercard");
        card?.style.setProperty("left", `${box.left + point.x + 24}px`);
        card?.style.setProperty("top", `${box.top + point.y}px`);
    };

    const start = (scene) => {
        const [chosen] = quartierblick.selection.current().slice(-1);
        const position = scene.index.get(quartierblick.store.get("hover")) ?? scene.index.get(chosen);
        if (position !== undefined) return position;
        const first = scene.column.rank.indexOf(1);
        return first < 0 ? 0 : first;
    };

    document.addEventListener("keydown", (event) => {
        if (!event.target.classList?.contains("leaflet-container")) return;
        const scene = quartierblick.store.get("scene");
        if (!scene) return;
        if (event.key in STEPS) {
            event.preventDefault();
            event.stopPropagation();
            const from = start(scene);
            const moved = quartierblick.store.get("hover") ? neighbour(scene.geometry.centres, from, STEPS[event.key]) : from;
            if (moved !== undefined) visit(scene, moved);
        } else if (event.key === "Enter" || event.key === " ") {
            event.preventDefault();
            const id = quartierblick.store.get("hover");
            if (id) quartierblick.selection.toggle(id);
        } else if (event.key === "Home") quartierblick.map.home();
    }, true);

    quartierblick.mapkeys = {neighbour};
})();
