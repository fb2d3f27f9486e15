/** Reads shapes beside the areas, such as waters: rings as delta-coded whole numbers, coordinates in degrees times a scale. */
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

    quartierblick.shapes = {polygons};
})();
