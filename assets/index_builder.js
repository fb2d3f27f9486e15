/** Lays the tab of the index builder out when it is first opened, and what its parts draw with. */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const OFFERED = "quartierblick-index-wide";
    const REST = 120; // milliseconds without another step of a slider
    const element = (id) => document.getElementById(id);

    /** Makes an element: children are elements or text, never markup. */
    const made = (tag, className, attributes = {}, ...children) => {
        const node = Object.assign(document.createElement(tag), {className});
        for (const [name, value] of Object.entries(attributes)) {
            if (value === null || value === undefined || value === false) continue;
            node.setAttribute(name, value === true ? "" : value);
        }
        node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
        return node;
    };

    /** Gives a parent exactly n children, kept where they are there already. */
    const children = (parent, n, make) => {
        while (parent.children.length > n) parent.lastElementChild.remove();
        while (parent.children.length < n) parent.append(make(parent.children.length));
        return [...parent.children];
    };

    const write = (node, text) => node && quartierblick.numbers.write(node, text);
    const put = (node, attributes) => {
        for (const [name, value] of Object.entries(attributes)) {
            if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
        }
    };

    const dress = (node, values) => quartierblick.dress(node, values);
    const hide = (node, isHidden) => node.hidden !== isHidden && (node.hidden = isHidden);

    /**
     * A part that is drawn with every step of a slider while it is in view, else when the slider rests or when it comes
     * into view.
     * @param {() => HTMLElement|null} placeOf
     * @param {(now: object) => void} draw
     */
    const whileSeen = (placeOf, draw) => {
        let [place, isSeen, isLate, resting] = [null, true, false, null];
        const redraw = () => {
            window.clearTimeout(resting);
            const now = quartierblick.index.current();
            if (isLate && placeOf() && now?.parts && now.answer) draw(now);
            isLate = false;
        };
        const watch = new IntersectionObserver((changes) => {
            isSeen = changes.at(-1).isIntersecting;
            if (isSeen) redraw();
        });
        return (now) => {
            const found = placeOf();
            if (found !== place) {
                watch.disconnect();
                watch.observe(found);
                [place, isSeen] = [found, true];
            }
            isLate = !isSeen && quartierblick.index.isMoving();
            window.clearTimeout(resting);
            if (isLate) resting = window.setTimeout(redraw, REST);
            else draw(now);
        };
    };

    /** A text of the part with its fields filled; of several by their number. */
    const say = (text, fields = {}) => {
        const one = typeof text === "string" ? text : text[fields.count === 1 ? "one" : "other"];
        return quartierblick.numbers.fill(one, fields);
    };

    const kept = (key) => {
        try {
            return window.localStorage.getItem(key);
        } catch {
            return null; // a browser that keeps nothing is asked anew
        }
    };
    const keep = (key, value) => {
        try {
            window.localStorage.setItem(key, value);
        } catch {
            // it holds as long as the page is open
        }
    };

    /** On a wide screen the wide layout is offered once. */
    const offer = () => {
        const [place, wider] = [element("index-wide"), element("panel-wider")];
        const canBe = wider?.offsetParent && wider.getAttribute("aria-pressed") !== "true";
        if (place) place.hidden = !canBe || kept(OFFERED) === "yes";
    };

    /** Draws the tab once for a city and language; resolves when it stands. */
    const lay = async (parts, language) => {
        const place = element("index-parts");
        if (!place) return;
        const of = `${language}/${JSON.stringify(parts.catalogue.length)}`;
        if (place.dataset.of !== of) {
            place.dataset.of = of;
            place.dataset.tree = JSON.stringify(parts.tree);
        }
        while (!element("index-weights")) await new Promise((done) => requestAnimationFrame(done));
        place.closest(".index-builder").classList.add("is-laid");
        offer();
    };

    document.addEventListener("click", (event) => {
        const answer = event.target.closest?.("#index-wide-take, #index-wide-leave");
        if (!answer) return;
        if (answer.id === "index-wide-take") element("panel-wider").click();
        keep(OFFERED, "yes");
        element("index-wide").hidden = true;
    });

    quartierblick.indexBuilder = {REST, lay, element, made, children, write, put, dress, hide, whileSeen, say, kept, keep};
})();
