/**
 * What the selection means: "9 Quartiere: 9,4 % der Bevölkerung, 22,5 % der SGB-II-Beziehenden; zusammen 23,4 %
 * (22,8–24,0)", with the range of what they have together; "mindestens" where some of their counts are suppressed.
 * Beside it: how the next choice joins the selection, invert, undo, redo and clear.
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
    /** How many of some positions have a count that is suppressed, not merely unknown. */
    const suppressed = ({reason, reasons}, numbers, positions) => {
        const code = reasons?.indexOf("suppressed") ?? -1;
        return positions.filter((at) => code >= 0 && reason[at] === code && !known(numbers[at])).length;
    };

    /**
     * What some positions have of the whole. Where suppressed counts are missing the whole is the city's own count; of a
     * selection that holds some of them what is known is then the least that it can be.
     */
    const share = (column, name, positions) => {
        const numbers = column[name];
        if (!numbers) return null;
        const [part, city] = [sumOf(numbers, positions), column.totals?.[name]];
        const whole = city ?? totalOf(numbers).sum;
        if (!part.n || !whole) return null;
        const hidden = city ? suppressed(column, numbers, positions) : 0;
        return {percent: (100 * part.sum) / whole, missing: positions.length - part.n - hidden, atLeast: hidden > 0};
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
        const both = numerator ? positions.filter((at) => known(numerator[at]) && known(denominator[at]) && denominator[at]) : [];
        return {
            n: positions.length,
            residents: share(scene.column, "residents", positions),
            people: ["choropleth", "categories"].includes(scene.answer.kind) || scene.answer.counted ? share(scene.column, "numerator", positions) : null,
            rate: togetherOf(both, scene),
        };
    };

    const strong = (text) => {
        const made = document.createElement("b");
        made.textContent = text;
        return made;
    };

    /** "1 Quartier", "12 Quartiere", "3 Stadtbezirke". */
    const counted = (scene, n) => {
        const words = quartierblick.numbers.words();
        const level = scene.answer.query.level === "district" ? "district" : "chip";
        return n === 1
            ? words[`${level}_one`]
            : quartierblick.numbers.fill(words[`${level}_other`], {n: quartierblick.numbers.format(n)});
    };

    /** "; zusammen 23,4 % (22,8–24,0)": from counts, also where the map shows smoothed values, and then it says so. */
    const togetherIn = ({plain: {decimals, unit}, smoothed}, {value, low, high}, n, words) => {
        const {together, together_raw: raw, alone, alone_raw: aloneRaw} = words.ranges;
        const said = n === 1 ? (smoothed ? aloneRaw : alone) : smoothed ? raw : together;
        const [before, after] = said.split("{value}");
        const range = quartierblick.ranges.written(low, high, decimals);
        const amount = `${quartierblick.numbers.format(value, decimals)}${unit === "%" ? "\u00a0%" : ` ${unit}`}`.trim();
        return [`; ${before}`, strong(amount), `${after}${range && ` ${range}`}`];
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
        if (found.people?.missing && group) parts.push(` ${quartierblick.numbers.fill(words.chip_missing, {n: found.people.missing})}`);
        if (found.rate) parts.push(...togetherIn(scene.answer, found.rate, found.n, words));
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
