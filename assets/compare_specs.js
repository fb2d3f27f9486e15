/**
 * What a further map shows: {indicator, year, scheme}, written <indicator>.<year>.<scheme> in the address. An
 * indicator's id may hold anything, also dots: the last two parts are year and scheme. The scheme "same" stands for
 * the classes of the main map; it needs the same indicator.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const YEARS_BACK = 5;

    const carried = (name) => {
        const place = document.getElementById("compare-maps");
        return place ? ((place.read ??= {})[name] ??= JSON.parse(place.dataset[name])) : [];
    };
    const indicators = () => carried("indicators");
    const find = (id) => indicators().find((one) => one.id === id);

    const write = ({indicator, year, scheme}) => `${indicator}.${year}.${scheme}`;

    /** Reads what the address says; null where it says nothing that can be shown. */
    const read = (text) => {
        const parts = (text ?? "").split(".");
        const [year, scheme] = [Number(parts.at(-2)), parts.at(-1)];
        const indicator = parts.slice(0, -2).join(".");
        const known = find(indicator);
        const schemes = carried("schemes").map(([name]) => name);
        if (!known || !known.years.includes(year) || !(scheme === "same" || schemes.includes(scheme))) return null;
        return {indicator, year, scheme};
    };

    const nearest = (years, year) => years.reduce((best, one) => (Math.abs(one - year) < Math.abs(best - year) ? one : best));

    /** Five years earlier, or the first year with values; from the first year on, the last one. */
    const earlier = (years, year) => {
        if (years.includes(year - YEARS_BACK)) return year - YEARS_BACK;
        return years[0] < year ? years[0] : years.at(-1);
    };

    /** The indicator that a map shows as long as nobody has chosen one, and its year. */
    const standard = (number, {i, x, y}) => {
        const year = Number(y);
        const other = (...without) => indicators().find((one) => one.poverty && !without.includes(one.id)) ?? find(x) ?? find(i);
        const own = find(i);
        if (number === 2 && own?.years.length > 1) return [i, earlier(own.years, year)];
        const chosen = number === 4 ? other(i, x) : find(x) ?? other(i);
        return chosen ? [chosen.id, nearest(chosen.years, year)] : [i, year];
    };

    /** What a map shows, from the address or by default; never a scheme that does not fit the main map. */
    const resolve = (text, number, answer) => {
        const plain = answer.query.scheme === "own" ? "natural_breaks" : answer.query.scheme;
        const asked = read(text);
        const [indicator, year] = asked ? [asked.indicator, asked.year] : standard(number, answer.query);
        const sharing = indicator === answer.query.i && !["difference", "bivariate", "categories"].includes(answer.kind);
        const scheme = asked ? asked.scheme : "same";
        return {indicator, year, scheme: scheme === "own" || (scheme === "same" && !sharing) ? plain : scheme};
    };

    quartierblick.compareSpecs = {read, write, resolve, find, indicators, nearest, carried};
})();
