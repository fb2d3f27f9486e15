/** Reads the geometry file: rings as delta-coded whole numbers, coordinates in degrees times a scale. */
(() => {
    const quartierblick = (window.quartierblick ??= {});

    /** @returns {Array<[number, number]>} latitude and longitude of each vertex of a ring */
    const ring = (deltas, scale) => {
        const points = new Array(deltas.length / 2);
        let x = 0;
        let y = 0;
        for (let position = 0; position < deltas.length; position += 2) {
            x += deltas[position];
            y += deltas[position + 1];
            points[position / 2] = [y / scale, x / scale];
        }
        return points;
    };

    /** @returns polygons of rings of points, as L.polygon takes them */
    const polygons = (shape, scale) => shape.map((rings) => rings.map((deltas) => ring(deltas, scale)));

    /** Decoded shapes of a geometry file, once per file. */
    const shapesOf = (geometry) => (geometry.decoded ??= geometry.shapes.map((shape) => polygons(shape, geometry.scale)));

    /** The outer border of some areas together: edges that only one of them has. */
    const border = (shapes) => {
        const edges = new Map();
        for (const rings of shapes.flat()) {
            for (const points of rings) {
                for (let position = 0; position < points.length; position += 1) {
                    const from = points[position];
                    const to = points[(position + 1) % points.length];
                    const forth = `${from}/${to}`;
                    const back = `${to}/${from}`;
                    if (edges.has(back)) edges.delete(back);
                    else if (from[0] !== to[0] || from[1] !== to[1]) edges.set(forth, [from, to]);
                }
            }
        }
        return [...edges.values()];
    };

    quartierblick.shapes = {polygons, shapesOf, border};
})();
