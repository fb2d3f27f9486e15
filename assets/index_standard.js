/**
 * Ways of making numbers comparable, as analysis/index/standardisation.py has them: all take the numbers of the areas
 * that take part, without gaps, more meaning more disadvantage, and give as many. Pure.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const NO_SPREAD = 1e-6; // of numbers in single precision: less than this part of them comes from rounding
    const IMD = 23;
    const Z = {z_population: {ddof: 0}, z_sample: {ddof: 1}, z_weighted: {ddof: 0, weighted: true}};

    const largest = (numbers) => numbers.reduce((most, one) => Math.max(most, Math.abs(one)), 0);

    /**
     * Mean and standard deviation; deviation 0 where all numbers are the same.
     * @param {ArrayLike<number>} numbers
     * @param {number} ddof 0 divides by n, 1 by n - 1
     * @param {ArrayLike<number>|null} people weights of the numbers
     */
    const moments = (numbers, ddof = 0, people = null) => {
        let [total, sum] = [0, 0];
        for (let at = 0; at < numbers.length; at += 1) {
            const weight = people ? people[at] : 1;
            total += weight;
            sum += weight * numbers[at];
        }
        const mean = sum / total;
        let squares = 0;
        for (let at = 0; at < numbers.length; at += 1) squares += (people ? people[at] : 1) * (numbers[at] - mean) ** 2;
        const deviation = Math.sqrt(squares / (total - ddof));
        return {mean, deviation: deviation <= NO_SPREAD * largest(numbers) ? 0 : deviation};
    };

    const distances = (numbers, {mean, deviation}) =>
        Float64Array.from(numbers, (one) => (deviation > 0 ? (one - mean) / deviation : 0));

    const ascending = (numbers) => Float64Array.from(numbers).sort();

    /** How many of some ascending numbers are below a value; with orEqual also those that equal it. */
    const below = (ordered, value, orEqual = false) => {
        let [low, high] = [0, ordered.length];
        while (low < high) {
            const middle = (low + high) >> 1;
            if (ordered[middle] < value || (orEqual && ordered[middle] === value)) low = middle + 1;
            else high = middle;
        }
        return low;
    };

    /** Mean ranks, 1 the lowest. */
    const meanRanks = (numbers) => {
        const ordered = ascending(numbers);
        return Float64Array.from(numbers, (one) => (below(ordered, one) + 1 + below(ordered, one, true)) / 2);
    };

    const minmax = (numbers, low = 0) => {
        const least = numbers.reduce((a, b) => Math.min(a, b), Infinity);
        const span = numbers.reduce((a, b) => Math.max(a, b), -Infinity) - least;
        const isFlat = span <= NO_SPREAD * largest(numbers);
        return Float64Array.from(numbers, (one) => low + (1 - low) * (isFlat ? 0.5 : (one - least) / span));
    };

    const WAYS = {
        rank: (numbers) => meanRanks(numbers).map((rank) => (rank - 0.5) / numbers.length),
        minmax: (numbers) => minmax(numbers),
        imd_exponential: (numbers) =>
            meanRanks(numbers).map((rank) => -IMD * Math.log1p((rank / numbers.length) * Math.expm1(-100 / IMD))),
        none: (numbers) => Float64Array.from(numbers),
    };

    /** Standardises in the way of a recipe; people are the residents, for z_weighted. */
    const standardise = (numbers, way, people) => {
        const z = Z[way];
        return z ? distances(numbers, moments(numbers, z.ddof, z.weighted ? people : null)) : WAYS[way](numbers);
    };

    /** Quantiles of R's type 7 or 9 of ascending numbers. */
    const quantile = (ordered, share, type) => {
        const n = ordered.length;
        const place = type === "type_7" ? (n - 1) * share : (n + 0.25) * share + 0.375 - 1;
        const at = Math.min(n - 1, Math.max(0, place));
        const first = Math.floor(at);
        return ordered[first] + (at - first) * (ordered[Math.min(first + 1, n - 1)] - ordered[first]);
    };

    quartierblick.indexStandard = {Z, moments, distances, ascending, below, minmax, standardise, quantile};
})();
