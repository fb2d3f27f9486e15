/**
 * The four sets of the join doctor: a counter opens its list, with a search and 200 rows at a time.
 */
(() => {
    const {doctor} = window.quartierblick;
    const AT_ONCE = 200;
    const [PLACE, LINE, , WORDING, NUMBERS, QUARTER, WAY] = [0, 1, 2, 3, 4, 5, 6];
    let open = "";
    let sought = "";
    let most = AT_ONCE;

    const {element, fill} = doctor;

    /** A list as rows of cells: [{texts, row?}], `row` being the line of the data that can be paired by hand. */
    const entries = (name, data) => {
        if (name === "only_map") return data.only_map.map((position) => ({texts: [...data.quarters[position]]}));
        const {words, places} = data;
        const lines = data.lines[name].map((row) => {
            const texts = [places[row[PLACE]], row[LINE], row[WORDING], row[NUMBERS].toLocaleString(document.documentElement.lang)];
            if (name === "matched") texts.push(doctor.called(row[QUARTER]), words.ways[row[WAY]] ?? row[WAY]);
            return {texts, row: name === "matched" ? null : row};
        });
        const doubled = name === "duplicates" ? data.doubled : [];
        return [...lines, ...doubled.map((position) => ({texts: ["", "", doctor.called(position), ""]}))];
    };

    const heads = (name, {columns}) =>
        name === "only_map"
            ? [columns.quarter, columns.wording]
            : [columns.place, columns.line, columns.wording, columns.numbers,
               ...(name === "matched" ? [columns.quarter, columns.way] : [])];

    const pairButton = (row, words) => {
        const button = element("button", {type: "button", className: "button is-small", textContent: words.choose_row});
        button.setAttribute("aria-label", `${words.choose_row}: ${row[WORDING]}`);
        button.addEventListener("click", () => window.quartierblick.doctorPairing.choose(row));
        return button;
    };

    const table = (name, shown, data) => {
        const {words} = data;
        const pairs = shown.some((one) => one.row);
        const head = heads(name, words).map((text) => element("th", {scope: "col", textContent: text}));
        const lines = shown.map(({texts, row}) =>
            element("tr", {}, ...texts.map((text) => element("td", {textContent: text})),
                pairs ? element("td", {}, row ? pairButton(row, words) : "") : null));
        return element("table", {className: "intake-table"},
            element("thead", {}, element("tr", {}, ...head, pairs ? element("td") : null)), element("tbody", {}, ...lines));
    };

    const fillList = (content, data) => {
        const {words} = data;
        const all = entries(open, data);
        const found = sought
            ? all.filter((one) => one.texts.join(" ").toLocaleLowerCase().includes(sought.toLocaleLowerCase()))
            : all;
        const shown = found.slice(0, most);
        const told = [];
        if (!found.length) told.push(element("p", {className: "quiet", textContent: words.nothing}));
        else told.push(element("div", {className: "doctor-scroll", tabIndex: 0,
            attributes: {role: "region", "aria-label": words.sets[open].title}}, table(open, shown, data)));
        if (found.length > shown.length || sought)
            told.push(element("p", {className: "quiet", textContent: fill(words.shown, {shown: shown.length, all: found.length})}));
        if ((data.all[open] ?? 0) > all.length)
            told.push(element("p", {className: "quiet", textContent: fill(words.capped, {n: all.length})}));
        if (found.length > shown.length) {
            const more = element("button", {type: "button", className: "button is-small",
                textContent: fill(words.more, {n: Math.min(AT_ONCE, found.length - shown.length)})});
            more.addEventListener("click", () => {
                most += AT_ONCE;
                fillList(content, data);
                content.querySelector("button.is-small:last-of-type, .doctor-scroll")?.focus();
            });
            told.push(more);
        }
        content.replaceChildren(...told);
    };

    const draw = (data) => {
        const panel = doctor.place("list");
        for (const button of doctor.root().querySelectorAll("[data-doctor-set]"))
            button.setAttribute("aria-expanded", String(button.dataset.doctorSet === open));
        if (!open) return panel.replaceChildren();
        const {words} = data;
        const search = element("input", {type: "search", className: "doctor-search", value: sought, placeholder: words.search,
            attributes: {"aria-label": words.search}});
        const content = element("div", {className: "doctor-list-content"});
        search.addEventListener("input", () => {
            [sought, most] = [search.value.trim(), AT_ONCE];
            fillList(content, data);
        });
        panel.replaceChildren(
            element("div", {className: "row"}, element("p", {className: "quiet", textContent: words.sets[open].text}), search), content);
        fillList(content, data);
    };

    document.addEventListener("click", (event) => {
        const button = event.target.closest?.("[data-doctor-set]");
        const data = doctor.data();
        if (!button || !data) return;
        open = open === button.dataset.doctorSet ? "" : button.dataset.doctorSet;
        [sought, most] = ["", AT_ONCE];
        draw(data);
    });
    doctor.draws("lists", draw);
})();
