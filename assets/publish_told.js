/** What a proof found, as tables and small maps; every text is written as text. */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const SVG = "http://www.w3.org/2000/svg";
    const number = (...parts) => quartierblick.numbers.format(...parts);
    const fill = (text, fields) => quartierblick.numbers.fill(text, fields);
    const percent = (share) => `${number(100 * share, share > 0 && share < 0.001 ? 2 : 1)}\u00a0%`;

    const made = (tag, properties = {}, ...children) => {
        const one = Object.assign(document.createElement(tag), properties);
        one.append(...children.filter((child) => child !== null));
        return one;
    };

    const drawn = (tag, attributes) => {
        const one = document.createElementNS(SVG, tag);
        for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value);
        return one;
    };

    /** Texts tell hiding from rounding; both ways of rounding are told alike. */
    const way = (method) => (method === "suppress" ? "suppress" : "round");

    /** "10,1 % der Zahlen verborgen, 0,04 % der Summe". */
    const cost = ({share, sum, method}, words) => fill(words.costs[way(method)], {share: percent(share), sum: percent(sum)});

    /** "5.493 verborgen". */
    const hit = ({hidden, method}, words) => fill(words.hit[way(method)], {n: number(hidden)});

    const table = ({prices}, method, words) => {
        const rows = ["price", "primary", "blunt"].map((name) => made("tr", {},
            made("th", {scope: "row", textContent: words.prices[name]}),
            made("td", {textContent: hit({...prices[name], method: name === "price" ? method : "suppress"}, words)}),
            made("td", {textContent: percent(prices[name].share)}),
            made("td", {textContent: percent(prices[name].sum)})));
        const heads = Object.values(words.heads).map((text) => made("th", {scope: "col", textContent: text}));
        return made("table", {}, made("thead", {}, made("tr", {}, ...heads)), made("tbody", {}, ...rows));
    };

    /** The pattern of hidden numbers, the same as on the map. */
    const pattern = (id, look) => {
        const {tile, SIZE} = quartierblick.patterns;
        const one = drawn("pattern", {id, width: SIZE, height: SIZE, patternUnits: "userSpaceOnUse"});
        one.append(...tile(look));
        return one;
    };

    const BLANK = "var(--track)";
    const looks = () => quartierblick.numbers.words().looks;

    const picture = (map, side, words) => {
        const classes = map[side];
        const n = number(classes.filter((one) => one === -2).length);
        const label = fill(words.map, {name: map.name, year: map.year || "", side: words[side], n});
        const svg = drawn("svg", {viewBox: `0 0 ${map.width} ${map.height}`, role: "img", "aria-label": label});
        svg.append(pattern(`publish-hidden-${side}`, looks().suppressed));
        const fills = {"-2": `url(#publish-hidden-${side})`};
        map.paths.forEach((d, at) => {
            const area = drawn("path", {d});
            area.style.fill = fills[classes[at]] ?? map.colours[classes[at]] ?? BLANK;
            svg.append(area);
        });
        return made("figure", {}, svg, made("figcaption", {textContent: label}));
    };

    const swatch = (fill) => {
        const one = made("span", {className: "legend-swatch"});
        one.style.background = fill;
        return one;
    };

    /** What colours and pattern of both maps mean. */
    const key = ({colours}, words) => {
        const hidden = made("span", {className: "legend-swatch publish-swatch"});
        const svg = drawn("svg", {width: 18, height: 13, "aria-hidden": "true"});
        svg.append(pattern("publish-hidden-key", looks().suppressed), drawn("rect", {width: 18, height: 13, fill: "url(#publish-hidden-key)"}));
        hidden.append(svg);
        return made("p", {className: "publish-map-key"},
            made("span", {}, words.low, ...colours.map(swatch), words.high),
            made("span", {}, hidden, words.suppressed),
            made("span", {}, swatch(BLANK), words.blank));
    };

    const list = (title, rows) => {
        const said = rows.map(([name, text]) => made("div", {}, made("dt", {textContent: name}), made("dd", {textContent: text})));
        return made("div", {}, made("h3", {textContent: title}), made("dl", {className: "publish-facts"}, ...said));
    };

    const MOST = 12;

    const reports = ({audit}, method, words) => {
        const why = audit.by_rule.map(([name, n]) => [name, number(n)]);
        const which = audit.by_indicator.slice(0, MOST).map(([name, all, n]) => [name, fill(words.of, {n: number(n), all: number(all)})]);
        const more = audit.by_indicator.length - MOST;
        const where = which.length ? list(words.which, which) : made("p", {textContent: words.no_hidden});
        if (more > 0) where.append(made("p", {className: "quiet", textContent: fill(words.more, {n: number(more)})}));
        return made("div", {className: "publish-reports"}, why.length ? list(words.why[way(method)], why) : null, where, leftOut({audit}, words));
    };

    /** Shares of nobody knows whom: how much of each is missing, and that it can be decided. */
    const leftOut = ({audit}, words) => {
        if (!audit.left_out.length) return null;
        const rows = audit.left_out.map(([name, n, all]) => [name, fill(words.of, {n: number(n), all: number(all)})]);
        const one = list(words.left_out, rows);
        one.append(made("p", {className: "quiet", textContent: words.left_out_how}));
        return one;
    };

    const limits = ({audit}, words) => made("div", {className: "publish-limits"}, made("h3", {textContent: words.not_covered}),
        made("ul", {}, ...audit.not_covered.map((text) => made("li", {textContent: text}))));

    /** All that a proof found: that it holds, what it costs, maps, reasons, and what no proof covers. */
    const price = (found, method, words) => {
        const quarters = {n: number(found.quarters_blank), all: number(found.quarters)};
        return [
            made("p", {}, made("b", {textContent: words.proven[way(method)]}), ` ${fill(words.quarters, quarters)}`),
            table(found, method, words),
            made("div", {className: "publish-maps"}, picture(found.map, "before", words), picture(found.map, "after", words)),
            key(found.map, words),
            reports(found, method, words),
            limits(found, words),
        ];
    };

    const result = (answer, profile, words) => [
        made("p", {}, made("b", {textContent: fill(words.made, {...answer, profile})})),
        made("p", {className: "publish-ways"},
            made("a", {href: answer.href, className: "button is-primary", textContent: words.open}),
            made("a", {href: answer.file, className: "button", textContent: words.file, download: ""}),
            made("a", {href: answer.audit, className: "button", textContent: words.audit, download: ""})),
        made("p", {className: "quiet", textContent: words.made_how}),
    ];

    /** What is public already, with its ways; and what a new edition does to it. */
    const editions = (known, words) => {
        const link = (href, textContent, more = {}) => (href ? made("a", {href, className: "button is-small", textContent, ...more}) : null);
        const rows = known.map(({title, rules, href, audit}) => made("li", {},
            made("span", {}, made("b", {textContent: title}), `: ${rules}`),
            link(href, words.open), link(audit, words.audit, {download: ""})));
        return [
            made("h2", {className: "heading", textContent: words.editions}),
            made("ul", {className: "publish-editions"}, ...rows),
            made("p", {textContent: words.editions_how}),
        ];
    };

    quartierblick.publish = {...quartierblick.publish, told: {cost, editions, hit, percent, price, made: result}};
})();
