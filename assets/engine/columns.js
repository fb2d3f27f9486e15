/**
 * The numbers of one indicator and year: {value, reason, decimals, change_since, reasons}, and once the details
 * have arrived {low, high, numerator, denominator, residents, rank, change}. NaN where there is no number.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});

    const read = (buffer) => {
        const {header, sections} = quartierblick.container.read(buffer);
        return {...header, ...sections};
    };

    /** Whether there is a number at all: NaN, null and undefined are none. */
    const known = (number) => number !== null && number !== undefined && !Number.isNaN(number);

    quartierblick.columns = {read, known};
})();
