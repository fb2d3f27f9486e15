/**
 * Draws parts that never change once they are shown: an element with data-tree holds [tag, properties, children]
 * as JSON, see callbacks/shared/still.py. Everything becomes elements and text, never markup.
 */
(() => {
    const AS_ATTRIBUTE = /^(aria-|data-|role$|scope$)/;

    const draw = (node) => {
        if (!Array.isArray(node)) return document.createTextNode(node);
        const [tag, properties, children] = node;
        const made = document.createElement(tag);
        for (const [name, value] of Object.entries(properties)) {
            if (name === "style") Object.assign(made.style, value);
            else if (AS_ATTRIBUTE.test(name)) made.setAttribute(name, value);
            else made[name] = value;
        }
        made.append(...children.map(draw));
        return made;
    };

    const renew = () => {
        for (const place of document.querySelectorAll("[data-tree]")) {
            if (place.drawnFrom === place.dataset.tree) continue;
            place.drawnFrom = place.dataset.tree;
            place.replaceChildren(draw(JSON.parse(place.dataset.tree)));
        }
    };
    new MutationObserver(renew).observe(document.documentElement, {
        childList: true,
        subtree: true,
        attributeFilter: ["data-tree"],
    });
})();
