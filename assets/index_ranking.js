/**
 * The ranking of the index builder: every row a signed bar stacked of what the indicators add, below it the band of the
 * ranks under random weightings. The rows are changed in place, so that they follow a slider within the frame.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const {store} = quartierblick;
    const {element, made, children, write, put, say} = quartierblick.indexBuilder;
    const [ROWS, DECIMALS] = [40, 2];
    let end = "highest";

    const percent = (share) => `${(100 * share).toFixed(2)}%`;
    const number = (value, decimals = DECIMALS, signed = false) => quartierblick.numbers.format(value, decimals, signed);

    /** Positions of the areas that the list shows; equal ranks keep the map's order. */
    const shownOf = ({rank}) => {
        const ranked = [...rank.keys()].filter((at) => rank[at] > 0);
        ranked.sort((a, b) => (end === "highest" ? rank[a] - rank[b] : rank[b] - rank[a]) || a - b);
        return ranked.slice(0, ROWS);
    };

    /** Ends of the bars' scale: what the indicators add on either side, and zero. */
    const scaleOf = ({adds}, shown) => {
        let [low, high] = [0, 0];
        for (const at of shown) {
            let [down, up] = [0, 0];
            for (const add of adds) add[at] < 0 ? (down += add[at]) : (up += add[at]);
            [low, high] = [Math.min(low, down), Math.max(high, up)];
        }
        return {low, span: high - low || 1};
    };

    const row = () =>
        made("li", "", {}, made("button", "index-row index-quarter", {type: "button"},
            made("span", "index-rank"), made("span", "index-quarter-name"),
            made("span", "index-bars", {},
                made("span", "index-stack", {"aria-hidden": "true"}), made("span", "index-band", {"aria-hidden": "true"})),
            made("span", "index-value"), made("span", "index-first quiet")));

    const drawStack = (stack, {adds, used}, at, scale, colours) => {
        const fills = children(stack, used.length + 1, () => made("span"));
        let [left, right] = [0, 0];
        used.forEach((_, place) => {
            const value = adds[place][at];
            const start = value < 0 ? (left += value) : right;
            if (value >= 0) right += value;
            const {style} = fills[place];
            style.left = percent((start - scale.low) / scale.span);
            style.width = percent(Math.abs(value) / scale.span);
            style.background = colours[place];
        });
        const zero = fills.at(-1);
        zero.className = "index-zero";
        zero.style.left = percent(-scale.low / scale.span);
    };

    /** The band from the 5th to the 95th percentile of the ranks, the own rank as a dot, other ways as strokes. */
    const drawBand = (band, stability, at, rank, n) => {
        const has = stability && stability.low[at] !== null && stability.low[at] !== undefined;
        band.hidden = !has;
        if (!has) return;
        const place = (one) => percent(n > 1 ? Math.min(1, Math.max(0, (one - 1) / (n - 1))) : 0.5);
        const marks = stability.by_method.map((ranks) => ranks[at]).filter((one) => one !== null);
        const drawn = children(band, marks.length + 2, () => made("span"));
        drawn.forEach((mark, which) => {
            mark.className = ["index-range", "index-own-rank"][which] ?? "index-method";
            mark.style.width = "";
            mark.style.left = which === 0 ? place(stability.low[at]) : place(which === 1 ? rank : marks[which - 2]);
        });
        drawn[0].style.width = percent(n > 1 ? (stability.high[at] - stability.low[at]) / (n - 1) : 0);
    };

    const shareText = (share) => (share === null || share === undefined ? "" : `${number(100 * share, 0)}\u00a0%`);

    const aboutOf = (now, at, names) => {
        const {parts: {words}, result, stability} = now;
        const said = result.used.map((_, place) =>
            say(words.ranking.part, {indicator: names[place], value: number(result.adds[place][at], DECIMALS, true)}));
        const fields = {name: now.answer.names[at], rank: quartierblick.ranks.written(...quartierblick.ranks.tellable(result.rank)[at]), value: number(result.index[at]), parts: said.join(", ")};
        const lines = [say(words.ranking.row, fields)];
        if (stability?.low[at] !== null && stability?.low[at] !== undefined) {
            const range = {draws: number(stability.draws, 0), low: number(stability.low[at], 0), high: number(stability.high[at], 0), k: stability.k, share: number(100 * stability.share[at], 0)};
            const others = stability.by_method.map((ranks) => ranks[at]).filter((one) => one !== null);
            lines.push(`${say(words.ranking.band, range)}.`);
            if (others.length) lines.push(`${say(words.ranking.methods, {low: number(Math.min(...others), 0), high: number(Math.max(...others), 0)})}.`);
        }
        return lines.join("\n");
    };

    /** A row says all that it shows only when it is pointed at or has the focus: writing it for all rows takes longer than drawing them. */
    const describe = (line) => {
        const now = quartierblick.index.current();
        if (!now?.result || line.dataset.said === "true") return;
        line.dataset.said = "true";
        line.title = aboutOf(now, Number(line.dataset.at), namesOf(now));
    };

    const namesOf = ({result, data}) => result.used.map((at) => quartierblick.indexWeights.nameOf(data.ingredients[at].indicator));
    const coloursOf = ({result, data, recipe}) =>
        result.used.map((at) => quartierblick.indexWeights.colourOf(recipe.ingredients.findIndex((one) => one.indicator === data.ingredients[at].indicator)));

    const drawRows = (now) => {
        const {result, data, stability, answer} = now;
        const shown = shownOf(result);
        const [scale, colours] = [scaleOf(result, shown), coloursOf(now)];
        const chosen = new Set(store.get("selection") ?? []);
        const hovered = store.get("hover");
        const told = quartierblick.ranks.tellable(result.rank);
        children(element("index-ranking"), shown.length, row).forEach((item, place) => {
            const line = item.firstElementChild;
            const [rank, name, bars, value, first] = line.children;
            const at = shown[place];
            const id = data.ids[at];
            const isChosen = chosen.has(id);
            if (line.dataset.quarter !== id) put(line, {"data-quarter": id, "data-at": at});
            line.dataset.said = "";
            put(line, {"aria-pressed": String(isChosen)});
            line.classList.toggle("is-selected", isChosen);
            line.classList.toggle("is-hovered", id === hovered);
            write(rank, quartierblick.ranks.written(...told[at]));
            write(name, answer.names[at]);
            write(value, number(result.index[at]));
            write(first, shareText(stability?.share[at]));
            drawStack(bars.firstElementChild, result, at, scale, colours);
            drawBand(bars.lastElementChild, stability, at, (told[at][0] + told[at][1]) / 2, result.n);
            if (line.title) describe(line);
        });
        return shown.length;
    };

    const drawKey = (now) => {
        const [names, colours] = [namesOf(now), coloursOf(now)];
        children(element("index-key"), names.length, () => made("li", "", {}, made("span", "index-colour", {"aria-hidden": "true"}), made("span")))
            .forEach((item, at) => {
                item.firstElementChild.style.background = colours[at];
                write(item.lastElementChild, names[at]);
            });
    };

    const drawHeads = ({parts: {words: {ranking}}, stability}) => {
        const said = [ranking.rank, ranking.quarter, ranking.parts, ranking.value, stability ? say(ranking.first, {k: stability.k}) : ""];
        children(element("index-heads"), said.length, () => made("span")).forEach((head, at) => write(head, said[at]));
    };

    const stabilityText = ({parts: {words}, stability, isWeighing, result}, shown) => {
        const rows = say(words.ranking.shown, {shown: number(shown, 0), n: number(result.n, 0)});
        if (isWeighing) return `${rows} ${words.stability.busy}`;
        if (!stability) return rows;
        const always = stability.share.filter((one) => one === 1).length;
        const said = stability.terms > 1 ? say(words.stability.text, {draws: number(stability.draws, 0), always: number(always, 0), k: stability.k}) : words.stability.single;
        return `${rows} ${said}`;
    };

    const draw = (now) => {
        const list = element("index-ranking");
        if (!list || !now?.parts) return;
        const part = list.closest(".index-ranking-part");
        part.hidden = !now.result;
        part.classList.toggle("is-busy", Boolean(now.isBusy));
        part.setAttribute("aria-busy", String(Boolean(now.isBusy || now.isWeighing)));
        if (!now.result) return;
        const shown = drawRows(now);
        drawKey(now);
        drawHeads(now);
        write(element("index-stability"), stabilityText(now, shown));
    };

    document.addEventListener("click", ({target}) => {
        const button = target.closest?.("[data-index-end]");
        if (!button) return;
        end = button.dataset.indexEnd;
        for (const one of document.querySelectorAll("[data-index-end]")) put(one, {"aria-pressed": String(one === button)});
        draw(quartierblick.index.current());
    });
    for (const event of ["mouseover", "focusin"]) {
        document.addEventListener(event, ({target}) => {
            const line = target.closest?.(".index-quarter");
            if (line) describe(line);
        });
    }
    document.addEventListener("keydown", (event) => {
        const line = event.target.closest?.(".index-quarter");
        const next = line && {ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling"}[event.key];
        if (!next) return;
        event.preventDefault();
        line.parentElement[next]?.firstElementChild.focus();
    });

    store.on("index", draw);
    quartierblick.indexRanking = {shownOf};
})();
