/**
 * Selects the quarters whose value lies in a range of the histogram: drawn over the bars with pointer or finger, or
 * with arrow keys from bar to bar, Shift to extend and Enter to select. The keys that add to, take from or meet the
 * selection mean here what they mean everywhere.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const [CLICK, KEYS] = [4, {ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 5, PageDown: -5}];
    let drawn = null; // {bars, pointer, from, to: places from 0 to 1}
    let walked = null; // {bars, anchor, active: positions of bars}
    let isOurs = false;

    const barsOf = (target) => target.closest?.(".legend-bars");
    const sceneNow = () => quartierblick.store.get("scene");
    const placeOf = (bars, event) => {
        const box = bars.getBoundingClientRect();
        return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    };

    /** Quarters with a number from low to high; the upper end belongs to it only where it is the histogram's own or drawn freely. */
    const within = (scene, {low, high, closed}) => {
        const {column, geometry} = scene;
        const [from, to] = [low, high].map(quartierblick.breaks.asKept(column));
        return geometry.ids.filter((_, at) => {
            const value = column.value[at];
            return quartierblick.breaks.isCompared(column, at) && value >= from && (value < to || (closed && value <= to));
        });
    };

    const rangeOfBars = ({histogram}, from, to) => {
        const [first, last] = [Math.min(from, to), Math.max(from, to)];
        return {low: histogram.edges[first], high: histogram.edges[last + 1], closed: last === histogram.counts.length - 1};
    };

    /** What was drawn: the range between two places, or the bar that was clicked. */
    const rangeOfPlaces = (answer, {from, to}, width) => {
        const n = answer.histogram.counts.length;
        const bar = Math.min(n - 1, Math.floor(from * n));
        if (Math.abs(to - from) * width < CLICK) return rangeOfBars(answer, bar, bar);
        const {value} = quartierblick.legend.scaleOf(answer);
        return {low: value(Math.min(from, to)), high: value(Math.max(from, to)), closed: true};
    };

    /** Draws the range with its ends and the number of its quarters. */
    const show = (bars, range) => {
        const {answer} = sceneNow();
        const {place} = quartierblick.legend.scaleOf(answer);
        const marker = bars.nextElementSibling;
        const [left, right] = [place(range.low), place(range.high)];
        Object.assign(marker.style, {left: `${100 * left}%`, width: `${100 * (right - left)}%`});
        marker.classList.toggle("is-right", left + right > 1);
        marker.hidden = false;
        const n = within(sceneNow(), range).length;
        const [low, high] = [range.low, range.high].map((value) => quartierblick.numbers.format(value, answer.decimals));
        const words = quartierblick.legend.wordsOf(bars.closest("[data-words]"));
        marker.firstElementChild.textContent = quartierblick.legend.say(words.chosen[answer.query.level], n, {low, high, n: quartierblick.numbers.format(n)});
        const {edges} = answer.histogram;
        [...bars.children].forEach((bar, at) => {
            bar.setAttribute("aria-selected", String(edges[at] < range.high && edges[at + 1] > range.low));
        });
    };

    const hide = () => {
        for (const marker of document.querySelectorAll(".legend-range:not([hidden])")) {
            marker.hidden = true;
            for (const bar of marker.previousElementSibling.children) bar.setAttribute("aria-selected", "false");
        }
        walked?.bars.removeAttribute("aria-activedescendant");
        [drawn, walked] = [null, null];
    };

    const select = (bars, range, event) => {
        show(bars, range);
        isOurs = true;
        quartierblick.selection.click(within(sceneNow(), range), event);
        isOurs = false;
    };

    document.addEventListener("pointerdown", (event) => {
        const bars = barsOf(event.target);
        if (!bars || event.button || !sceneNow()) return;
        hide();
        bars.setPointerCapture(event.pointerId);
        const from = placeOf(bars, event);
        drawn = {bars, pointer: event.pointerId, from, to: from};
    });
    document.addEventListener("pointermove", (event) => {
        if (event.pointerId !== drawn?.pointer) return;
        drawn.to = placeOf(drawn.bars, event);
        const {bars} = drawn;
        const width = bars.clientWidth;
        if (Math.abs(drawn.to - drawn.from) * width >= CLICK) show(bars, rangeOfPlaces(sceneNow().answer, drawn, width));
    });
    document.addEventListener("pointerup", (event) => {
        if (event.pointerId !== drawn?.pointer) return;
        const {bars} = drawn;
        const range = rangeOfPlaces(sceneNow().answer, drawn, bars.clientWidth);
        drawn = null;
        select(bars, range, event);
    });
    document.addEventListener("pointercancel", (event) => event.pointerId === drawn?.pointer && hide());

    const walk = (bars, key, extends_) => {
        const n = bars.children.length;
        const before = walked?.active ?? (KEYS[key] < 0 ? n : -1);
        const next = key === "Home" ? 0 : key === "End" ? n - 1 : before + KEYS[key];
        const active = Math.min(n - 1, Math.max(0, next));
        walked = {bars, active, anchor: extends_ && walked ? walked.anchor : active};
        bars.setAttribute("aria-activedescendant", bars.children[active].id);
        show(bars, rangeOfBars(sceneNow().answer, walked.anchor, active));
    };

    document.addEventListener("keydown", (event) => {
        const bars = barsOf(event.target);
        if (!bars || !sceneNow()) return;
        if (event.key in KEYS || event.key === "Home" || event.key === "End") walk(bars, event.key, event.shiftKey);
        else if (event.key === "Escape" && (walked || drawn)) hide();
        else if (event.key === "Escape") quartierblick.selection.clear();
        else if ((event.key === "Enter" || event.key === " ") && walked) {
            select(bars, rangeOfBars(sceneNow().answer, walked.anchor, walked.active), event);
        } else return;
        event.preventDefault();
        event.stopImmediatePropagation();
    }, true);

    // The marker says what was selected; it goes when something else is selected or shown.
    quartierblick.store.on("selection", () => !isOurs && hide());
    quartierblick.store.on("scene", (scene, before) => (scene?.column !== before?.column ? hide() : undefined));
    quartierblick.legend_range = {within};
})();
