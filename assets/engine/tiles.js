/**
 * Id tiles: from 30,000 areas the server rasterises, and the browser only puts tiles together. A raster is made
 * from what has arrived; missing tiles are fetched, and whoever waits is told by geometry.onTiles.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const KEPT = 160;
    const WORLD = 256;

    const zoomOf = (tiles, scale) => {
        const [lowest, highest] = tiles.zooms;
        return Math.min(highest, Math.max(lowest, Math.ceil(Math.log2(scale) - 0.2)));
    };

    const fetchTile = async (geometry, key, [z, x, y]) => {
        const url = geometry.tiles.url.replace("{z}", z).replace("{x}", x).replace("{y}", y);
        try {
            const response = await fetch(url);
            if (!response.ok) throw new Error(`${url}: ${response.status}`);
            geometry.tileCache.set(key, new Uint32Array(await response.arrayBuffer()));
        } catch {
            geometry.tileCache.delete(key);
            window.dispatchEvent(new CustomEvent("quartierblick:offline"));
            return;
        }
        geometry.rasters.clear();
        geometry.onTiles?.();
    };

    const tileAt = (geometry, z, x, y) => {
        const cache = (geometry.tileCache ??= new Map());
        const key = `${z}/${x}/${y}`;
        if (!cache.has(key)) {
            if (cache.size >= KEPT) cache.delete(cache.keys().next().value);
            cache.set(key, null);
            fetchTile(geometry, key, [z, x, y]);
        }
        return cache.get(key);
    };

    /** The raster of a grid {scale, west, north, width, height}, from the tiles of the next finer zoom. */
    const raster = (geometry, grid) => {
        const {size} = geometry.tiles;
        const z = zoomOf(geometry.tiles, grid.scale);
        const perPixel = 2 ** z / grid.scale;
        const [west, north] = [grid.west * perPixel, grid.north * perPixel];
        const most = (WORLD * 2 ** z) / size - 1;
        const ids = new Int32Array(grid.width * grid.height);
        const columns = Int32Array.from({length: grid.width}, (_, x) => Math.floor(west + (x + 0.5) * perPixel));
        const rows = Int32Array.from({length: grid.height}, (_, y) => Math.floor(north + (y + 0.5) * perPixel));
        const inside = (tile) => tile >= 0 && tile <= most;
        for (let y = 0; y < grid.height; ) {
            const ty = Math.floor(rows[y] / size);
            let below = y;
            while (below < grid.height && Math.floor(rows[below] / size) === ty) below += 1;
            for (let x = 0; x < grid.width; ) {
                const tx = Math.floor(columns[x] / size);
                let beside = x;
                while (beside < grid.width && Math.floor(columns[beside] / size) === tx) beside += 1;
                const tile = inside(tx) && inside(ty) ? tileAt(geometry, z, tx, ty) : null;
                if (tile) copy(tile, size, ids, grid.width, columns, rows, [x, beside, y, below], [tx * size, ty * size]);
                x = beside;
            }
            y = below;
        }
        return {width: grid.width, height: grid.height, ids, edges: new Uint32Array(), mixed: new Int32Array()};
    };

    const copy = (tile, size, ids, width, columns, rows, [x0, x1, y0, y1], [left, top]) => {
        for (let y = y0; y < y1; y += 1) {
            const from = (rows[y] - top) * size - left;
            const to = y * width;
            for (let x = x0; x < x1; x += 1) ids[to + x] = tile[from + columns[x]];
        }
    };

    quartierblick.tiles = {raster};
})();
