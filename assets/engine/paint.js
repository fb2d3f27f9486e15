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
            tiles.set(key, {size, pixels: new Int32Array(pen.getImageData(0, 0, size, size).data.buffer)});
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

    /**
     * Every area in its colour, blanks in the tile of their look, which lies still on the ground when the map is
     * moved. Opaque colours are negative as signed numbers, so that a positive one can stand for a reason: one pass.
     */
    const fillPatterned = (pixels, {ids, width, box}, {colours, kinds}, density, offset) => {
        const looks = REASONS.map((reason, code) => (code ? tile(reason, density) : null));
        const {size} = looks[1];
        const shift = (by) => ((Math.round(by) % size) + size) % size;
        const [dx, dy] = [shift(offset.x * density), shift(offset.y * density)];
        const marks = new Int32Array(colours);
        for (let id = 0; id < kinds.length; id += 1) if (kinds[id]) marks[id] = kinds[id];
        const [right, bottom] = [box.x + box.width, box.y + box.height];
        for (let y = box.y; y < bottom; y += 1) {
            const row = ((y + dy) % size) * size;
            for (let x = box.x, at = y * width + x; x < right; x += 1, at += 1) {
                const mark = marks[ids[at]];
                if (mark <= 0) pixels[at] = mark;
                else pixels[at] = looks[mark].pixels[row + ((x + dx) % size)];
            }
        }
    };

    /** Some of the four samples lie outside: the others' mean, as transparent as there is outside. */
    const mixedWithOutside = (samples) => {
        const inside = samples.filter((one) => one !== 0);
        if (!inside.length) return 0;
        const mean = (shift) => Math.round(inside.reduce((sum, one) => sum + ((one >>> shift) & 255), 0) / inside.length);
        return (Math.round(inside.length * 63.75) << 24) | (mean(16) << 16) | (mean(8) << 8) | mean(0);
    };

    /**
     * Pixels in which areas meet are mixed from their four samples. Red and blue are added in one number, ten bits
     * hold each sum: this runs for every edge of the picture at each change of colours.
     */
    const mixEdges = (pixels, {edges, mixed}, colours) => {
        for (let edge = 0, at = 0; edge < edges.length; edge += 1, at += 4) {
            const a = colours[mixed[at]] | 0;
            const b = colours[mixed[at + 1]] | 0;
            const c = colours[mixed[at + 2]] | 0;
            const d = colours[mixed[at + 3]] | 0;
            if (a === 0 || b === 0 || c === 0 || d === 0) pixels[edges[edge]] = mixedWithOutside([a, b, c, d]);
            else {
                const redBlue = (a & 0xff00ff) + (b & 0xff00ff) + (c & 0xff00ff) + (d & 0xff00ff);
                const green = (a & 0xff00) + (b & 0xff00) + (c & 0xff00) + (d & 0xff00);
                pixels[edges[edge]] = 0xff000000 | ((redBlue >>> 2) & 0xff00ff) | ((green >>> 2) & 0xff00);
            }
        }
    };

    const fill = (pixels, {ids, width, box}, {colours}) => {
        for (let y = box.y; y < box.y + box.height; y += 1) {
            const from = y * width + box.x;
            for (let at = from; at < from + box.width; at += 1) pixels[at] = colours[ids[at]];
        }
    };

    /** Fills the pixels (Uint32Array of a canvas' memory) of a raster's box; outside it they stay as they are. */
    const paint = (pixels, raster, table, density, offset) => {
        if (table.patterned) fillPatterned(pixels, raster, table, density, offset);
        else fill(pixels, raster, table);
        mixEdges(pixels, raster, table.colours);
    };

    quartierblick.paint = {paint, table, REASONS};
})();
