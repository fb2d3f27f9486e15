/**
 * What stands around each of several maps: above it selects for indicator, year and classification, below it a small
 * legend with limits, unit, blanks and source. Selects are changed in place, so that they keep the focus.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const specs = () => quartierblick.compareSpecs;
    const words = () => specs().carried("words");
    const {fill, format} = {
        fill: (...parts) => quartierblick.numbers.fill(...parts),
        format: (...parts) => quartierblick.numbers.format(...parts),
    };

    const made = (tag, className, attributes = {}, ...children) => {
        const element = Object.assign(document.createElement(tag), {className});
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        element.append(...children);
        return element;
    };

    const option = (value, label) => made("option", "", {value}, label);

    /** Fills a select, but only where what it offers has changed. */
    const offer = (select, key, options, value) => {
        if (select.dataset.offers !== key) {
            select.dataset.offers = key;
            select.replaceChildren(...options());
        }
        select.value = String(value);
    };

    const indicatorOptions = () => {
        const groups = new Map();
        for (const one of specs().indicators()) {
            if (!groups.has(one.group)) groups.set(one.group, made("optgroup", "", {label: one.group}));
            groups.get(one.group).append(option(one.id, one.short));
        }
        return [...groups.values()];
    };

    const open = (host, number) => {
        const select = (name) => made("select", `native-select compare-${name}`, {"aria-label": fill(words()[name], {number})});
        const selects = {indicator: select("indicator"), year: select("year"), scheme: select("scheme")};
        const head = made("div", "compare-head", {role: "group", "aria-label": fill(words().map, {number})},
            made("span", "compare-number", {"aria-hidden": "true"}, String(number)), ...Object.values(selects));
        const strip = made("div", "compare-strip");
        head.style.gridArea = `head${number}`;
        strip.style.gridArea = `strip${number}`;
        head.dataset.map = strip.dataset.map = number;
        host.append(head, strip);
        head.addEventListener("change", (event) => ask(number, selects, event.target === selects.indicator));
        return {head, strip, selects};
    };

    /** Writes what the selects say into the address: another view for map 1, m2 to m4 for the others. */
    const ask = (number, selects, another) => {
        const [indicator, scheme] = [selects.indicator.value, selects.scheme.value];
        const {years} = specs().find(indicator);
        const year = another ? specs().nearest(years, Number(selects.year.value)) : Number(selects.year.value);
        if (number > 1) return quartierblick.address.go({[`m${number}`]: specs().write({indicator, year, scheme})});
        const limits = scheme === "own" && !another ? {} : {breaks: null};
        return quartierblick.address.go({i: indicator, y: year, scheme: another && scheme === "own" ? null : scheme, ...limits});
    };

    const drawSelects = ({number, selects, spec}, answer) => {
        const shown = spec ?? {indicator: answer.query.i, year: Number(answer.query.y), scheme: answer.query.scheme};
        const years = specs().find(shown.indicator)?.years ?? [shown.year];
        const {i} = quartierblick.store.get("answer")?.query ?? {};
        const same = number > 1 && shown.indicator === i ? [["same", words().same]] : [];
        const schemes = [...same, ...specs().carried("schemes").filter(([name]) => name !== "own" || shown.scheme === "own")];
        const named = years.map((year) => [year, year || words().no_year]).reverse();
        const {lang} = document.documentElement;
        offer(selects.indicator, lang, indicatorOptions, shown.indicator);
        offer(selects.year, years.join(" "), () => named.map(([value, label]) => option(value, String(label))), shown.year);
        offer(selects.scheme, schemes.map(([name]) => name).join(" "), () => schemes.map((one) => option(...one)), shown.scheme);
        selects.year.hidden = years.length === 1 && !years[0];
        selects.scheme.hidden = answer.kind !== "choropleth";
    };

    const colours = (answer) => {
        const limits = answer.limits.map((limit) => format(limit, answer.limit_decimals, answer.signed));
        const ranges = answer.colours.map((_, at) => fill(words().range, {low: limits[at], high: limits[at + 1]}));
        const said = ranges.map((range, at) => `${range}: ${format(answer.counts[at])}`).join("; ");
        const classes = answer.colours.map((colour, at) => {
            const swatch = made("i", "", {title: `${ranges[at]} ${answer.unit}`.trim()});
            swatch.style.background = colour;
            return made("span", "strip-class", {}, swatch, made("b", "", {}, limits[at]), ...(at + 1 < limits.length - 1 ? [] : [made("b", "is-last", {}, limits.at(-1))]));
        });
        return made("div", "strip-classes", {role: "img", "aria-label": said}, ...classes);
    };

    const categories = (answer) => {
        const named = answer.categories.names.map((name, at) => {
            const swatch = made("span", "legend-swatch");
            swatch.style.background = answer.colours[at];
            return made("span", "strip-blank", {}, swatch, `${name} ${format(answer.counts[at])}`);
        });
        return made("div", "strip-blanks", {}, ...named);
    };

    const circles = ({circles: sizes}) => {
        const drawn = (sizes?.legend ?? []).map(([count, radius]) => {
            const circle = made("span", "legend-circle");
            const size = `${2 * radius * quartierblick.compare.circleScale()}px`;
            Object.assign(circle.style, {width: size, height: size});
            return made("span", "legend-size", {}, circle, made("span", "", {}, format(count)));
        });
        return made("div", "strip-circles", {}, ...drawn);
    };

    const blanks = (answer) => {
        const named = quartierblick.numbers.words().reasons;
        return Object.entries(answer.blanks).map(([reason, n]) =>
            made("span", "strip-blank", {}, made("span", "legend-swatch blank-swatch", {"data-reason": reason}), `${named[reason]} ${format(n)}`));
    };

    /** What a scene's numbers are, in one line: "% · Anteil an: ... · Quelle: ...". */
    const told = (answer) => {
        const parts = [
            answer.kind === "circles" ? words().circles : answer.difference?.unit ?? answer.unit,
            answer.of && fill(words().of, {of: answer.of}),
            answer.source && fill(words().source, {source: answer.source}),
        ];
        return parts.filter(Boolean).join(" · ");
    };

    const drawStrip = (strip, answer) => {
        const drawn = {circles, categories}[answer.kind];
        const nothing = answer.blanks.suppressed ? words().all_secret : words().no_values;
        const classes = drawn ? drawn(answer) : answer.colours.length ? colours(answer) : nothing;
        const line = made("p", "strip-told", {title: told(answer)}, told(answer));
        strip.replaceChildren(classes, made("div", "strip-blanks", {}, ...blanks(answer)), line);
    };

    const nameOf = (answer) => `${answer.short} ${Number(answer.query.y) || ""}`.trim();

    /** Shows what a map's scene is, above and below it, and in its accessible name. */
    const draw = (cell, scene) => {
        if (!scene) return;
        const {answer} = scene;
        drawSelects(cell, answer);
        if (cell.drawn !== answer) drawStrip(cell.strip, answer);
        cell.drawn = answer;
        const map = cell.map ?? quartierblick.map.handle;
        const name = `${fill(words().map, {number: cell.number})}: ${nameOf(answer)}`;
        map?.getContainer().setAttribute("aria-label", name);
        cell.name = nameOf(answer);
        quartierblick.compareSwipe.label();
    };

    quartierblick.compareHeads = {open, draw, words, made, nameOf};
})();
