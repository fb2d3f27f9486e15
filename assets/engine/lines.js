/** Lines over the fills: borders of quarters and districts, waters, and the outline of any set of quarters. */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const WIDEST = 1.1;
    const LARGEST_TILED = 192; // pixels: how wide a typical area is at the highest zoom of id tiles (layers/id_tiles.py)
    const ROOMY = 14; // pixels: from this typical size on, borders get a shade that shows them in the lightest class too
    const COARSER = 2; // an outline is wide enough to hide that it leaves out points which a border shows
    const ROOM = 4; // pixels around an outline: half of the widest line, and its corners
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

    /** Where there are no arcs, borders are seen in the raster, once areas are large enough for them. */
    const drawTiled = (pen, {tiles}, view, raster) => {
        const size = (LARGEST_TILED * view.scale) / 2 ** tiles.zooms[1];
        if (size > ROOMY) pen.drawImage(quartierblick.outlines.borders(raster), 0, 0, view.width, view.height);
    };

    /** Draws waters, then every border once, then the districts' borders; without districts the city's. */
    const drawBorders = (pen, geometry, view, look, raster) => {
        pen.lineJoin = "round";
        drawScenery(pen, geometry, view);
        if (geometry.tiles) return drawTiled(pen, geometry, view, raster);
        const size = typical(geometry, view);
        if (size > ROOMY) stroke(pen, geometry, view, look.shade, WIDEST + 0.9);
        stroke(pen, geometry, view, look.border, Math.min(WIDEST, Math.max(0.12, size / 22)));
        const {arcs, parent, districts} = geometry;
        const wanted = districts > 1 ? (arc) => isDistrict(arcs, parent, arc) : (arc) => arcs.left[arc] < 0 || arcs.right[arc] < 0;
        stroke(pen, geometry, view, look.district, districts > 1 ? 1.4 : 1, wanted);
        return undefined;
    };

    /** The part of the view around some areas, with room for their outline, in device pixels. */
    const boxOf = (geometry, view, positions) => {
        const {boxes} = geometry;
        const {factor, dx, dy} = frame(geometry, view);
        const ends = (low, high, shift, length) => {
            const from = positions.reduce((least, area) => Math.min(least, low[area]), Infinity) * factor + shift - ROOM;
            const to = positions.reduce((most, area) => Math.max(most, high[area]), -Infinity) * factor + shift + ROOM;
            const first = Math.max(0, Math.floor(from * view.density));
            return [first, Math.max(0, Math.min(Math.round(length * view.density), Math.ceil(to * view.density)) - first)];
        };
        if (!positions.length) return {x: 0, y: 0, width: 0, height: 0};
        const [x, width] = ends(boxes.west, boxes.east, dx, view.width);
        const [y, height] = ends(boxes.north, boxes.south, dy, view.height);
        return {x, y, width, height};
    };

    /** Draws the common border of some areas, or what some among them have of it. */
    const drawOutline = (pen, geometry, view, positions, look, among = positions) => {
        const arcs = geometry.arcsAt(view.scale / COARSER);
        const at = frame(geometry, view);
        pen.lineJoin = "bevel"; // arcs bend by little from point to point, and have round ends where three of them meet
        pen.lineCap = "round";
        pen.beginPath();
        for (const arc of geometry.border(positions, among)) walk(pen, arcs, arc, at);
        for (const {colour, width} of look) {
            pen.strokeStyle = colour;
            pen.lineWidth = width;
            pen.stroke();
        }
    };

    const meet = (one, other) =>
        one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;

    /**
     * Draws the common border of some areas anew around those that have just joined or left them, and leaves the rest
     * of the canvas as it is: most of a large outline stays where it is while a slider moves.
     * @param {{x: number, y: number}} corner of the canvas in the view, in device pixels
     * @param {number[]} changed areas that joined or left
     */
    const mendOutline = (pen, geometry, view, positions, look, corner, changed) => {
        const boxes = changed.map((area) => boxOf(geometry, view, [area]));
        const near = positions.filter((area) => {
            const box = boxOf(geometry, view, [area]);
            return boxes.some((one) => meet(one, box));
        });
        pen.save();
        pen.setTransform(1, 0, 0, 1, -corner.x, -corner.y);
        pen.beginPath();
        for (const {x, y, width, height} of boxes) pen.rect(x, y, width, height);
        pen.clip();
        for (const {x, y, width, height} of boxes) pen.clearRect(x, y, width, height);
        pen.setTransform(view.density, 0, 0, view.density, -corner.x, -corner.y);
        drawOutline(pen, geometry, view, positions, look, near);
        pen.restore();
    };

    quartierblick.lines = {drawBorders, drawOutline, mendOutline, boxOf};
})();
