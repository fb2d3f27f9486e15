/**
 * The heat map of correlations: what is pointed at or focused is said below it, the arrow keys walk through its cells,
 * and a click opens the pair in the scatter.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const TABS = "panel-tabs";
    const CELL = ".pair";
    const STEPS = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]};

    const say = (cell) => {
        const place = document.querySelector(".pairs-said");
        if (place) place.textContent = cell?.getAttribute("aria-label") ?? place.dataset.prompt;
    };

    const point = (event) => {
        const cell = event.target.closest?.(CELL);
        if (cell) say(cell);
    };
    const leave = (event) => {
        if (event.target.closest?.(CELL) && !event.relatedTarget?.closest?.(CELL)) say(null);
    };

    /** One cell of the heat map takes the tab key; the arrows move to the others. */
    const walk = (event) => {
        const cell = event.target.closest?.(CELL);
        const step = STEPS[event.key];
        if (!cell || !step) return;
        event.preventDefault();
        const place = cell.parentElement;
        const row = place.parentElement;
        const next = row.parentElement.rows[row.sectionRowIndex + step[0]]?.cells[place.cellIndex + step[1]]?.querySelector(CELL);
        if (!next) return;
        cell.tabIndex = -1;
        next.tabIndex = 0;
        next.focus();
    };

    /** The scatter stands in another tab, which is opened first. */
    const open = ({pairI, pairX, pairY}) => {
        const patch = quartierblick.view.patchOf({dataset: {viewIndicator: pairI, years: pairY}});
        if (patch.y === null && pairY !== "0") patch.y = pairY;
        quartierblick.address.go({...patch, x: pairX, show: null, how: null, bi: null});
        window.dash_clientside.set_props(TABS, {value: "finding"});
        requestAnimationFrame(() => {
            document.getElementById(`${TABS}-tab-finding`)?.focus({preventScroll: true});
            document.querySelector(".part.scatter")?.scrollIntoView({block: "center"});
        });
    };

    document.addEventListener("mouseover", point);
    document.addEventListener("focusin", point);
    document.addEventListener("mouseout", leave);
    document.addEventListener("focusout", leave);
    document.addEventListener("keydown", walk);
    document.addEventListener("click", (event) => {
        const pair = event.target.closest?.("[data-pair-i]");
        if (pair) open(pair.dataset);
    });
})();
