/** The outline of a set of areas where there are no arcs: pixels of the set beside pixels of others. */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const LINE = 0xe6ffffff; // white, nine tenths of it

    /** 1 for the id (position + 1) of every area of the set. */
    const chosen = (positions, n) => {
        const found = new Uint8Array(n + 1);
        for (const position of positions) found[position + 1] = 1;
        return found;
    };

    /** The part of the raster around the set, and a pixel more eastwards and southwards. */
    const boxOf = ({ids, width, height, box}, set) => {
        let [west, north, east, south] = [width, height, -1, -1];
        for (let y = box.y; y < box.y + box.height; y += 1) {
            for (let x = box.x, at = y * width + x; x < box.x + box.width; x += 1, at += 1) {
                if (!set[ids[at]]) continue;
                if (x < west) west = x;
                if (x > east) east = x;
                if (y < north) north = y;
                south = y;
            }
        }
        if (east < 0) return {x: 0, y: 0, width: 0, height: 0};
        return {x: west, y: north, width: Math.min(width, east + 2) - west, height: Math.min(height, south + 2) - north};
    };

    /** Draws on a canvas that lies on the box. */
    const draw = (pen, {ids, width, height}, set, box, hex) => {
        const image = new ImageData(box.width, box.height);
        const pixels = new Uint32Array(image.data.buffer);
        const [red, green, blue] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
        const colour = ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
        for (let y = Math.max(1, box.y); y < Math.min(height - 1, box.y + box.height); y += 1) {
            for (let x = Math.max(1, box.x); x < Math.min(width - 1, box.x + box.width); x += 1) {
                const at = y * width + x;
                if (!set[ids[at]]) continue;
                if (set[ids[at - 1]] && set[ids[at + 1]] && set[ids[at - width]] && set[ids[at + width]]) continue;
                const to = (y - box.y) * box.width + x - box.x;
                pixels[to] = colour;
                pixels[to + 1] ||= colour;
                pixels[to + box.width] ||= colour;
            }
        }
        pen.putImageData(image, 0, 0);
    };

    /** A canvas with a line wherever two areas, or an area and nothing, meet. */
    const borders = ({ids, width, height}) => {
        const canvas = Object.assign(document.createElement("canvas"), {width, height});
        const image = new ImageData(width, height);
        const pixels = new Uint32Array(image.data.buffer);
        for (let y = 0; y < height - 1; y += 1) {
            for (let x = 0, at = y * width; x < width - 1; x += 1, at += 1) {
                if (ids[at] !== ids[at + 1] || ids[at] !== ids[at + width]) pixels[at] = LINE;
            }
        }
        canvas.getContext("2d").putImageData(image, 0, 0);
        return canvas;
    };

    quartierblick.outlines = {borders, chosen, boxOf, draw};
})();
