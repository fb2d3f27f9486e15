/**
 * Classes of the index: Berlin's matrix of status and dynamics, or the classes alone. A cell selects its quarters, and
 * quarters that are selected anywhere mark their cells. Below it: where special attention is needed, what lies near a
 * limit, what has no index.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const {store} = quartierblick;
    const {element, made, children, write, put, dress, hide, whileSeen, say} = quartierblick.indexBuilder;
    const DYNAMICS = ["positive", "stable", "negative"];
    const SIGNS = ["+", "\u00b1", "\u2212"];
    const STEMS = {mss: "status", quintiles: "quintile", deciles: "decile"};
    const SIZES = {mss: 4, quintiles: 5, deciles: 10};
    const DARK = 0.18; // luminance below which white stands out better than black

    const number = (value, decimals = 0) => quartierblick.numbers.format(value, decimals);
    const hasCells = ({result, data}) => data.classes === "mss" && result.dynamics.some((one) => one > 0);
    const isAttention = (row, column) => row === 4 || (row === 3 && column === 3);

    const luminance = (colour) => {
        const [red, green, blue] = [1, 3, 5].map((at) => (parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };

    /** The cells in the order of the map's colours: {at: positions of the quarters, people, name, colour}. */
    const cellsOf = (now) => {
        const {result, data, parts} = now;
        const cells = hasCells(now);
        const [stem, k] = [STEMS[data.classes], SIZES[data.classes]];
        const category = quartierblick.indexScene.categories(result, cells);
        const names = cells
            ? Array.from({length: 12}, (_, at) => `status_${Math.floor(at / 3) + 1}_${DYNAMICS[at % 3]}`)
            : Array.from({length: k}, (_, at) => `${stem}_${at + 1}`);
        const colours = parts.colours[cells ? "matrix" : data.classes];
        const found = names.map((name, place) => ({at: [], people: 0, name: parts.matrix[name], colour: colours[place]}));
        category.forEach((one, at) => {
            if (one < 0) return;
            found[one].at.push(at);
            found[one].people += data.residents[at] || 0;
        });
        return found;
    };

    const cell = () =>
        made("button", "index-cell", {type: "button"}, made("b"), made("span", "index-cell-people"), made("span", "index-cell-chosen"));

    const drawCell = (button, {at, people, name, colour}, place, now, chosen, label) => {
        const {words} = now.parts;
        const ids = at.map((one) => now.data.ids[one]);
        const inside = ids.filter((id) => chosen.has(id)).length;
        const dark = luminance(colour) < DARK;
        put(button, {"data-index-cell": place, "aria-pressed": String(inside > 0 && inside === ids.length)});
        if (button.disabled === Boolean(ids.length)) button.disabled = !ids.length;
        dress(button, {background: colour});
        button.classList.toggle("is-dark", dark);
        button.classList.toggle("has-chosen", inside > 0);
        const [count, living, mark] = button.children;
        write(count, number(ids.length));
        if (label) put(button, {"data-label": label});
        write(living, ids.length ? number(people) : "");
        write(mark, inside ? say(words.matrix.chosen, {n: number(inside)}) : "");
        const said = say(words.matrix.cell, {count: ids.length, name, n: number(ids.length), people: number(people)});
        put(button, {"aria-label": inside ? `${said}, ${say(words.matrix.chosen, {n: number(inside)})}` : said, title: said});
    };

    /** A table of four rows and three columns. */
    const frame = ({matrix}) => {
        const heads = DYNAMICS.map((one, at) => made("th", "", {scope: "col"}, `${SIGNS[at]} ${matrix[one]}`));
        const rows = [1, 2, 3, 4].map((row) =>
            made("tr", "", {}, made("th", "", {scope: "row"}, made("b", "", {}, `${row}`), ` ${matrix[`status_${row}`]}`),
                ...DYNAMICS.map((_, at) => made("td", isAttention(row, at + 1) ? "is-attention" : "", {}, cell()))));
        const corner = made("td", "index-corner", {}, `${matrix.status} \u2193 \u00b7 ${matrix.dynamics} \u2192`);
        return made("table", "index-cells", {}, made("caption", "quiet", {}, matrix.caption),
            made("thead", "", {}, made("tr", "", {}, corner, ...heads)), made("tbody", "", {}, ...rows));
    };

    const strip = ({matrix}, k) =>
        made("div", "index-strip", {}, made("p", "quiet", {}, matrix.caption_classes), made("div", "index-strip-cells", {}, ...Array.from({length: k}, cell)));

    const drawMatrix = (now) => {
        const place = element("index-matrix");
        const {data, result, parts: {words}} = now;
        const kind = !result || data.classes === "none" ? "" : hasCells(now) ? "cells" : data.classes;
        const of = `${kind}/${document.documentElement.lang}`;
        if (place.dataset.of !== of) {
            place.dataset.of = of;
            place.replaceChildren(...(kind ? [kind === "cells" ? frame(words) : strip(words, SIZES[kind])] : []));
        }
        if (!kind) return;
        const chosen = new Set(store.get("selection") ?? []);
        const cells = cellsOf(now);
        [...place.querySelectorAll(".index-cell")].forEach((button, at) => {
            drawCell(button, cells[at], at, now, chosen, kind === "cells" ? "" : kind === "mss" ? words.matrix[`status_${at + 1}`] : `${at + 1}.`);
        });
    };

    const quarters = (now, wanted) => [...now.data.ids.keys()].filter(wanted);
    const living = ({data}, at) => at.reduce((sum, one) => sum + (data.residents[one] || 0), 0);

    const drawAttention = (now) => {
        const place = element("index-attention");
        const isMss = now.result && now.data.classes === "mss";
        hide(place, !isMss);
        if (!isMss) return;
        const {words: {attention}} = now.parts;
        if (!place.children.length) {
            place.append(made("h4"), made("p"), made("button", "button is-small", {type: "button", "data-index-attention": ""}), made("p", "quiet"));
        }
        const [title, said, button, caveat] = place.children;
        const at = quarters(now, (one) => now.result.attention[one]);
        const people = living(now, at);
        const all = living(now, quarters(now, (one) => now.result.rank[one] > 0));
        const fields = {count: at.length, n: number(at.length), people: number(people), share: number((100 * people) / (all || 1), 1)};
        write(title, attention.title);
        write(said, at.length ? say(attention.text, fields) : attention.none);
        write(button, attention.select);
        hide(button, !at.length);
        write(caveat, attention.caveat);
    };

    const chip = () => made("li", "", {}, made("button", "index-chip", {type: "button"}));

    const drawNear = (now) => {
        const place = element("index-near");
        const at = now.result ? quarters(now, (one) => now.result.near[one]) : [];
        hide(place, !at.length);
        if (!at.length) return;
        const {near} = now.parts.words;
        if (!place.children.length) place.append(made("h3"), made("p", "quiet"), made("ul", "index-chips"));
        const [title, said, list] = place.children;
        write(title, near.title);
        write(said, say(near.text, {count: at.length, n: number(at.length)}));
        const chosen = new Set(store.get("selection") ?? []);
        // Chips that are not needed for a while are only hidden: the page looks at itself anew when an element comes or goes.
        children(list, Math.max(at.length, list.children.length), chip).forEach((item, which) => {
            hide(item, which >= at.length);
            if (item.hidden) return;
            const button = item.firstElementChild;
            const id = now.data.ids[at[which]];
            put(button, {"data-quarter": id, "aria-pressed": String(chosen.has(id))});
            button.classList.toggle("is-selected", chosen.has(id));
            write(button, now.answer.names[at[which]]);
        });
    };

    const drawWithout = ({answer, parts: {words}}) => {
        const place = element("index-without");
        const without = answer.without ?? [];
        const about = JSON.stringify([without, document.documentElement.lang]);
        hide(place, !without.length);
        if (place.dataset.about === about) return;
        place.dataset.about = about;
        const named = (one) => (one.why ? say(words.without.one, {name: one.name, why: one.why}) : one.name);
        const group = ({reason, quarters: all}) =>
            made("details", "index-fold", {}, made("summary", "", {}, say(words.without.text, {reason, n: number(all.length)})),
                made("ul", "index-chips", {}, ...all.map((one) =>
                    made("li", "", {}, made("button", "index-chip", {type: "button", "data-quarter": one.id, "aria-pressed": "false"}, named(one))))));
        place.replaceChildren(made("h3", "", {}, words.without.title), ...without.map(group));
    };

    const drawWarnings = ({answer, parts: {words}}) => {
        const list = element("index-warnings");
        const said = Object.entries(answer.warnings ?? {});
        const about = JSON.stringify(said);
        if (list.dataset.about === about) return;
        list.dataset.about = about;
        list.replaceChildren(...said.map(([code, text]) =>
            made("li", "index-warning", {}, text, code === "few_areas"
                ? made("button", "button is-small", {type: "button", "data-index-ranks": ""}, words.ranks.offer) : "")));
    };

    const drawRefusal = ({answer}) => {
        const place = element("index-refusal");
        const [problem, repair] = answer.refused ?? answer.refusal ?? [];
        place.replaceChildren(...(problem ? [made("div", "empty-state", {role: "status"}, made("p", "", {}, problem), made("p", "quiet", {}, repair ?? ""))] : []));
    };

    /** What of the index the map shows; a click changes it. */
    const drawMaps = (now) => {
        const {parts: {words: {map}}, recipe, answer, data} = now;
        const query = store.get("answer")?.query ?? {};
        const isOn = quartierblick.index.isOnMap();
        const classes = recipe?.classes !== "none" && [recipe?.dynamics_years && data?.dynamics ? map.matrix : map.classes, {kind: "index", show: "matrix"}];
        const possible = [[map.index, {kind: "index", show: ""}], classes, data?.dynamics && [map.dynamics, {kind: "dynamics", show: ""}]].filter(Boolean);
        const all = isOn ? possible : [[map.show, {kind: "index", show: recipe?.classes === "none" ? "" : "matrix"}]];
        const token = answer.token ?? "";
        children(element("index-maps"), answer.url ? all.length : 0, () => made("button", "segment", {type: "button"})).forEach((button, at) => {
            const [text, {kind, show}] = all[at];
            write(button, text);
            const isPressed = isOn && (query.show ?? "") === show && (show !== "" || query.i === `${kind}:${token}`);
            put(button, {"data-index-map": kind, "data-index-show": show, "aria-pressed": String(isPressed)});
        });
    };

    const drawSeen = [["index-matrix", drawMatrix], ["index-attention", drawAttention], ["index-near", drawNear]].map(
        ([id, drawPart]) => whileSeen(() => element(id), drawPart),
    );

    const draw = (now) => {
        if (!element("index-matrix") || !now?.parts || !now.answer) return;
        drawRefusal(now);
        drawWarnings(now);
        drawMaps(now);
        element("index-matrix").closest(".index-section").classList.toggle("is-busy", Boolean(now.isBusy));
        drawSeen.forEach((drawPart) => drawPart(now));
        drawWithout(now);
        write(element("index-words"), now.answer.words ?? "");
    };

    const again = () => draw(quartierblick.index.current());
    const choose = (at, event) => quartierblick.selection.click(at.map((one) => quartierblick.index.current().data.ids[one]), event);

    document.addEventListener("click", (event) => {
        const button = event.target.closest?.("[data-index-cell], [data-index-attention], [data-index-map]");
        const now = quartierblick.index.current();
        if (!button || !now) return;
        if (button.dataset.indexCell) choose(cellsOf(now)[Number(button.dataset.indexCell)].at, event);
        else if (button.dataset.indexMap) {
            const {indexMap: kind, indexShow: show} = button.dataset;
            const own = quartierblick.address.read().view.scheme === "own" ? {scheme: null} : {};
            quartierblick.address.go({i: `${kind}:${now.answer.token}`, y: now.answer.year, show: show || null, how: null, bi: null, against: null, breaks: null, ...own});
        } else choose(quarters(now, (one) => now.result.attention[one]), event);
    });

    store.on("index", draw);
    for (const slot of ["selection", "answer"]) store.on(slot, again);
    quartierblick.indexMatrix = {cellsOf};
})();
