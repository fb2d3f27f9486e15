/**
 * What the selection means: "9 Quartiere: 9,4 % der Bevölkerung, 22,5 % der SGB-II-Beziehenden; zusammen 23,4 %
 * (22,8–24,0)", with the range of what they have together; "mindestens" where some of their counts are suppressed, and
 * how many lack a count, by the reason. Beside it: how the next choice joins the selection, invert, undo, redo and clear.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const {store} = quartierblick;
    const totals = new WeakMap();
    let asked = false; // somebody has just emptied the selection: the way back stays in view

    const known = (number) => quartierblick.columns.known(number);

    /** Sum and count of the known numbers of some positions. */
    const sumOf = (numbers, positions) => {
        let [sum, n] = [0, 0];
        for (const position of positions) {
            if (!known(numbers[position])) continue;
            sum += numbers[position];
            n += 1;
        }
        return {sum, n};
    };
    const totalOf = (numbers) => {
        if (!totals.has(numbers)) totals.set(numbers, sumOf(numbers, numbers.keys()));
        return totals.get(numbers);
    };
    const isNumber = (reason) => ["value", "zero", "too_small"].includes(reason);

    /**
     * Why a count is not known, as layers/totals.py tells it: the reason of its area; of an area whose value is told
     * "count_hidden" in a public project, else "count_missing". A true zero misses nothing.
     */
    const stateOf = ({reason, reasons}, numbers, at) => {
        const label = reasons?.[reason[at]];
        if (known(numbers[at]) || !label) return "";
        if (!isNumber(label)) return label;
        if (quartierblick.ranks.isPublic()) return "count_hidden";
        return label === "zero" ? "" : "count_missing";
    };
    const isHidden = (state) => ["suppressed", "count_hidden"].includes(state);

    /**
     * What some positions have of the whole. Where suppressed counts are missing the whole is the city's own count; of a
     * selection that holds some of them what is known is then the least that it can be. Where the city's own count is
     * not known either (null), nobody knows the whole: no share is told.
     */
    const share = (column, name, positions) => {
        const numbers = column[name];
        if (!numbers) return null;
        const [part, city] = [sumOf(numbers, positions), column.totals?.[name]];
        const whole = city === undefined ? totalOf(numbers).sum : city;
        if (!part.n || !whole) return null;
        const atLeast = Boolean(city) && positions.some((at) => isHidden(stateOf(column, numbers, at)));
        return {percent: (100 * part.sum) / whole, atLeast};
    };

    /** How many of some positions lack a count, by the reason; where nothing is counted, a value. */
    const blanksOf = (column, positions) => {
        const found = new Map();
        if (!column.numerator) return found;
        const isCounted = totalOf(column.numerator).n > 0;
        for (const at of positions) {
            const state = stateOf(column, column.numerator, at);
            if (state && (isCounted || !state.startsWith("count_"))) found.set(state, (found.get(state) ?? 0) + 1);
        }
        return found;
    };

    /** The rate of some quarters together, from their summed counts, with its range; null where no counts are known. */
    const togetherOf = (positions, {answer, column}) => {
        if (!positions.length) return null;
        const {factor} = answer.plain;
        const [count, total] = [column.numerator, column.denominator].map((numbers) => sumOf(numbers, positions).sum);
        const ends = quartierblick.ranges.interval(count, total)?.map((end) => factor * end);
        return {value: (factor * count) / total, low: ends?.[0], high: ends?.[1]};
    };

    /** Shares of residents and of the people concerned, and the rate of the chosen quarters together. */
    const meaning = (scene, ids) => {
        const positions = ids.map((id) => scene.index.get(id)).filter((position) => position !== undefined);
        const {numerator, denominator} = scene.column;
        const isOfCounts = ["choropleth", "categories"].includes(scene.answer.kind) || scene.answer.counted;
        const both = numerator ? positions.filter((at) => known(numerator[at]) && known(denominator[at]) && denominator[at]) : [];
        return {
            n: positions.length,
            residents: share(scene.column, "residents", positions),
            people: isOfCounts ? share(scene.column, "numerator", positions) : null,
            blanks: isOfCounts ? blanksOf(scene.column, positions) : new Map(),
            rate: togetherOf(both, scene),
            together: both.length,
        };
    };

    const strong = (text) => {
        const made = document.createElement("b");
        made.textContent = text;
        return made;
    };

    const unbroken = (text) => Object.assign(document.createElement("span"), {className: "chip-range", textContent: text});

    /** "1 Quartier", "12 Quartiere", "3 Stadtbezirke". */
    const counted = (scene, n) => {
        const words = quartierblick.numbers.words();
        const level = scene.answer.query.level === "district" ? "district" : "chip";
        return n === 1
            ? words[`${level}_one`]
            : quartierblick.numbers.fill(words[`${level}_other`], {n: quartierblick.numbers.format(n)});
    };

    /** "; zusammen 23,4 % (22,8–24,0)": from counts, also where the map shows smoothed values, and then it says so. */
    const togetherIn = ({plain: {decimals, unit}, smoothed}, {rate: {value, low, high}, n, together: of, blanks}, words) => {
        const {together, together_raw: raw, alone, alone_raw: aloneRaw} = words.ranges;
        const plain = n === 1 ? (smoothed ? aloneRaw : alone) : smoothed ? raw : of === 1 ? "{value}" : together;
        const said = blanks.size && of < n ? words.chip_without.replace("{said}", plain) : plain;
        const [before, after] = said.split("{value}");
        const range = quartierblick.ranges.written(low, high, decimals);
        const amount = `${quartierblick.numbers.format(value, decimals)}${unit === "%" ? "\u00a0%" : ` ${unit}`}`.trim();
        return [`; ${before}`, strong(amount), `${after}${range && " "}`, ...(range ? [unbroken(range)] : [])];
    };

    /** " (3 geheim gehalten, 1 nicht geliefert)": five kinds of blank are told apart; one area alone is not counted. */
    const blanksIn = ({blanks, n}, name, words) => {
        if (!blanks.size) return [];
        const told = [...blanks].map(([state, count]) => {
            const said = words[`chip_${state}`] ?? words.reasons[state];
            return n === 1 ? said : `${quartierblick.numbers.format(count)}\u00a0${said}`;
        });
        return [name ? `; ${name}: ${told.join(", ")}` : ` (${told.join(", ")})`];
    };

    const sentence = (scene, found) => {
        const words = quartierblick.numbers.words();
        const percent = (part) => `${quartierblick.numbers.format(part.percent, 1)}\u00a0%`;
        const least = (part) => (part.atLeast ? `${words.chip_at_least} ` : "");
        const parts = [strong(counted(scene, found.n))];
        const say = (part, of) => parts.push(`${parts.length > 1 ? "," : ":"} ${least(part)}`, strong(percent(part)), ` ${of}`);
        if (found.residents) say(found.residents, words.chip_residents);
        const group = scene.answer.share_of; // empty where nobody is counted: square metres, dwellings, euros
        if (found.people && group) say(found.people, group);
        parts.push(...blanksIn(found, found.people && group ? "" : scene.answer.short, words));
        if (found.rate) parts.push(...togetherIn(scene.answer, found, words));
        return parts;
    };

    const isText = (part) => typeof part === "string" || part.nodeType === Node.TEXT_NODE;

    /** A sentence of the same build gets other words only: whoever watches for new elements need not look. */
    const fill = (chip, said) => {
        const before = [...chip.childNodes];
        const isAlike = before.length === said.length && said.every((part, at) => isText(part) === isText(before[at]));
        if (!isAlike) return chip.replaceChildren(...said);
        return said.forEach((part, at) => (isText(part) ? (before[at].data = part) : quartierblick.numbers.write(before[at], part.textContent)));
    };

    const show = () => {
        const chip = document.getElementById("chip-text");
        const scene = store.get("scene");
        if (!chip || !scene) return;
        const found = meaning(scene, store.get("selection") ?? []);
        const box = chip.closest(".chip");
        const steps = store.get("history");
        const isHidden = !found.n && !(asked && steps && steps.undo + steps.redo);
        if (box.hidden !== isHidden) box.hidden = isHidden;
        if (box.title !== scene.answer.people) box.title = scene.answer.people;
        box.classList.toggle("is-empty", !found.n);
        const said = found.n ? sentence(scene, found) : [quartierblick.numbers.words().chip_nothing];
        if (!isHidden) fill(chip, said);
    };

    const showSwitches = () => {
        const steps = store.get("history") ?? {undo: 0, redo: 0};
        for (const name of ["undo", "redo"]) {
            const button = document.getElementById(`chip-${name}`);
            if (button && button.disabled === Boolean(steps[name])) button.disabled = !steps[name];
        }
        const mode = store.get("mode") ?? "new";
        for (const button of document.querySelectorAll("[data-mode]")) {
            const isPressed = String(button.dataset.mode === mode);
            if (button.getAttribute("aria-pressed") !== isPressed) button.setAttribute("aria-pressed", isPressed);
        }
    };

    /** Clears; where nothing is selected any more, the chip itself goes. */
    const close = () => {
        if ((store.get("selection") ?? []).length) return quartierblick.selection.clear();
        asked = false;
        return show();
    };

    const PRESSED = {
        "chip-clear": close,
        "chip-invert": () => quartierblick.selection.invert(),
        "chip-undo": () => quartierblick.selection.undo(),
        "chip-redo": () => quartierblick.selection.redo(),
    };
    document.addEventListener("click", (event) => {
        const button = event.target.closest?.(".chip button");
        if (!button) return;
        if (button.dataset.mode) quartierblick.selection.setMode(button.dataset.mode);
        else PRESSED[button.id]?.();
    });
    document.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || (store.get("selection") ?? []).length) return;
        asked = false;
        show();
    });

    store.on("selection", (ids, before) => {
        asked = Boolean(before?.length);
        show();
    });
    for (const slot of ["painted", "details", "history"]) store.on(slot, show);
    for (const slot of ["mode", "history", "painted"]) store.on(slot, showSwitches);
    quartierblick.chip = {meaning, counted};
})();
