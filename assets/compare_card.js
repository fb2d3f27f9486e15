/**
 * What the card beside the pointer says while something is compared: the difference with both its values, both
 * indicators, or the values of all maps.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const format = (...parts) => quartierblick.numbers.format(...parts);
    const withUnit = (text, unit) => (unit === "%" ? `${text}\u00a0%` : `${text} ${unit}`.trim());
    const named = (name, year) => `${name} ${Number(year) || ""}`.trim();
    const reasonOf = (code) => quartierblick.numbers.words().reasons[quartierblick.map.REASONS[code]];

    /** A value with its unit, or why there is none. */
    const value = (number, reason, {decimals, unit, signed}) =>
        quartierblick.columns.known(number) ? withUnit(format(number, decimals, signed), unit) : reasonOf(reason);

    /** The range of a value that stands beside others; the signs of a difference are not those of its two values. */
    const rangeOf = (column, position, {kind, decimals, signed}, [low, high] = ["low", "high"]) =>
        quartierblick.ranges.written(column[low]?.[position], column[high]?.[position], decimals, signed && kind !== "difference");

    const SUBTRAHEND = ["subtrahend_low", "subtrahend_high"];

    /** Whether the difference is more than chance, in one line. */
    const apart = (answer, side) => {
        if (!quartierblick.columns.known(side)) return [];
        const {ranges} = quartierblick.numbers.words();
        const said = answer.query.against === "city"
            ? [ranges.alike, ranges.above, ranges.below]
            : [ranges.unchanged, ranges.risen, ranges.fallen];
        return [["", said.at(side)]];
    };

    const difference = ({answer, column}, position) => {
        const {minuend, subtrahend, unit} = answer.difference;
        const plain = {decimals: answer.decimals, unit: answer.unit};
        return [
            [answer.difference.name, value(column.value[position], column.reason[position], {decimals: answer.decimals, unit, signed: true})],
            [minuend, value(column.minuend[position], column.reason[position], plain), rangeOf(column, position, answer)],
            [subtrahend, value(column.subtrahend[position], column.reason[position], plain), rangeOf(column, position, answer, SUBTRAHEND)],
            ...apart(answer, column.apart[position]),
        ];
    };

    const bivariate = ({answer, column, second}, position) => [
        [named(answer.short, answer.query.y), value(column.value[position], column.reason[position], answer), rangeOf(column, position, answer)],
        [named(answer.second.short, answer.second.year), value(second.value[position], second.reason[position], answer.second), rangeOf(second, position, answer.second)],
    ];

    /** Decimals that leave about three digits, and five where a number is very small. */
    const digits = (number) => {
        const size = Math.abs(number);
        if (Number.isInteger(number) || size >= 1000) return 0;
        if (size >= 10) return 1;
        return size >= 1 ? 2 : size >= 0.001 ? 3 : 5;
    };

    /** The category first, what it rests on, then the indicator as on any other map. */
    const categories = (scene, position) => {
        const {answer, column} = scene;
        const {known} = quartierblick.columns;
        const at = column.value[position];
        const beside = answer.categories.beside.map(([name, label, yes]) => [label, column[`beside_${name}`][position], yes]);
        const plain = {...column, value: column.plain_value, reason: column.plain_reason};
        return [
            [answer.categories.name, known(at) ? answer.categories.names[at] : reasonOf(column.reason[position])],
            ...beside
                .filter(([, number, yes]) => (yes ? number === 1 : known(number)))
                .map(([label, number, yes]) => [label, yes || format(number, digits(number))]),
            ...quartierblick.hovercard.lines({...scene, column: plain, answer: {...answer, kind: "choropleth"}}, position),
        ];
    };

    const KINDS = {difference, bivariate, categories};

    /** Lines instead of the ordinary ones; null where a scene shows an indicator alone. */
    const instead = (scene, position) => KINDS[scene.answer.kind]?.(scene, position) ?? null;

    /** Lines for the maps beside the main one. */
    const beside = (id) =>
        (quartierblick.compare?.cells() ?? []).slice(1).flatMap((cell) => {
            const scene = quartierblick.store.get(quartierblick.compare.slotOf(cell.number));
            const position = scene?.index.get(id);
            if (position === undefined) return [];
            const {answer, column} = scene;
            const range = answer.kind === "difference" ? "" : rangeOf(column, position, answer);
            return [[named(answer.short, answer.query.y), value(column.value[position], column.reason[position], answer), range]];
        });

    quartierblick.compareCard = {instead, beside};
})();
