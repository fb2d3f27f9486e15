/**
 * Draws the legend's histogram and class rows from a scene: bars in class colours, a handle on each class limit,
 * the city's mark. Everything is changed in place, so that what has the focus keeps it while limits move.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const [HEIGHT, USUAL, LETTER, GAP] = [46, 268, 6.3, 4];

    const made = (tag, className, attributes = {}, ...children) => {
        const element = Object.assign(document.createElement(tag), {className});
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        element.append(...children);
        return element;
    };

    /** Wording that the server sent with the legend. */
    const wordsOf = (place) => (place.wordsRead ??= JSON.parse(place.dataset.words));
    const say = (text, n, fields) => quartierblick.numbers.fill(typeof text === "string" ? text : text[n === 1 ? "one" : "other"], fields);

    /** Gives a parent exactly n children, kept where they are there already. */
    const children = (parent, n, make) => {
        while (parent.children.length > n) parent.lastElementChild.remove();
        while (parent.children.length < n) parent.append(make(parent.children.length));
        return [...parent.children];
    };

    const put = (element, attributes) => {
        for (const [name, value] of Object.entries(attributes)) {
            if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
        }
    };
    const write = (element, text) => quartierblick.numbers.write(element, text);

    /** The scale of the histogram: values to shares of its width and back. */
    const scaleOf = ({histogram}) => {
        const [first, last] = [histogram.edges[0], histogram.edges.at(-1)];
        return {
            first,
            last,
            place: (value) => (last > first ? (value - first) / (last - first) : 0.5),
            value: (place) => first + Math.min(1, Math.max(0, place)) * (last - first),
        };
    };

    const percent = (share) => `${(100 * share).toFixed(3)}%`;

    const bars = (box, answer, words) => {
        const {counts, classes, edges, tallest} = answer.histogram;
        const digits = digitsOf(edges, answer);
        const drawn = children(box, counts.length, () => made("span", "legend-bar", {role: "option", "aria-selected": "false"}, made("span", "legend-bar-fill")));
        drawn.forEach((bar, at) => {
            const n = counts[at];
            const [low, high] = [edges[at], edges[at + 1]].map((edge) => limit(edge, digits));
            put(bar, {id: `${box.id}-${at}`, "aria-label": say(words.bar, n, {low, high, n: quartierblick.numbers.format(n)})});
            const height = `${n ? Math.max(2, Math.round((HEIGHT * n) / tallest)) : 0}px`;
            quartierblick.dress(bar.firstElementChild, {height, background: answer.colours[classes[at]]});
        });
    };

    const limit = (value, digits) => quartierblick.numbers.format(value, digits);
    const digitsOf = (edges, answer) => {
        let digits = answer.decimals;
        while (digits < 9 && !edges.every((edge) => Number(edge.toFixed(digits)) === edge)) digits += 1;
        return digits;
    };

    /** Inner limits inside the picture, with their position among all inner limits. */
    const visible = (answer, scale) =>
        answer.limits.slice(1, -1).map((value, at) => ({value, at})).filter(({value}) => value >= scale.first && value <= scale.last);

    /** Hides numbers that would run into each other; the one that is moved stays. */
    const thin = (handles, places, width) => {
        const halves = handles.map((handle) => (handle.lastElementChild.textContent.length * LETTER) / 2);
        const order = handles.map((_, at) => at).sort((a, b) => isMoved(handles[b]) - isMoved(handles[a]) || a - b);
        const kept = [];
        for (const at of order) {
            const free = kept.every((other) => Math.abs(places[at] - places[other]) * width >= halves[at] + halves[other] + GAP);
            handles[at].classList.toggle("is-crowded", !free);
            if (free) kept.push(at);
        }
    };
    const isMoved = (handle) => Number(handle.classList.contains("is-moved") || handle === document.activeElement);

    /** Asked for once: whoever asks after a change makes the browser lay out the whole page on the spot. */
    const widths = new WeakMap();
    const watch = new ResizeObserver((found) => found.forEach(({target, contentRect}) => widths.set(target, contentRect.width)));
    const widthOf = (box) => {
        if (!widths.has(box)) {
            widths.set(box, box.clientWidth);
            watch.observe(box);
        }
        return widths.get(box) || USUAL;
    };

    const handles = (box, answer, scale, words) => {
        const shown = visible(answer, scale);
        const width = widthOf(box);
        const drawn = children(box, shown.length, () => made("span", "legend-handle", {}, made("span", "legend-handle-value")));
        const moves = quartierblick.breaks.areMovable(answer);
        drawn.forEach((handle, position) => {
            const {value, at} = shown[position];
            handle.style.left = percent(scale.place(value));
            write(handle.lastElementChild, limit(value, answer.limit_decimals));
            handle.classList.toggle("is-fixed", !moves);
            if (!moves) return ["role", "tabindex", "data-limit"].forEach((name) => handle.removeAttribute(name));
            const [low, high] = quartierblick.limits.neighbours(answer, at);
            return put(handle, {
                role: "slider", tabindex: 0, "data-limit": at,
                "aria-label": say(words.limit, 0, {at: at + 1, n: answer.limits.length - 2}),
                "aria-valuemin": low, "aria-valuemax": high, "aria-valuenow": value,
                "aria-valuetext": `${limit(value, answer.limit_decimals)} ${answer.unit}`.trim(),
            });
        });
        thin(drawn, shown.map(({value}) => scale.place(value)), width);
    };

    const city = (mark, answer, scale, words) => {
        const value = answer.city_value;
        mark.hidden = value === null || value < scale.first || value > scale.last;
        if (mark.hidden) return;
        mark.style.left = percent(scale.place(value));
        const [low, high] = answer.city_range ?? [];
        const range = quartierblick.ranges.written(low, high, answer.decimals, answer.signed);
        mark.classList.toggle("is-left", scale.place(value) > (range ? 0.5 : 0.62));
        const text = quartierblick.numbers.format(value, answer.decimals, answer.signed);
        write(mark.firstElementChild, `${say(words.city[answer.city_value_is], 0, {value: text})} ${range}`.trim());
    };

    const rows = (box, answer, words) => {
        const texts = answer.limits.map((value) => limit(value, answer.limit_decimals));
        const drawn = children(box, answer.colours.length, () =>
            made("button", "legend-class", {type: "button"}, made("span", "legend-swatch"), made("span", ""), made("span", "legend-count")));
        drawn.forEach((row, at) => {
            const [low, high, n] = [texts[at], texts[at + 1], answer.counts[at]];
            const [swatch, range, count] = row.children;
            put(row, {"data-class": at, title: say(words.select_class[answer.query.level], n, {n: limit(n)})});
            quartierblick.dress(swatch, {background: answer.colours[at]});
            write(range, low === high ? low : say(words.range, 0, {low, high}));
            write(count, limit(n));
        });
    };

    const skeleton = (place) => {
        const id = `${place.id}-bars`;
        const words = wordsOf(place);
        const histogram = made("div", "legend-histogram", {role: "group"},
            made("div", "legend-bars", {id, role: "listbox", tabindex: "0", "aria-multiselectable": "true", "aria-label": words.bars}),
            made("div", "legend-range", {hidden: ""}, made("span", "legend-range-text", {role: "status"})),
            made("span", "legend-city", {}, made("span", "")),
            made("div", "legend-handles"));
        place.replaceChildren(histogram, made("div", "legend-classes"));
    };

    /**
     * Draws histogram and class rows into a place; nothing where there are no classes.
     * @param {HTMLElement} place with data-words
     * @param {object} scene
     */
    const draw = (place, scene) => {
        const answer = scene?.answer;
        const isHidden = !["choropleth", "difference"].includes(answer?.kind) || !answer.histogram.counts.length;
        if (place.hidden !== isHidden) place.hidden = isHidden;
        if (isHidden) return place.replaceChildren();
        if (!place.firstElementChild) skeleton(place);
        const [histogram, classes] = place.children;
        const [barBox, , mark, handleBox] = histogram.children;
        const words = wordsOf(place);
        const scale = scaleOf(answer);
        const year = answer.query.y === "0" ? "" : ` ${answer.query.y}`;
        put(histogram, {"aria-label": say(words.histogram, 0, {title: `${answer.short}${year}`})});
        bars(barBox, answer, words);
        city(mark, answer, scale, words);
        handles(handleBox, answer, scale, words);
        return rows(classes, answer, words);
    };

    /** The line above says at once that the limits are somebody's own. */
    const nameScheme = (answer) => {
        const name = document.querySelector("#legend-content .legend-scheme");
        if (name) write(name, answer?.query.scheme === "own" ? wordsOf(place()).own : name.dataset.name);
    };

    const place = () => document.getElementById("legend-picture");
    const show = () => {
        const scene = quartierblick.store.get("scene");
        if (!place()) return;
        draw(place(), scene);
        nameScheme(scene?.answer);
    };
    quartierblick.store.on("scene", show);
    quartierblick.store.on("painted", () => place() && !place().firstElementChild && show());

    quartierblick.legend = Object.assign(quartierblick.legend ?? {}, {draw, scaleOf, wordsOf, say, children, made, show});
})();
