/**
 * Where the whole city goes on the map: as large as possible while no quarter's middle lies under the cards that float
 * over the map (legend, years, tools, what is said of a selection), and there as little as possible of its outline.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const OVER = ".legend, .years, .map-tools, .map-levels, .compare-open, .selection-bar > *, .leaflet-control-scale";
    const MARGIN = 10;
    const NAME = {x: 26, y: 10}; // room for the name around a middle
    const PLACES = 14;
    const STEPS = 8; // of a quarter zoom each, from the largest
    const MORE = 2; // steps further that the picture may be smaller for the outline's sake
    const EDGE = 0.04; // part of the outline that may be hidden all the same
    const SAMPLE = 400;
    const NOTICEABLE = 40; // pixels

    /** Boxes of the cards that lie over a map, in pixels of its container. */
    const obstacles = (map) => {
        const frame = map.getContainer().getBoundingClientRect();
        const stage = map.getContainer().closest(".explore-stage");
        return [...stage.querySelectorAll(OVER)]
            .map((card) => card.getBoundingClientRect())
            .filter((box) => box.width && box.right > frame.left && box.left < frame.right && box.bottom > frame.top && box.top < frame.bottom)
            .map((box) => [box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top]);
    };

    const widened = ([west, north, east, south]) => [west - NAME.x, north - NAME.y, east + NAME.x, south + NAME.y];

    const middles = (geometry) => Array.from({length: geometry.n}, (_, at) => [geometry.inner.x[at], geometry.inner.y[at]]);

    /** Points of the borders that have an area on one side only. */
    const outline = (geometry) => {
        const {start, x, y, left, right, n} = geometry.arcs;
        const found = [];
        for (let arc = 0; arc < n; arc += 1) {
            if (left[arc] >= 0 && right[arc] >= 0) continue;
            for (let at = start[arc]; at < start[arc + 1]; at += 1) found.push([x[at], y[at]]);
        }
        return found;
    };

    /** Places in steps as parts of the city's box, 0 to 1; many of them are thinned out evenly. */
    const parts = (geometry, places, corner, extent) => {
        const step = Math.max(1, Math.floor(places.length / SAMPLE));
        return places
            .filter((_, at) => at % step === 0)
            .map(([x, y]) => geometry.world(x, y))
            .map((world) => [(world.x - corner.x) / extent.x, (world.y - corner.y) / extent.y]);
    };

    const covered = (points, boxes, left, top, width, height) =>
        points.reduce((n, [x, y]) => {
            const [px, py] = [left + x * width, top + y * height];
            return n + (boxes.some(([west, north, east, south]) => px > west && px < east && py > north && py < south) ? 1 : 0);
        }, 0);

    /** Places from a margin to the margin on the other side, those in the middle first. */
    const places = (room) =>
        Array.from({length: PLACES + 1}, (_, at) => MARGIN + (Math.max(0, room - 2 * MARGIN) * at) / PLACES)
            .sort((a, b) => Math.abs(a - room / 2) - Math.abs(b - room / 2));

    /** The place of a scale that hides the fewest middles, then the least of the outline, then nearest to the middle. */
    const best = (city, boxes, size, extent, scale) => {
        const [width, height] = [extent.x * scale, extent.y * scale];
        const wide = boxes.map(widened);
        let found = {n: Infinity, edge: Infinity};
        for (const top of places(size.y - height)) {
            for (const left of places(size.x - width)) {
                const n = covered(city.middles, wide, left, top, width, height);
                if (n > found.n) continue;
                const edge = covered(city.outline, boxes, left, top, width, height);
                if (n < found.n || edge < found.edge) found = {n, edge, left, top};
                if (!n && !edge) return found;
            }
        }
        return found;
    };

    /** Fits a geometry into a map: the largest picture that hides nothing, else the one that hides least. */
    const into = (map, geometry, animate) => {
        const [north, south] = [geometry.bounds[1], geometry.bounds[0]].map(([latitude]) => latitude);
        const corner = L.CRS.EPSG3857.latLngToPoint(L.latLng(north, geometry.bounds[0][1]), 0);
        const extent = L.CRS.EPSG3857.latLngToPoint(L.latLng(south, geometry.bounds[1][1]), 0).subtract(corner);
        const size = map.getSize();
        const largest = map.getBoundsZoom(geometry.bounds, false, L.point(2 * MARGIN, 2 * MARGIN));
        const [inside, around] = [middles(geometry), outline(geometry)].map((all) => parts(geometry, all, corner, extent));
        const city = {middles: inside, outline: around};
        const boxes = obstacles(map);
        const enough = EDGE * city.outline.length;
        let chosen = null;
        let left = STEPS;
        for (let zoom = largest; left > 0; zoom -= map.options.zoomSnap) {
            const found = best(city, boxes, size, extent, 2 ** zoom);
            if (!chosen || found.n < chosen.n || (found.n === chosen.n && found.edge < chosen.edge)) chosen = {...found, zoom};
            if (!chosen.n && chosen.edge <= enough) break;
            left = chosen.n ? left - 1 : Math.min(left, MORE + 1) - 1;
        }
        const scale = 2 ** chosen.zoom;
        const centre = corner.multiplyBy(scale).add(size.divideBy(2)).subtract([chosen.left, chosen.top]);
        map.setView(L.CRS.EPSG3857.pointToLatLng(centre, chosen.zoom), chosen.zoom, {animate});
    };

    /**
     * The legend is filled after the first picture, and some kinds of map have a taller one: a city that nobody has
     * moved goes out from under it. Small changes of its height move nothing.
     */
    const watchLegend = () => {
        const legends = [...document.querySelectorAll(".explore-stage .legend:not([data-watched])")];
        let fitted = 0;
        const seen = new ResizeObserver(() => {
            const height = Math.max(...legends.map((legend) => legend.offsetHeight));
            if (Math.abs(height - fitted) <= NOTICEABLE) return;
            fitted = height;
            if (quartierblick.map.handle?.untouched) quartierblick.map.home(false);
        });
        for (const legend of legends) {
            legend.dataset.watched = "true";
            seen.observe(legend);
        }
    };

    quartierblick.store.on("maps", watchLegend);
    quartierblick.fit = {into};
})();
