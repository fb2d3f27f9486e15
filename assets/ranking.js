/**
 * Ranges in the ranking: with Shift a click on a row selects everything from the row chosen before to this one, with
 * Shift and Ctrl the range is added. Up and down walk through the rows, with Shift they select on the way.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const ROW = ".ranking-row";
    let anchor = null; // id of the row that a range begins at

    const rows = (row) => [...row.closest(".ranking-rows").querySelectorAll(ROW)];
    const idOf = (row) => row.dataset.quarter;

    /** Ids from the anchor to a row, in their order on the screen; the row alone where the anchor has gone. */
    const range = (row) => {
        const all = rows(row);
        const [first, last] = [all.findIndex((one) => idOf(one) === anchor), all.indexOf(row)];
        if (first < 0) return [idOf(row)];
        const found = all.slice(Math.min(first, last), Math.max(first, last) + 1).map(idOf);
        return first > last ? found.reverse() : found;
    };

    const select = (row, event) => {
        const adding = event.ctrlKey || event.metaKey;
        quartierblick.selection.join(range(row), adding ? "add" : quartierblick.store.get("mode") ?? "new");
    };

    // Before link.js hears of the click: it knows no order of rows.
    document.addEventListener("click", (event) => {
        const row = event.target.closest?.(ROW);
        if (!row) return;
        if (event.shiftKey && !event.altKey && anchor) {
            event.stopPropagation();
            select(row, event);
        } else anchor = idOf(row);
    }, true);

    document.addEventListener("keydown", (event) => {
        const row = event.target.closest?.(ROW);
        const by = {ArrowDown: 1, ArrowUp: -1}[event.key];
        if (!row || !by) return;
        const all = rows(row);
        const next = all[all.indexOf(row) + by];
        event.preventDefault();
        if (!next) return;
        anchor ??= idOf(row);
        next.focus();
        if (event.shiftKey) select(next, event);
        else anchor = idOf(next);
    });
})();
