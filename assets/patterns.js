/** One look for each kind of blank, readable without colour: the same on the map, in legend and tables. */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const SVG = "http://www.w3.org/2000/svg";
    const SIZE = 8;
    let held = null;

    const element = (name, attributes) => {
        const made = document.createElementNS(SVG, name);
        for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
        return made;
    };

    /** Paper and strokes of one tile, from the look that the server sent (layers/palettes.py). */
    const tile = (look) => [
        element("rect", {width: SIZE, height: SIZE, fill: look.fill}),
        element("path", {d: look.path, stroke: look.stroke, "stroke-width": 1.2, fill: "none"}),
    ];

    const looks = () => Object.entries(quartierblick.numbers.words().looks ?? {});

    /** The look of a blank, {fill, stroke, path}; undefined before the page has said it, and for numbers. */
    const look = (reason) => {
        held ??= Object.keys(quartierblick.numbers.words().looks ?? {}).length ? quartierblick.numbers.words().looks : null;
        return held?.[reason];
    };

    /** The looks as CSS backgrounds, for legend rows and table cells (class blank-swatch, data-reason). */
    const style = () => {
        const rules = looks().map(([reason, look]) => {
            const svg = element("svg", {xmlns: SVG, width: SIZE, height: SIZE});
            svg.append(...tile(look));
            const text = encodeURIComponent(new XMLSerializer().serializeToString(svg));
            return `.blank-swatch[data-reason="${reason}"]{background-image:url("data:image/svg+xml,${text}")}`;
        });
        const sheet = document.head.appendChild(document.createElement("style"));
        sheet.id = "blank-looks";
        sheet.textContent = rules.join("\n");
    };

    quartierblick.patterns = {look, tile, SIZE};
    for (const slot of ["answer", "painted"]) {
        quartierblick.store.on(slot, () => looks().length && !document.getElementById("blank-looks") && style());
    }
})();
