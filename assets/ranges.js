/**
 * Ranges in the browser: Wilson's of a share from its counts, as analysis/small_numbers/wilson.py gives it (a test holds
 * both together), and how a range is written everywhere on the page.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const Z = 1.959963984540054; // 97.5 % of the normal curve lie below
    const format = (...parts) => quartierblick.numbers.format(...parts);

    /** Both ends of the 95 % range of a share, as fractions; null where the count is no part of the total. */
    const interval = (count, total) => {
        if (!(total > 0 && count >= 0 && count <= total)) return null;
        const share = count / total;
        const spread = Z * Math.sqrt(Z * Z + 4 * count * (1 - share));
        const [low, high] = [-spread, spread].map((by) => (2 * count + Z * Z + by) / (2 * (total + Z * Z)));
        return [Math.max(0, Math.min(low, share)), Math.min(1, Math.max(high, share))];
    };

    /** "(10,1–14,8)"; with signs "(−12 … +3)", where a dash would be read as one of them; empty without a range. */
    const written = (low, high, decimals, signed = false) => {
        if (!quartierblick.columns.known(low)) return "";
        const ends = [low, high].map((end) => format(end, decimals, signed));
        return `(${ends.join(signed || low < 0 ? " \u2026 " : "\u2013")})`;
    };

    quartierblick.ranges = {interval, written};
})();
