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

    const cost = ({share, sum}, words) => fill(words.cost, {share: percent(share), sum: percent(sum)});

    const table = ({prices}, words) => {
        const rows = ["price", "primary", "blunt"].map((name) => made("tr", {},
            made("th", {scope: "row", textContent: words.prices[name]}),
            made("td", {textContent: `${number(prices[name].hidden)} / ${number(prices[name].cells)}`}),
            made("td", {textContent: percent(prices[name].share)}),
            made("td", {textContent: percent(prices[name].sum)})));
        const heads = Object.values(words.heads).map((text) => made("th", {scope: "col", textContent: text}));
        return made("table", {}, made("thead", {}, made("tr", {}, ...heads)), made("tbody", {}, ...rows));
    };

    /** The pattern of hidden numbers, as on the map. */
    const pattern = (id, stroke) => {
        const one = drawn("pattern", {id, width: 6, height: 6, patternUnits: "userSpaceOnUse"});
        one.append(drawn("rect", {width: 6, height: 6, fill: "#fff"}), drawn("path", {d: "M0,0L6,6M6,0L0,6", stroke, "stroke-width": 1}));
        return one;
    };

    const picture = (map, side, words) => {
        const classes = map[side];
        const n = number(classes.filter((one) => one === -2).length);
        const label = fill(words.map, {name: map.name, year: map.year || "", side: words[side], n});
        const svg = drawn("svg", {viewBox: `0 0 ${map.width} ${map.height}`, width: map.width, height: map.height, role: "img", "aria-label": label});
        svg.append(pattern(`publish-hidden-${side}`, words.looks.suppressed));
        const fills = {"-1": "#dfe3e7", "-2": `url(#publish-hidden-${side})`};
        map.paths.forEach((d, at) => svg.append(drawn("path", {d, fill: fills[classes[at]] ?? map.colours[classes[at]]})));
        svg.style.maxWidth = "100%";
        return made("figure", {}, svg, made("figcaption", {textContent: label}));
    };

    const list = (title, rows) => {
        const said = rows.map(([name, text]) => made("div", {}, made("dt", {textContent: name}), made("dd", {textContent: text})));
        return made("div", {}, made("h3", {textContent: title}), made("dl", {className: "publish-facts"}, ...said));
    };

    const reports = ({audit}, words) => {
        const why = audit.by_rule.map(([name, n]) => [name, number(n)]);
        const which = audit.by_indicator.slice(0, 12).map(([name, all, n]) => [name, fill(words.of, {n: number(n), all: number(all)})]);
        const limits = made("div", {className: "publish-wide"}, made("h3", {textContent: words.not_covered}),
            made("ul", {}, ...audit.not_covered.map((text) => made("li", {textContent: text}))));
        return made("div", {className: "publish-reports"}, ...(why.length ? [list(words.why, why), list(words.which, which)] : [made("p", {textContent: words.no_hidden})]), limits);
    };

    const price = (found, words) => {
        const quarters = {n: number(found.quarters_blank), all: number(found.quarters)};
        return [
            made("p", {textContent: `${words.proven} ${fill(words.quarters, quarters)}`}),
            table(found, words),
            made("div", {className: "publish-maps"}, picture(found.map, "before", words), picture(found.map, "after", words)),
            reports(found, words),
        ];
    };

    const result = (answer, words) => [
        made("p", {textContent: fill(words.made, answer)}),
        made("a", {href: answer.href, className: "button is-primary", textContent: words.open}),
        made("a", {href: answer.file, className: "button", textContent: words.file, download: ""}),
        made("a", {href: answer.audit, className: "button", textContent: words.audit, download: ""}),
    ];

    quartierblick.publish = {...quartierblick.publish, told: {cost, percent, price, made: result}};
})();
