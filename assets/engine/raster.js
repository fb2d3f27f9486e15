/**
 * The id buffer: which area lies under each pixel. Rows of pixel centres are cut with the arcs; between two cuts
 * one area lies. A row keeps a list of the areas that are open, so that maps with gaps and overlaps work too.
 *
 * A view is {scale, west, north, width, height, density}: pixels per world pixel, world pixels times scale of the
 * left upper corner, size in CSS pixels, device pixels per CSS pixel. A raster is
 * {width, height, ids, edges, mixed, box}: ids holds position + 1 (0 outside) for every device pixel; edges the
 * pixels in which several areas meet, mixed their four samples each; box {x, y, width, height} what is not outside.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const SAMPLES_UP_TO = 1.5; // from this density on, a pixel is too small for its steps to be seen
    const FRACTION = 32; // cuts are told apart to this part of a pixel
    const PLACES = 1 << 16;

    /** Numbers of the rows whose centre a segment from y to y crosses: [first, last). */
    const firstRow = (y) => Math.ceil(y - 0.5);

    /** Calls back for every segment of the arcs that may matter: (x1, y1, x2, y2, arc) in samples. */
    const eachSegment = (geometry, grid, visit) => {
        const {start, x, y, n} = geometry.arcsAt(grid.scale);
        const factor = geometry.step * grid.scale;
        const dx = geometry.origin[0] * grid.scale - grid.west;
        const dy = geometry.origin[1] * grid.scale - grid.north;
        for (let arc = 0; arc < n; arc += 1) {
            let fromX = x[start[arc]] * factor + dx;
            let fromY = y[start[arc]] * factor + dy;
            for (let at = start[arc] + 1; at < start[arc + 1]; at += 1) {
                const toX = x[at] * factor + dx;
                const toY = y[at] * factor + dy;
                if (fromX < grid.width || toX < grid.width) visit(fromX, fromY, toX, toY, arc);
                fromX = toX;
                fromY = toY;
            }
        }
    };

    const countCuts = (geometry, grid) => {
        const starts = new Uint32Array(grid.height + 1);
        eachSegment(geometry, grid, (x1, y1, x2, y2) => {
            let row = firstRow(y1 < y2 ? y1 : y2);
            let end = firstRow(y1 < y2 ? y2 : y1);
            if (row < 0) row = 0;
            if (end > grid.height) end = grid.height;
            for (; row < end; row += 1) starts[row + 1] += 1;
        });
        for (let row = 0; row < grid.height; row += 1) starts[row + 1] += starts[row];
        return starts;
    };

    const collectCuts = (geometry, grid, starts) => {
        const next = starts.slice();
        const total = starts[grid.height];
        const cuts = {x: new Float32Array(total), east: new Int32Array(total), west: new Int32Array(total)};
        const {left, right} = geometry.arcs;
        eachSegment(geometry, grid, (x1, y1, x2, y2, arc) => {
            const south = y2 > y1;
            let row = firstRow(south ? y1 : y2);
            let end = firstRow(south ? y2 : y1);
            if (row >= end) return;
            if (row < 0) row = 0;
            if (end > grid.height) end = grid.height;
            const slope = (x2 - x1) / (y2 - y1);
            for (; row < end; row += 1) {
                const place = next[row]++;
                cuts.x[place] = x1 + (row + 0.5 - y1) * slope;
                cuts.east[place] = south ? left[arc] : right[arc];
                cuts.west[place] = south ? right[arc] : left[arc];
            }
        });
        return cuts;
    };

    /** The areas that are open while a row is read from west to east. */
    class Open {
        constructor() {
            this.areas = [];
            this.depths = [];
        }

        change(area, by) {
            if (area < 0) return;
            const at = this.areas.indexOf(area);
            if (at < 0) {
                this.areas.push(area);
                this.depths.push(by);
            } else if ((this.depths[at] += by) === 0) {
                this.areas.splice(at, 1);
                this.depths.splice(at, 1);
            }
        }

        /** Position + 1 of the area that was entered last, 0 where none is open. */
        current() {
            for (let at = this.areas.length - 1; at >= 0; at -= 1) if (this.depths[at] > 0) return this.areas[at] + 1;
            return 0;
        }
    }

    const fillRow = (ids, grid, row, cuts, from, to, order) => {
        const open = new Open();
        const base = row * grid.width;
        let column = 0;
        let id = 0;
        for (let at = 0; at < to - from; at += 1) {
            const cut = from + (order[at] % PLACES);
            const until = Math.min(grid.width, Math.max(column, Math.ceil(cuts.x[cut] - 0.5)));
            if (id && until > column) ids.fill(id, base + column, base + until);
            column = until;
            open.change(cuts.west[cut], -1);
            open.change(cuts.east[cut], 1);
            id = open.current();
        }
        if (id && column < grid.width) ids.fill(id, base + column, base + grid.width);
    };

    /** The id of every sample of a grid {scale, west, north, width, height}. */
    const samples = (geometry, grid) => {
        const starts = countCuts(geometry, grid);
        const cuts = collectCuts(geometry, grid, starts);
        const ids = new Int32Array(grid.width * grid.height);
        let longest = 0;
        for (let row = 0; row < grid.height; row += 1) longest = Math.max(longest, starts[row + 1] - starts[row]);
        const orders = new Float64Array(Math.min(longest, PLACES));
        for (let row = 0; row < grid.height; row += 1) {
            const [from, to] = [starts[row], Math.min(starts[row + 1], starts[row] + PLACES)];
            const order = orders.subarray(0, to - from);
            for (let at = 0; at < order.length; at += 1) order[at] = Math.floor(cuts.x[from + at] * FRACTION) * PLACES + at;
            order.sort();
            for (let at = 0; at < order.length; at += 1) order[at] = ((order[at] % PLACES) + PLACES) % PLACES;
            fillRow(ids, grid, row, cuts, from, to, order);
        }
        return ids;
    };

    /** Four samples make a pixel: their first one is its id; where they differ, the pixel is an edge. */
    const resolved = (fine, width, height) => {
        const ids = new Int32Array(width * height);
        const row = 2 * width;
        const edges = [];
        const mixed = [];
        for (let y = 0, pixel = 0; y < height; y += 1) {
            for (let x = 0, at = 2 * y * row; x < width; x += 1, at += 2, pixel += 1) {
                const a = fine[at];
                ids[pixel] = a;
                if (a === fine[at + 1] && a === fine[at + row] && a === fine[at + row + 1]) continue;
                edges.push(pixel);
                mixed.push(a, fine[at + 1], fine[at + row], fine[at + row + 1]);
            }
        }
        return {width, height, ids, edges: Uint32Array.from(edges), mixed: Int32Array.from(mixed)};
    };

    const gridOf = (view, density) => ({
        scale: view.scale * density, west: view.west * density, north: view.north * density,
        width: Math.round(view.width * density), height: Math.round(view.height * density),
    });

    /** The smallest rectangle around all pixels in which there is anything. */
    const boxOf = ({ids, edges, width, height}) => {
        let [west, north, east, south] = [width, height, -1, -1];
        for (let y = 0, base = 0; y < height; y += 1, base += width) {
            let from = 0;
            while (from < width && !ids[base + from]) from += 1;
            if (from === width) continue;
            let to = width - 1;
            while (!ids[base + to]) to -= 1;
            [west, north, east, south] = [Math.min(west, from), Math.min(north, y), Math.max(east, to), y];
        }
        for (const pixel of edges) {
            const x = pixel % width;
            const y = (pixel - x) / width;
            [west, north, east, south] = [Math.min(west, x), Math.min(north, y), Math.max(east, x), Math.max(south, y)];
        }
        return {x: west, y: north, width: Math.max(0, east - west + 1), height: Math.max(0, south - north + 1)};
    };

    const rasterised = (geometry, view) => {
        const grid = gridOf(view, view.density);
        if (geometry.tiles) return quartierblick.tiles.raster(geometry, grid);
        if (view.density >= SAMPLES_UP_TO) {
            return {width: grid.width, height: grid.height, ids: samples(geometry, grid), edges: new Uint32Array(), mixed: new Int32Array()};
        }
        return resolved(samples(geometry, {...gridOf(view, 2 * view.density), width: 2 * grid.width, height: 2 * grid.height}), grid.width, grid.height);
    };

    /** @returns the raster of a view */
    const rasterise = (geometry, view) => {
        const made = rasterised(geometry, view);
        return {...made, box: boxOf(made)};
    };

    quartierblick.raster = {rasterise, samples};
})();
