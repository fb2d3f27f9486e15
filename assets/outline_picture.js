/**
 * Draws small pictures made of outlines: an element with data-outline holds {width, height, paths: [[class, d]], dot}
 * as JSON, see callbacks/intake/shared/outline_picture.py.
 */
(() => {
    const SVG = "http://www.w3.org/2000/svg";

    const made = (tag, attributes) => {
        const element = document.createElementNS(SVG, tag);
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        return element;
    };

    const draw = ({width, height, paths, dot}) => {
        const picture = made("svg", {viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true"});
        for (const [kind, d] of paths) picture.append(made("path", {class: `outline-${kind}`, d}));
        if (dot) {
            const [cx, cy] = dot;
            picture.append(made("circle", {class: "outline-ring", cx, cy, r: 8}), made("circle", {class: "outline-dot", cx, cy, r: 3.5}));
        }
        return picture;
    };

    const renew = () => {
        for (const place of document.querySelectorAll("[data-outline]")) {
            if (place.drawnFrom === place.dataset.outline) continue;
            place.drawnFrom = place.dataset.outline;
            place.replaceChildren(draw(JSON.parse(place.dataset.outline)));
        }
    };
    new MutationObserver(renew).observe(document.documentElement, {
        childList: true,
        subtree: true,
        attributeFilter: ["data-outline"],
    });
})();
