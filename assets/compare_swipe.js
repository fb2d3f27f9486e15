/**
 * The curtain: map 2 lies over map 1 and is clipped at the handle. The handle is a slider: it is dragged, moved
 * with arrow keys (Shift or Page: larger steps, Home and End: to the edges), or pushed by touch.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const [STEP, LEAP] = [1, 10];
    const KEYS = {
        ArrowLeft: (at, by) => at - by, ArrowDown: (at, by) => at - by,
        ArrowRight: (at, by) => at + by, ArrowUp: (at, by) => at + by,
        PageDown: (at) => at - LEAP, PageUp: (at) => at + LEAP, Home: () => 0, End: () => 100,
    };
    let [cells, handle, percent] = [null, null, 50];

    const place = (at) => {
        percent = Math.min(100, Math.max(0, at));
        if (!cells) return;
        cells[1].map.getContainer().style.clipPath = `inset(0 0 0 ${percent}%)`;
        handle.parentElement.style.setProperty("--at", `${percent}%`);
        label();
    };

    /** Says left and right of the handle which map is which. */
    const label = () => {
        if (!cells || !cells[0].name || !cells[1].name) return;
        const [left, right] = cells.map((cell) => cell.name);
        const shown = quartierblick.numbers.format(Math.round(percent));
        handle.setAttribute("aria-valuenow", Math.round(percent));
        handle.setAttribute("aria-valuetext", quartierblick.numbers.fill(quartierblick.compareHeads.words().curtain_at, {percent: shown, left, right}));
        const [before, after] = handle.parentElement.querySelectorAll(".curtain-name");
        before.textContent = left;
        after.textContent = right;
    };

    const drag = (event) => {
        const box = handle.parentElement.getBoundingClientRect();
        place((100 * (event.clientX - box.left)) / box.width);
    };

    const build = () => {
        const {made, words} = quartierblick.compareHeads;
        handle = made("div", "curtain-handle", {
            role: "slider", tabindex: "0", "aria-label": words().curtain, "aria-valuemin": "0", "aria-valuemax": "100",
            "aria-orientation": "horizontal",
        });
        const curtain = made("div", "curtain", {}, made("span", "curtain-name is-left", {"aria-hidden": "true"}),
            made("span", "curtain-name is-right", {"aria-hidden": "true"}), handle);
        handle.addEventListener("pointerdown", (event) => {
            event.preventDefault();
            handle.setPointerCapture(event.pointerId);
            handle.focus({preventScroll: true});
        });
        handle.addEventListener("pointermove", (event) => handle.hasPointerCapture(event.pointerId) && drag(event));
        handle.addEventListener("keydown", (event) => {
            const move = KEYS[event.key];
            if (!move) return;
            event.preventDefault();
            event.stopPropagation();
            place(Math.round(move(percent, event.shiftKey ? LEAP : STEP)));
        });
        return curtain;
    };

    /** Draws the curtain over the cells of two maps; null takes it away. */
    const show = (wanted) => {
        if (cells && wanted && cells[1] === wanted[1]) return;
        handle?.parentElement.remove();
        [cells, handle] = [null, null];
        if (!wanted) return;
        cells = wanted;
        const container = cells[1].map.getContainer();
        container.after(build());
        place(50);
    };

    quartierblick.compareSwipe = {show, label, place, at: () => percent};
})();
