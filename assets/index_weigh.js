/**
 * Weighs the ingredients of an index anew, exactly as analysis/index does: what the server sends once
 * (layers/index/columns.py) is enough for all weights, so that a slider asks nobody. Pure.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const {Z, moments, distances, ascending, below, minmax, standardise, quantile} = quartierblick.indexStandard;
    const QUANTILES = {quintiles: 5, deciles: 10};
    const HAIR = 1e-12;

    const pick = (numbers, rows) => Float64Array.from(rows, (at) => numbers[at]);
    const placed = (n, rows, numbers, Kind = Float64Array, empty = NaN) => {
        const all = new Kind(n).fill(empty);
        rows.forEach((row, at) => (all[row] = numbers[at]));
        return all;
    };

    /** Areas that take part under weights: open, with a number for every ingredient that weighs. */
    const takingPart = (data, used, x, among) => {
        const m = data.ingredients.length;
        const rows = [];
        for (let at = 0; at < data.ids.length; at += 1) {
            if (among(at) && used.every((column) => Number.isFinite(x[at * m + column]))) rows.push(at);
        }
        return rows;
    };

    /** Standardised parts, one array per ingredient that weighs: those that came, where the same areas take part. */
    const partsOf = (data, used, rows, people, {x, z}) => {
        const m = data.ingredients.length;
        const all = data.ids.length;
        const isSame = used.every((column) => {
            let n = 0;
            for (let at = 0; at < all; at += 1) n += Number.isFinite(z[at * m + column]) ? 1 : 0;
            return n === rows.length && rows.every((at) => Number.isFinite(z[at * m + column]));
        });
        return used.map((column) => {
            const numbers = Float64Array.from(rows, (at) => (isSame ? z : x)[at * m + column]);
            if (isSame) return numbers;
            return data.least_part ? minmax(numbers, data.least_part) : standardise(numbers, data.standardisation, people);
        });
    };

    /** Weighted terms put together: {values, adds: one array per ingredient, baseline}. */
    const together = (data, parts, weights) => {
        const total = data.aggregation === "sum" ? 1 : weights.reduce((a, b) => a + b, 0);
        const isGeometric = data.aggregation === "geometric";
        const adds = parts.map((part, at) => part.map((one) => ((isGeometric ? Math.log(one) : one) * weights[at]) / total));
        const sums = new Float64Array(parts[0]?.length ?? 0);
        for (const add of adds) add.forEach((one, at) => (sums[at] += one));
        return {values: isGeometric ? sums.map(Math.exp) : sums, adds, baseline: 0, isLogarithm: isGeometric};
    };

    /** Scores of the dimensions put together; null where other ingredients weigh than those the scores were made of. */
    const ofDimensions = (data, weights, used, rows) => {
        const members = data.dimensions;
        if (members.flat().length !== used.length || !members.flat().every((at) => used.includes(at))) return null;
        const [m, q] = [data.ingredients.length, members.length];
        const own = members.map((group) => group.reduce((sum, at) => sum + weights[at], 0) / group.length);
        const values = Float64Array.from(rows, (at) => own.reduce((sum, weight, term) => sum + weight * data.terms[at * q + term], 0));
        const dimensionOf = (column) => members.findIndex((group) => group.includes(column));
        const adds = used.map((column) => Float64Array.from(rows, (at) => data.unit[at * m + column] * own[dimensionOf(column)]));
        const baseline = rows.length ? values[0] - adds.reduce((sum, add) => sum + add[0], 0) : 0;
        return {values, adds, baseline, isLogarithm: false};
    };

    /** The second standardisation, and what each ingredient adds after it. */
    const again = (data, made, people) => {
        const {values, adds, baseline} = made;
        const way = data.second;
        if (!way || !values.length) return {index: values, adds, baseline};
        if (Z[way]) {
            const {ddof, weighted} = Z[way];
            const own = weighted ? people : null;
            const spread = moments(values, ddof, own);
            const step = spread.deviation > 0 ? 1 / spread.deviation : 0;
            const centred = adds.map((add) => {
                const {mean} = moments(add, 0, own);
                return add.map((one) => (one - mean) * step);
            });
            return {index: distances(values, spread), adds: centred, baseline: 0};
        }
        const index = standardise(values, way, people);
        if (way !== "minmax" || made.isLogarithm) return {index, adds, baseline};
        const [least, most] = [Math.min(...values), Math.max(...values)];
        if (!(most > least)) return {index, adds: adds.map((add) => add.map(() => 0)), baseline: 0.5};
        return {index, adds: adds.map((add) => add.map((one) => one / (most - least))), baseline: (baseline - least) / (most - least)};
    };

    /** What does not depend on how much the ingredients weigh: {rows, people, parts}. */
    const standing = (data, used, sections, among) => {
        const rows = takingPart(data, used, sections.x, among);
        const people = pick(data.residents, rows);
        return {rows, people, parts: data.weights_of === "dimensions" ? null : partsOf(data, used, rows, people, sections)};
    };

    const kept = new WeakMap();

    /** The same for index and dynamics, found once as long as the same ingredients weigh. */
    const standingOf = (data, used) => {
        const key = used.join();
        if (kept.get(data)?.key !== key) {
            const index = standing(data, used, {x: data.x, z: data.z}, (at) => data.open[at] === 1);
            const own = new Set(index.rows);
            const dynamics = data.dynamics ? standing(data, used, {x: data.dynamics_x, z: data.dynamics_z}, (at) => own.has(at)) : null;
            kept.set(data, {key, index, dynamics});
        }
        return kept.get(data);
    };

    const pass = (data, weights, used, {rows, people, parts}) => {
        const made = parts ? together(data, parts, used.map((at) => weights[at])) : ofDimensions(data, weights, used, rows);
        if (!made) return null;
        const found = again(data, made, people);
        const inDeviations = data.classes_from === "index" ? found.index : distances(found.index, moments(found.index));
        return {...found, inDeviations, people};
    };

    /** Ranks, 1 the highest; equal numbers share the best. */
    const ranksOf = (index) => {
        const ordered = ascending(index);
        return index.map((one) => 1 + ordered.length - below(ordered, one, true));
    };

    /** Inner limits of classes that hold as many areas, or as many residents. */
    const quantileLimits = (data, index, people, k) => {
        const ordered = ascending(index);
        const shares = Array.from({length: k - 1}, (_, at) => (at + 1) / k);
        if (!index.length) return [];
        if (data.class_limits !== "residents") return shares.map((share) => quantile(ordered, share, data.class_limits));
        const order = [...index.keys()].sort((a, b) => index[a] - index[b]);
        let living = 0;
        const sums = Float64Array.from(order, (at) => (living += people[at]));
        return shares.map((share) => index[order[below(sums, share * living * (1 - HAIR))]]);
    };

    /** Berlin's classes: below the first limit, up to each of the others, above the last. */
    const berlin = (index, limits) => {
        const [lowest, ...others] = limits;
        return index.map((one) => 1 + (one >= lowest ? 1 : 0) + others.reduce((sum, limit) => sum + (one > limit ? 1 : 0), 0));
    };

    const isNear = (one, limits, within) => limits.some((limit) => Math.abs(one - limit) <= within);

    /** {status, limits, near} of the areas that take part. */
    const classesOf = (data, found) => {
        const k = QUANTILES[data.classes];
        const near = (numbers, limits, deviation) => numbers.map((one) => (isNear(one, limits, data.near * deviation) ? 1 : 0));
        if (data.classes === "mss") {
            return {status: berlin(found.inDeviations, data.limits), limits: data.limits, near: near(found.inDeviations, data.limits, 1)};
        }
        if (!k) return {status: found.index.map(() => 0), limits: [], near: found.index.map(() => 0)};
        const limits = quantileLimits(data, found.index, found.people, k);
        const status = found.index.map((one) => 1 + limits.reduce((sum, limit) => sum + (one > limit ? 1 : 0), 0));
        return {status, limits, near: near(found.index, limits, moments(found.index).deviation)};
    };

    const changesOf = (data, weights, used, ready) => {
        const found = ready && pass(data, weights, used, ready);
        return found && {rows: ready.rows, ...found};
    };

    /**
     * The index under other weights.
     * @param {object} data header and sections of the ingredients
     * @param {number[]} weights one for each ingredient
     * @returns {object|null} one entry per area: index, rank, status, dynamics, dynamicsIndex, attention, near (NaN or 0
     *     without); adds (one array per ingredient that weighs, see used); baseline, limits, n. Null where the server
     *     has to be asked: no weight at all, or other ingredients in a dimension.
     */
    const weigh = (data, weights) => {
        const used = [...weights.keys()].filter((at) => weights[at] > 0);
        if (!used.length) return null;
        const n = data.ids.length;
        const ready = standingOf(data, used);
        const {rows} = ready.index;
        const found = pass(data, weights, used, ready.index);
        if (!found) return null;
        const {status, limits, near} = classesOf(data, found);
        const changes = changesOf(data, weights, used, ready.dynamics);
        const result = {
            used, baseline: found.baseline, limits, n: rows.length,
            index: placed(n, rows, found.index),
            rank: placed(n, rows, ranksOf(found.index)),
            adds: found.adds.map((add) => placed(n, rows, add)),
            status: placed(n, rows, status, Int8Array, 0),
            near: placed(n, rows, near, Uint8Array, 0),
            dynamics: new Int8Array(n),
            dynamicsIndex: new Float64Array(n).fill(NaN),
            attention: new Uint8Array(n),
        };
        if (changes) {
            result.dynamicsIndex = placed(n, changes.rows, changes.index);
            result.dynamics = placed(n, changes.rows, berlin(changes.inDeviations, data.dynamics_limits), Int8Array, 0);
            changes.rows.forEach((row, at) => isNear(changes.inDeviations[at], data.dynamics_limits, data.near) && (result.near[row] = 1));
        }
        if (data.classes === "mss") {
            result.attention = result.status.map((row, at) => Number(row === 4 || (row === 3 && result.dynamics[at] === 3)));
        }
        return result;
    };

    quartierblick.weighIndex = weigh;
})();
