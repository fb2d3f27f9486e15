/**
 * Colours for a raster: one table says the colour of every area, one pass over the pixels looks it up. Another
 * indicator, other classes or another palette are another table; nothing is rasterised anew.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const PATTERN = 8; // CSS pixels of one tile of a pattern
    const REASONS = ["value", "zero", "not_delivered", "not_joined", "suppressed", "too_small", "excluded"];
    const UNDER_CIRCLES = "#eef1f3";
    const tiles = new Map();
    const packed = new Map();

    /** "#rrggbb" as the whole number that a canvas' memory holds (little endian: alpha, blue, green, red). */
    const colour = (hex) => {
        if (!packed.has(hex)) {
            const [red, green, blue] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
            packed.set(hex, ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0);
        }
        return packed.get(hex);
    };

    /** Pixels of one tile of a blank's look, drawn once per density. */
    const tile = (reason, density) => {
        const look = quartierblick.patterns.look(reason);
        const key = `${reason}/${density}/${look?.fill}`;
        if (!tiles.has(key)) {
            const size = Math.max(1, Math.round(PATTERN * density));
            const canvas = Object.assign(document.createElement("canvas"), {width: size, height: size});
            const pen = canvas.getContext("2d", {willReadFrequently: true});
            pen.scale(size / PATTERN, size / PATTERN);
            pen.fillStyle = look?.fill ?? "#ffffff";
            pen.fillRect(0, 0, PATTERN, PATTERN);
            if (look) {
                pen.strokeStyle = look.stroke;
                pen.lineWidth = 1.2;
                pen.stroke(new Path2D(look.path));
            }
            tiles.set(key, {size, pixels: new Uint32Array(pen.getImageData(0, 0, size, size).data.buffer)});
        }
        return tiles.get(key);
    };

    /**
     * The table of a scene: colours[id] for id = position + 1, kinds[id] the reason code where a pattern is drawn.
     * Class limits are compared as the 32-bit numbers that the values are.
     */
    const table = (scene) => {
        const {answer, column} = scene;
        const n = column.value.length;
        const colours = new Uint32Array(n + 1);
        const kinds = new Uint8Array(n + 1);
        const bounds = Float32Array.from(answer.upper_bounds);
        const classes = answer.colours.map(colour);
        const plain = answer.kind === "circles" ? colour(UNDER_CIRCLES) : 0;
        const fills = REASONS.map((reason) => colour(quartierblick.patterns.look(reason)?.fill ?? "#ffffff"));
        const last = bounds.length - 1;
        const twice = answer.kind === "bivariate";
        let patterned = false;
        for (let at = 0; at < n; at += 1) {
            const reason = twice ? quartierblick.classes.reasonAt(scene, at) : column.reason[at];
            if (reason) {
                colours[at + 1] = fills[reason];
                kinds[at + 1] = reason;
                patterned = true;
            } else if (plain) colours[at + 1] = plain;
            else if (twice) colours[at + 1] = classes[quartierblick.classes.classAt(scene, at)];
            else {
                const value = column.value[at];
                let one = 0;
                while (one < last && value > bounds[one]) one += 1;
                colours[at + 1] = classes[one];
            }
        }
        return {colours, kinds, patterned};
    };

    /** Pixels of blanks get the tile of their look; it lies still on the ground when the map is moved. */
    const drawPatterns = (pixels, raster, kinds, density, offset) => {
        const looks = REASONS.map((reason, code) => (code ? tile(reason, density) : null));
        const {size} = looks[1];
        const shift = (by) => ((Math.round(by) % size) + size) % size;
        const [dx, dy] = [shift(offset.x * density), shift(offset.y * density)];
        const {ids, width, height} = raster;
        for (let y = 0, at = 0; y < height; y += 1) {
            const row = ((y + dy) % size) * size;
            for (let x = 0; x < width; x += 1, at += 1) {
                const kind = kinds[ids[at]];
                if (kind) pixels[at] = looks[kind].pixels[row + ((x + dx) % size)];
            }
        }
    };

    /** Pixels in which areas meet are mixed from their four samples; outside adds transparency. */
    const mixEdges = (pixels, {edges, mixed}, colours) => {
        for (let edge = 0; edge < edges.length; edge += 1) {
            let red = 0;
            let green = 0;
            let blue = 0;
            let parts = 0;
            for (let at = 4 * edge; at < 4 * edge + 4; at += 1) {
                const one = colours[mixed[at]];
                if (!one) continue;
                red += one & 255;
                green += (one >>> 8) & 255;
                blue += (one >>> 16) & 255;
                parts += 1;
            }
            if (!parts) pixels[edges[edge]] = 0;
            else pixels[edges[edge]] = ((parts * 63.75) << 24) | ((blue / parts) << 16) | ((green / parts) << 8) | (red / parts);
        }
    };

    /** Fills the pixels (Uint32Array of a canvas' memory) of a raster. */
    const paint = (pixels, raster, {colours, kinds, patterned}, density, offset) => {
        const {ids} = raster;
        for (let at = 0; at < pixels.length; at += 1) pixels[at] = colours[ids[at]];
        if (patterned) drawPatterns(pixels, raster, kinds, density, offset);
        mixEdges(pixels, raster, colours);
    };

    quartierblick.paint = {paint, table, REASONS};
})();
