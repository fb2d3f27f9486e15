/** One look for each kind of blank, readable without colour: the same on the map, in legend and tables. */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const SVG = "http://www.w3.org/2000/svg";
    const SIZE = 8;

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

    /** Puts the patterns into a drawing, once. */
    const install = (svg) => {
        if (!svg || svg.querySelector("#blank-suppressed")) return;
        const definitions = element("defs", {});
        for (const [reason, look] of looks()) {
            const pattern = element("pattern", {id: `blank-${reason}`, width: SIZE, height: SIZE, patternUnits: "userSpaceOnUse"});
            pattern.append(...tile(look));
            definitions.append(pattern);
        }
        svg.prepend(definitions);
    };

    const fill = (reason) => `url(#blank-${reason})`;

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

    quartierblick.patterns = {install, fill};
    for (const slot of ["answer", "painted"]) {
        quartierblick.store.on(slot, () => looks().length && !document.getElementById("blank-looks") && style());
    }
})();
