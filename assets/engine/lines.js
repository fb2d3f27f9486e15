/** Lines over the fills: borders of quarters and districts, waters, and the outline of any set of quarters. */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const WIDEST = 1.1;
    /** The colour of waters follows the look of the page (assets/theme.css). */
    const water = () => getComputedStyle(document.documentElement).getPropertyValue("--map-water");

    /** Walks an arc with a pen; the frame is {factor, dx, dy} from steps to CSS pixels. */
    const walk = (pen, arcs, arc, {factor, dx, dy}) => {
        const {start, x, y} = arcs;
        let at = start[arc];
        const end = start[arc + 1];
        pen.moveTo(x[at] * factor + dx, y[at] * factor + dy);
        for (at += 1; at < end; at += 1) pen.lineTo(x[at] * factor + dx, y[at] * factor + dy);
    };

    const frame = (geometry, view) => ({
        factor: geometry.step * view.scale,
        dx: geometry.origin[0] * view.scale - view.west,
        dy: geometry.origin[1] * view.scale - view.north,
    });

    /** Typical width of an area in pixels: borders get thinner where areas get small. */
    const typical = (geometry, view) => {
        if (geometry.typicalWidth === undefined) {
            const {west, east, north, south} = geometry.boxes;
            const widths = Float64Array.from(west, (from, area) => Math.min(east[area] - from, south[area] - north[area])).sort();
            geometry.typicalWidth = (widths[widths.length >> 1] ?? 0) * geometry.step;
        }
        return geometry.typicalWidth * view.scale;
    };

    const isDistrict = ({left, right}, parent, arc) =>
        (left[arc] < 0 ? -1 : parent[left[arc]]) !== (right[arc] < 0 ? -1 : parent[right[arc]]);

    const stroke = (pen, geometry, view, colour, width, wanted) => {
        const arcs = geometry.arcsAt(view.scale);
        const at = frame(geometry, view);
        pen.beginPath();
        for (let arc = 0; arc < arcs.n; arc += 1) if (!wanted || wanted(arc)) walk(pen, arcs, arc, at);
        pen.strokeStyle = colour;
        pen.lineWidth = width;
        pen.stroke();
    };

    const drawScenery = (pen, geometry, view) => {
        pen.fillStyle = water();
        for (const one of geometry.scenery ?? []) {
            pen.beginPath();
            for (const ring of quartierblick.shapes.polygons(one.shape, geometry.scale ?? 1e6).flat()) {
                ring.forEach((latlng, at) => {
                    const world = L.CRS.EPSG3857.latLngToPoint(L.latLng(latlng), 0);
                    const [x, y] = [world.x * view.scale - view.west, world.y * view.scale - view.north];
                    if (at) pen.lineTo(x, y);
                    else pen.moveTo(x, y);
                });
                pen.closePath();
            }
            pen.fill("evenodd");
        }
    };

    /** Draws waters, then every border once, then the districts' borders. */
    const drawBorders = (pen, geometry, view, look) => {
        pen.lineJoin = "round";
        drawScenery(pen, geometry, view);
        if (!geometry.arcs.n) return;
        const width = Math.min(WIDEST, Math.max(0.12, typical(geometry, view) / 22));
        stroke(pen, geometry, view, look.border, width);
        if (geometry.districts > 1) {
            stroke(pen, geometry, view, look.district, 1.4, (arc) => isDistrict(geometry.arcs, geometry.parent, arc));
        }
    };

    /** Draws the common border of some areas. */
    const drawOutline = (pen, geometry, view, positions, look) => {
        const arcs = geometry.arcsAt(view.scale);
        const at = frame(geometry, view);
        pen.lineJoin = "round";
        pen.lineCap = "round";
        pen.beginPath();
        for (const arc of geometry.border(positions)) walk(pen, arcs, arc, at);
        for (const {colour, width} of look) {
            pen.strokeStyle = colour;
            pen.lineWidth = width;
            pen.stroke();
        }
    };

    quartierblick.lines = {drawBorders, drawOutline};
})();
