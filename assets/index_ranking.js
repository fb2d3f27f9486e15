/**
 * The ranking of the index builder: every row a signed bar stacked of what the indicators add, below it the band of the
 * ranks under random weightings. The rows are changed in place, so that they follow a slider within the frame: those in
 * view at once, the others when it rests, or when they come into view.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const {store} = quartierblick;
    const {REST, element, made, children, write, put, dress, hide, say} = quartierblick.indexBuilder;
    const [ROWS, DECIMALS] = [40, 2];
    const seen = new Set(); // rows in view
    const drawn = new WeakMap(); // by row: the state it shows
    let end = "highest";
    let resting = null;

    const percent = (share) => `${(100 * share).toFixed(2)}%`;
    const number = (value, decimals = DECIMALS, signed = false) => quartierblick.numbers.format(value, decimals, signed);

    /** Positions of the areas that the list shows; equal ranks keep the map's order. */
    const shownOf = ({rank}) => {
        const [n, sign] = [rank.length, end === "highest" ? 1 : -1];
        const ordered = rank.map((one, at) => (one > 0 ? sign * one * n + at : Infinity)).sort(); // rank and place in one number
        const last = ordered.indexOf(Infinity);
        return Array.from(ordered.subarray(0, Math.min(ROWS, last < 0 ? n : last)), (one) => ((one % n) + n) % n);
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

    /** Rows that come into view while a slider moves catch up. */
    const watch = new IntersectionObserver((changes) => {
        for (const {target, isIntersecting} of changes) isIntersecting ? seen.add(target) : seen.delete(target);
        catchUp([...seen]);
    });

    const row = () => {
        const line = laid();
        watch.observe(line);
        return line;
    };

    const laid = () =>
        made("li", "", {}, made("button", "index-row index-quarter", {type: "button"},
            made("span", "index-rank"), made("span", "index-quarter-name"),
            made("span", "index-bars", {},
                made("span", "index-stack", {"aria-hidden": "true"}, made("span", "index-zero")),
                made("span", "index-band", {"aria-hidden": "true"}, made("span", "index-own-rank"))),
            made("span", "index-value"), made("span", "index-first quiet")));

    /** All bars of a row are one picture: it lies still while the text beside it moves, and only one style changes. */
    const drawStack = (stack, {adds, used}, at, scale, colours) => {
        const bars = used.map((_, place) => ({value: adds[place][at], colour: colours[place]})).filter(({value}) => value !== 0);
        const [down, up] = [bars.filter(({value}) => value < 0).reverse(), bars.filter(({value}) => value > 0)];
        const percentAt = (value) => percent((value - scale.low) / scale.span);
        let from = down.reduce((sum, {value}) => sum + value, 0);
        const stops = [`transparent ${percentAt(from)}`];
        for (const {value, colour} of [...down, ...up]) stops.push(`${colour} ${percentAt(from)} ${percentAt((from += Math.abs(value)))}`);
        dress(stack, {background: `linear-gradient(90deg,${stops.join()},transparent ${percentAt(from)})`});
        dress(stack.firstElementChild, {left: percentAt(0)});
    };

    const layer = (colour, where) => `linear-gradient(var(--${colour}),var(--${colour})) ${where} no-repeat`;

    /** The band from the 5th to the 95th percentile of the ranks, the own rank as a dot, other ways as strokes. */
    const drawBand = (band, stability, at, rank, n) => {
        const has = stability && stability.low[at] !== null && stability.low[at] !== undefined;
        hide(band, !has);
        if (!has) return;
        const place = (one) => percent(n > 1 ? Math.min(1, Math.max(0, (one - 1) / (n - 1))) : 0.5);
        const marks = stability.by_method.map((ranks) => ranks[at]).filter((one) => one !== null);
        const range = n > 1 ? (stability.high[at] - stability.low[at]) / (n - 1) : 0;
        const before = n > 1 ? (stability.low[at] - 1) / (n - 1) : 0.5;
        const layers = marks.map((mark) => layer("quiet", `${place(mark)} 1px/1px 5px`));
        layers.push(layer("faint", `${percent(range < 1 ? before / (1 - range) : 0)} 2px/max(2px,${percent(range)}) 3px`), layer("line", "0 3px/100% 1px"));
        dress(band, {background: layers.join()});
        dress(band.firstElementChild, {left: place(rank)});
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

    const drawRow = (item, at, {now, scale, colours, chosen, hovered, told}) => {
        const {result, data, stability, answer} = now;
        const line = item.firstElementChild;
        const [rank, name, bars, value, first] = line.children;
        const id = data.ids[at];
        const isChosen = chosen.has(id);
        if (line.dataset.quarter !== id) put(line, {"data-quarter": id, "data-at": at});
        put(line, {"aria-pressed": String(isChosen), "data-said": ""});
        line.classList.toggle("is-selected", isChosen);
        line.classList.toggle("is-hovered", id === hovered);
        write(rank, quartierblick.ranks.written(...told[at]));
        write(name, answer.names[at]);
        write(value, number(result.index[at]));
        write(first, shareText(stability?.share[at]));
        drawStack(bars.firstElementChild, result, at, scale, colours);
        drawBand(bars.lastElementChild, stability, at, (told[at][0] + told[at][1]) / 2, result.n);
        if (line.title) describe(line);
        drawn.set(item, now);
    };

    /** Draws some of the rows. */
    const drawRows = (now, rows, wanted) => {
        if (!wanted.length) return;
        const shown = shownOf(now.result);
        const about = {
            now, scale: scaleOf(now.result, shown), colours: coloursOf(now), told: quartierblick.ranks.tellable(now.result.rank),
            chosen: new Set(store.get("selection") ?? []), hovered: store.get("hover"),
        };
        for (const item of wanted) drawRow(item, shown[rows.indexOf(item)], about);
    };

    /** Draws those of some rows that show an older state. */
    const catchUp = (wanted) => {
        const [now, list] = [quartierblick.index.current(), element("index-ranking")];
        if (!now?.result || !list) return; // rows of a page that was left are out of view, too
        const rows = [...list.children];
        drawRows(now, rows, wanted.filter((item) => drawn.get(item) !== now && rows.includes(item)));
    };

    const settle = () => {
        window.clearTimeout(resting);
        resting = window.setTimeout(() => element("index-ranking") && catchUp([...element("index-ranking").children]), REST);
    };

    /** Gives the list its rows and draws them; while a slider moves only those in view. */
    const fill = (now) => {
        const n = Math.min(ROWS, now.result.rank.reduce((sum, one) => sum + (one > 0 ? 1 : 0), 0));
        const list = element("index-ranking");
        const before = new Set(list.children);
        const rows = children(list, n, row);
        const isMoving = quartierblick.index.isMoving();
        drawRows(now, rows, isMoving ? rows.filter((item) => seen.has(item) || !before.has(item)) : rows);
        if (isMoving) settle();
        return n;
    };

    const drawKey = (now) => {
        const [names, colours] = [namesOf(now), coloursOf(now)];
        children(element("index-key"), names.length, () => made("li", "", {}, made("span", "index-colour", {"aria-hidden": "true"}), made("span")))
            .forEach((item, at) => {
                dress(item.firstElementChild, {background: colours[at]});
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
        hide(part, !now.result);
        part.classList.toggle("is-busy", Boolean(now.isBusy));
        put(part, {"aria-busy": Boolean(now.isBusy || now.isWeighing)});
        if (!now.result) return;
        const shown = fill(now);
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
