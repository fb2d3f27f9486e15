/**
 * Shapes that choose areas on the map: box, lasso, circle. An area belongs to a shape when its inner point lies
 * inside. Points are L.LatLng; a circle is {points: [centre], radius in metres}.
 * A shape here is {kind, points, radius}; the sketch is its drawing on a map, as long as it is under way.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const PANE = "map-sketch";
    /** How many points make a shape complete. */
    const LEAST = {box: 2, lasso: 3, circle: 1};

    const isComplete = ({kind, points, radius}) => points.length >= LEAST[kind] && (kind !== "circle" || radius > 0);

    /** Even-odd rule in a plane; corners are [x, y]. */
    const isInside = (corners, px, py) => {
        let inside = false;
        for (let at = 0, last = corners.length - 1; at < corners.length; last = at, at += 1) {
            const [x, y] = corners[at];
            const [lastX, lastY] = corners[last];
            if (y > py !== lastY > py && px < ((lastX - x) * (py - y)) / (lastY - y) + x) inside = !inside;
        }
        return inside;
    };

    const boundsOf = (corners) => {
        const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
        return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    };

    /** Gives test(x, y) in steps of the geometry, and bounds outside which it is never true. */
    const testOf = ({kind, points, radius}, geometry) => {
        const corners = points.map((point) => geometry.steps(point));
        if (kind === "box") return {bounds: boundsOf(corners), test: () => true};
        if (kind === "lasso") return {bounds: boundsOf(corners), test: (x, y) => isInside(corners, x, y)};
        const [centre] = points;
        const around = L.latLng(centre).toBounds(2.02 * radius);
        const box = boundsOf([around.getSouthWest(), around.getNorthEast()].map((point) => geometry.steps(point)));
        const distance = (x, y) => L.CRS.EPSG3857.distance(centre, L.CRS.EPSG3857.pointToLatLng(geometry.world(x, y), 0));
        return {bounds: box, test: (x, y) => distance(x, y) <= radius};
    };

    /** Ids of the areas whose inner point lies in a shape. */
    const inside = (geometry, shape) => {
        if (!isComplete(shape)) return [];
        const {bounds: [west, north, east, south], test} = testOf(shape, geometry);
        const {x, y} = geometry.inner;
        return geometry.ids.filter((_, at) =>
            x[at] >= west && x[at] <= east && y[at] >= north && y[at] <= south && test(x[at], y[at]));
    };

    const layerOf = ({kind, points, radius}, look) => {
        if (kind === "box") return L.rectangle(L.latLngBounds(points), look);
        if (kind === "circle") return L.circle(points[0], {...look, radius: radius || 1});
        return points.length > 2 ? L.polygon(points, look) : L.polyline(points, look);
    };

    const rendererOf = (map) => {
        if (map.sketchRenderer) return map.sketchRenderer;
        const pane = map.getPane(PANE) ?? map.createPane(PANE);
        pane.style.zIndex = 640;
        pane.style.pointerEvents = "none";
        return (map.sketchRenderer = L.svg({pane: PANE, padding: 1}));
    };

    const marker = (latlng, className, text = "") => {
        const box = document.createElement("span");
        box.textContent = text;
        return L.marker(latlng, {
            pane: PANE, interactive: false, keyboard: false, icon: L.divIcon({className, html: box, iconSize: null}),
        });
    };

    /** Draws a shape, its corners, the crosshair (where the keyboard moves one) and a label beside the last point. */
    const draw = (map, {shape, corners, cursor, crosshair, label}) => {
        clear(map);
        const group = (map.sketch = L.layerGroup());
        const look = {renderer: rendererOf(map), pane: PANE, interactive: false, className: "map-sketch-line"};
        if (shape.points.length) layerOf(shape, look).addTo(group);
        for (const corner of corners) marker(corner, "map-sketch-corner").addTo(group);
        if (crosshair && cursor) marker(cursor, "map-sketch-cross").addTo(group);
        if (label && cursor) marker(cursor, "map-sketch-label", label).addTo(group);
        group.addTo(map);
    };

    const clear = (map) => {
        map.sketch?.remove();
        map.sketch = null;
    };

    quartierblick.sketch = {LEAST, isComplete, inside, draw, clear};
})();
