/**
 * The arithmetic of class limits: what the answer would be with other limits. Pure, so that whoever shows a scene
 * can show it with other limits in the same frame; the server answers the same (layers/classes.py).
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const MOST_LIMITS = 8;
    const typicals = new WeakMap();
    let [ramps, rampsText] = [{}, ""];

    /** Colours of a palette for a number of classes, as the page carries them. */
    const rampOf = (palette, n) => {
        const text = document.getElementById("legend-picture")?.dataset.ramps ?? "";
        if (text && text !== rampsText) [ramps, rampsText] = [JSON.parse(text), text];
        return ramps[palette]?.[n - 1];
    };

    /** Colours of signed classes: one arm below zero, the other above, as layers/palettes.py around_zero. */
    const aroundZero = (lowest, bounds) => {
        const starts = [lowest, ...bounds.slice(0, -1)];
        const below = bounds.filter((end) => end <= 0).length;
        const above = bounds.filter((end, at) => starts[at] >= 0 && end > 0).length;
        const [inside, depth] = [bounds.length - below - above, Math.max(below, above)];
        return rampOf("diverging", 2 * depth + inside)?.slice(depth - below, depth + inside + above);
    };

    /** Writes a number as the server writes it in a question: 5 as "5.0". */
    const written = (number) => {
        const size = Math.abs(number);
        if (size && (size < 1e-4 || size >= 1e16)) return number.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
        return Number.isInteger(number) ? `${number}.0` : String(number);
    };

    /** Numbers of a column are kept in single precision: a limit is rounded in the same way before it is compared. */
    const asKept = (column) => (column.value instanceof Float32Array ? Math.fround : (number) => number);
    const isCompared = (column, at) => column.reason[at] < 2 && Number.isFinite(column.value[at]);

    /** Position of the bar of a value; edges ascend, the last bar includes its upper edge. */
    const barOf = (value, edges) => {
        let at = edges.length - 2;
        while (at > 0 && value < edges[at]) at -= 1;
        return Math.max(0, at);
    };

    const median = (numbers) => {
        numbers.sort((a, b) => a - b);
        const half = numbers.length >> 1;
        return numbers.length % 2 ? numbers[half] : (numbers[half - 1] + numbers[half]) / 2;
    };

    /** The median of the areas in each bar, in whose class's colour it is drawn; worked out once per histogram. */
    const typicalsOf = (column, edges) => {
        const known = typicals.get(edges);
        if (known?.column === column) return known.values;
        const kept = edges.map(asKept(column));
        const inside = Array.from({length: edges.length - 1}, () => []);
        column.value.forEach((value, at) => isCompared(column, at) && inside[barOf(value, kept)].push(value));
        const values = inside.map((bar, at) => (bar.length ? median(bar) : (edges[at] + edges[at + 1]) / 2));
        typicals.set(edges, {column, values});
        return values;
    };

    const classOf = (value, bounds) => {
        const at = bounds.findIndex((bound) => value <= bound);
        return at < 0 ? bounds.length - 1 : at;
    };

    const countsOf = (column, bounds) => {
        const counts = new Array(bounds.length).fill(0);
        column.value.forEach((value, at) => column.reason[at] === 0 && Number.isFinite(value) && (counts[classOf(value, bounds)] += 1));
        return counts;
    };

    /** Rounds outwards at the ends; inner limits keep the digits that tell the classes apart. */
    const shownLimits = (lowest, bounds, decimals) => {
        const inner = bounds.slice(0, -1);
        let digits = decimals;
        while (digits < decimals + 6 && !inner.every((limit) => Number(limit.toFixed(digits)) === limit)) digits += 1;
        const step = 10 ** digits;
        const first = Math.floor(Number((lowest * step).toFixed(6))) / step;
        const last = Math.ceil(Number((bounds.at(-1) * step).toFixed(6))) / step;
        return [[first, ...inner, last].map((limit) => Number(limit.toFixed(digits)) + 0), digits];
    };

    /** The question with own limits, written as the server writes it: its keys stay in the order that they have there. */
    const asked = (answer, inner) => {
        const query = {...answer.query, scheme: "own", k: String(inner.length + 1), breaks: inner.map(written).join(",")};
        const place = (key) => `&${answer.question}`.indexOf(`&${key}=`);
        const keys = Object.keys(query).sort((a, b) => place(a) - place(b));
        return {query, view: query, question: keys.map((key) => `${key}=${query[key]}`).join("&")};
    };

    /** Whether limits can be set at all: counts have none, those of differences lie around zero. */
    const areMovable = (answer) => answer?.kind === "choropleth" && answer.extent.length > 0;

    /**
     * The answer with own class limits, counted anew from the scene's column.
     * @param {object} scene what is on the screen
     * @param {number[]} limits inner class limits; those that stand twice count once
     * @returns {object} the answer as the server would give it; the scene's own where nothing can be classified
     */
    const reclassify = (scene, limits) => {
        const {answer, column} = scene;
        const inner = [...new Set(limits.map((limit) => limit + 0))].sort((a, b) => a - b).slice(0, MOST_LIMITS);
        if (!areMovable(answer) || !inner.length) return answer;
        const [lowest, highest] = answer.extent;
        const bounds = [...inner, Math.max(highest, inner.at(-1))];
        const kept = bounds.map(asKept(column));
        const [shown, digits] = shownLimits(Math.min(lowest, inner[0]), bounds, answer.decimals);
        const ramp = answer.signed ? aroundZero(Math.min(lowest, inner[0]), bounds) : rampOf(answer.query.palette, bounds.length);
        const colours = ramp ?? answer.colours;
        const classes = typicalsOf(column, answer.histogram.edges).map((value) => classOf(value, kept));
        return {
            ...answer,
            ...asked(answer, inner),
            lowest: Math.min(lowest, inner[0]),
            upper_bounds: bounds,
            limits: shown,
            limit_decimals: digits,
            colours,
            counts: countsOf(column, kept),
            note: inner[0] < lowest || inner.at(-1) >= highest ? "limits_outside_values" : "",
            histogram: {...answer.histogram, classes},
        };
    };

    quartierblick.reclassify = reclassify;
    quartierblick.breaks = {MOST_LIMITS, areMovable, asKept, isCompared, written};
})();
