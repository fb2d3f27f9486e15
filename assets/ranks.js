/**
 * Ranks as they are told: one by one, or in a public project as bands of at least ten areas, as the server tells them
 * (analysis/protection/bands.py) and as the browser counts them for an index that is being weighed.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const SIZE = 10;

    const isPublic = () => document.getElementById("frame-words")?.dataset.public !== undefined;

    /** "3"; "1\u201310" where the last rank of the band is another one. */
    const written = (first, last) => {
        const format = quartierblick.numbers.format;
        return last > first ? `${format(first)}\u2013${format(last)}` : format(first);
    };

    /** A column's rank at a position. */
    const told = (column, position) => written(column.rank[position], column.rank_end?.[position]);

    /**
     * Puts ranks into bands.
     * @param {ArrayLike<number>} ranks 1 the highest, equal numbers share the best; NaN or 0 without one.
     * @returns {Array<[number, number]>} first and last rank of each area's band; both NaN without one.
     */
    const bands = (ranks) => {
        const order = [...ranks.keys()].filter((at) => ranks[at] > 0).sort((a, b) => ranks[a] - ranks[b]);
        const found = Array.from(ranks, () => [NaN, NaN]);
        for (let start = 0, end; start < order.length; start = end) {
            end = start + SIZE;
            while (end < order.length && ranks[order[end]] === ranks[order[end - 1]]) end += 1;
            if (order.length - end < SIZE) end = order.length;
            for (const at of order.slice(start, end)) found[at] = [start + 1, end];
        }
        return found;
    };

    /** What may be told of ranks that the browser has counted itself: bands in a public project, else the ranks. */
    const tellable = (ranks) => (isPublic() ? bands(ranks) : Array.from(ranks, (one) => [one, one]));

    quartierblick.ranks = {bands, isPublic, tellable, told, written};
})();
