/** The outline of a set of areas where there are no arcs: pixels of the set beside pixels of others. */
(() => {
    const quartierblick = (window.quartierblick ??= {});

    const draw = (pen, raster, positions, n, hex) => {
        const {ids, width, height} = raster;
        const chosen = new Uint8Array(n + 1);
        for (const position of positions) chosen[position + 1] = 1;
        const image = new ImageData(width, height);
        const pixels = new Uint32Array(image.data.buffer);
        const [red, green, blue] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
        const colour = ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
        for (let y = 1; y < height - 1; y += 1) {
            for (let x = 1, at = y * width + 1; x < width - 1; x += 1, at += 1) {
                if (!chosen[ids[at]]) continue;
                if (chosen[ids[at - 1]] && chosen[ids[at + 1]] && chosen[ids[at - width]] && chosen[ids[at + width]]) continue;
                pixels[at] = colour;
                pixels[at + 1] ||= colour;
                pixels[at + width] ||= colour;
            }
        }
        pen.putImageData(image, 0, 0);
    };

    quartierblick.outlines = {draw};
})();
