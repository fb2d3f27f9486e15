/**
 * Maps that move together. While one is dragged, the others are only shifted (a CSS translate, no events); when it
 * comes to rest they are told once. Zooming is animated in step.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const known = new WeakMap(); // where each map's pane lay, and on which origin
    const shifted = new WeakSet();
    let busy = false;

    const note = (map) => known.set(map, {pane: L.DomUtil.getPosition(map._mapPane).clone(), origin: map.getPixelOrigin().clone()});
    const others = (map) => quartierblick.map.maps.filter((one) => one !== map && one._loaded && one._mapPane);

    /** Runs without listening to what it causes. */
    const quietly = (act) => {
        if (busy) return;
        busy = true;
        try {
            act();
        } finally {
            busy = false;
        }
    };

    const shift = (map) => map._mapPane && !map.follows && quietly(() => {
        const before = known.get(map);
        note(map);
        if (!before || map._animatingZoom || !before.origin.equals(map.getPixelOrigin())) return;
        const by = before.pane.subtract(L.DomUtil.getPosition(map._mapPane));
        if (!by.x && !by.y) return;
        for (const other of others(map)) {
            other._rawPanBy(by);
            shifted.add(other);
        }
    });

    const apart = (map, other) => {
        if (other.getZoom() !== map.getZoom()) return true;
        const [here, there] = [map, other].map((one) => one.project(one.getCenter(), map.getZoom()));
        return here.distanceTo(there) > 0.25;
    };

    const settle = (map) => map._mapPane && !map.follows && quietly(() => {
        for (const other of others(map)) {
            if (other._animatingZoom) continue;
            if (apart(map, other)) other.setView(map.getCenter(), map.getZoom(), {reset: true});
            else if (shifted.has(other)) other.fire("moveend");
            shifted.delete(other);
            note(other);
        }
        note(map);
    });

    const animate = (map, {center, zoom, noUpdate}) => quietly(() => {
        for (const other of others(map)) {
            if (other.options.zoomAnimation && other._zoomAnimated) other._animateZoom(center, zoom, true, noUpdate);
        }
    });

    const pinch = (map, event) => event.pinch && quietly(() => {
        for (const other of others(map)) other._move(map.getCenter(), map.getZoom(), {pinch: true, round: false});
    });

    const join = (map) => {
        if (known.has(map) || !map._loaded) return;
        note(map);
        map.on("move", () => shift(map));
        map.on("moveend", () => settle(map));
        map.on("zoomanim", (event) => animate(map, event));
        map.on("zoom", (event) => pinch(map, event));
    };

    quartierblick.store.on("maps", (maps) => maps.length > 1 && maps.forEach((map) => map.whenReady(() => join(map))));
})();
