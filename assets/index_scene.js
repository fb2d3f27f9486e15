/**
 * The map follows the index builder: while weights change, the scene gets the numbers that the browser has weighed, in
 * the classes of the recipe or in as many areas to a class as before. The server's scene follows when the slider rests.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const {store} = quartierblick;
    const KIND = /^(index|dynamics):/;
    const DYNAMICS = 3;
    let [isOurs, base] = [false, null];

    /** Category of every area as layers/categories/matrix.py sorts them: a cell where there are dynamics, else a class. */
    const categories = ({status, dynamics}, hasCells) =>
        status.map((row, at) => (hasCells ? (row && dynamics[at] ? DYNAMICS * (row - 1) + dynamics[at] - 1 : -1) : row - 1));

    /** Reasons of the blanks: those that the areas have already; one that has only now no index lacks an ingredient. */
    const reasons = (before, hasNumber) =>
        before.map((reason, at) => {
            if (hasNumber(at)) return 0;
            return reason || quartierblick.map.REASONS.indexOf("not_delivered");
        });

    const counted = (values, bounds) => {
        const counts = new Array(bounds.length).fill(0);
        for (const value of values) if (Number.isFinite(value)) counts[quartierblick.answer.classOf(value, bounds)] += 1;
        return counts;
    };

    /** Upper bounds that leave as many areas in each class as the answer had. */
    const boundsOf = (answer, ordered) => {
        const total = answer.counts.reduce((sum, n) => sum + n, 0);
        let below = 0;
        return answer.counts.map((n) => ordered[Math.max(0, Math.round(((below += n) / total) * ordered.length) - 1)]);
    };

    const histogramOf = (answer, ordered, bounds) => {
        const n = answer.histogram.counts.length;
        const [first, last] = [ordered[0], ordered.at(-1)];
        const edges = Array.from({length: n + 1}, (_, at) => first + ((last - first) * at) / n);
        const counts = new Array(n).fill(0);
        for (const value of ordered) counts[Math.min(n - 1, Math.floor(((value - first) / (last - first || 1)) * n))] += 1;
        const classes = counts.map((_, at) => quartierblick.answer.classOf((edges[at] + edges[at + 1]) / 2, bounds));
        return {...answer.histogram, edges, counts, classes, tallest: Math.max(...counts)};
    };

    /** The answer of a map in classes of numbers, with the numbers the browser has. */
    const reclassed = (answer, value) => {
        const ordered = [...value].filter(Number.isFinite).sort((a, b) => a - b);
        if (!ordered.length || answer.kind !== "choropleth" || !answer.counts.length) return answer;
        const bounds = answer.query.scheme === "own" ? answer.upper_bounds : boundsOf(answer, ordered);
        const rounded = (number) => Number(number.toFixed(answer.limit_decimals));
        return {
            ...answer, upper_bounds: bounds, counts: counted(value, bounds), lowest: ordered[0], extent: [ordered[0], ordered.at(-1)],
            limits: [rounded(ordered[0]), ...bounds.map(rounded)], histogram: histogramOf(answer, ordered, bounds),
        };
    };

    const withCategories = ({answer, column}, result) => {
        const hasCells = answer.colours.length === 4 * DYNAMICS;
        const category = categories(result, hasCells);
        const value = new Float32Array(category).map((one) => (one < 0 ? NaN : one));
        const marks = (numbers) => new Float32Array(numbers).map((one) => (one ? 1 : NaN));
        const plain = answer.query.i.startsWith("dynamics:") ? result.dynamicsIndex : result.index;
        const beside = {
            beside_index: new Float32Array(result.index), beside_rank: new Float32Array(result.rank),
            beside_dynamics: new Float32Array(result.dynamicsIndex), beside_attention: marks(result.attention),
            beside_near_limit: marks(result.near),
        };
        const counts = answer.counts.map((_, at) => category.reduce((n, one) => n + (one === at ? 1 : 0), 0));
        return {
            answer: {...answer, counts},
            column: {
                ...column, ...Object.fromEntries(Object.entries(beside).filter(([name]) => name in column)),
                value, reason: reasons(column.reason, (at) => category[at] >= 0), plain_value: new Float32Array(plain),
            },
        };
    };

    /** Ranks as they may be told: see assets/ranks.js. */
    const ranksOf = (ranks) => {
        const [rank, rank_end] = [0, 1].map((end) => Float32Array.from(quartierblick.ranks.tellable(ranks), (band) => band[end] || NaN));
        return {rank, rank_end};
    };

    const withNumbers = ({answer, column}, result) => {
        const isDynamics = answer.query.i.startsWith("dynamics:");
        const value = new Float32Array(isDynamics ? result.dynamicsIndex : result.index);
        const rank = isDynamics ? {} : {...ranksOf(result.rank), ranked: result.n};
        return {
            answer: reclassed(answer, value),
            column: {...column, value, reason: reasons(column.reason, (at) => Number.isFinite(value[at])), ...rank},
        };
    };

    /** The scene with the numbers of a result. */
    const sceneWith = (scene, result) =>
        ({...scene, ...(scene.answer.kind === "categories" ? withCategories : withNumbers)(scene, result)});

    const fits = (scene, {data}) =>
        Boolean(scene) && KIND.test(scene.answer.query.i) && ["", "matrix"].includes(scene.answer.query.show ?? "") && !scene.answer.query.against
        && data?.level === scene.answer.query.level && String(data.year) === scene.answer.query.y && data.ids.length === scene.geometry.ids.length;

    /** The card of the categories counts along. */
    const count = ({answer}) => {
        for (const row of document.querySelectorAll("#categories-legend .category-row[data-class]")) {
            const n = answer.counts[Number(row.dataset.class)] ?? 0;
            quartierblick.indexBuilder.write(row.querySelector(".legend-count"), quartierblick.numbers.format(n));
            row.disabled = !n;
        }
    };

    const show = () => {
        const state = quartierblick.index.current();
        if (!state?.result || state.isBusy || !quartierblick.index.isMoving() || !fits(base, state)) return;
        const scene = sceneWith(base, state.result);
        isOurs = true;
        store.set("scene", scene);
        isOurs = false;
        if (scene.answer.kind === "categories") count(scene);
    };

    store.on("scene", (scene) => {
        if (isOurs) return;
        base = scene;
        if (scene) queueMicrotask(show); // after all who listen have heard of the server's own
    });
    store.on("index", show);

    quartierblick.indexScene = {sceneWith, categories};
})();
