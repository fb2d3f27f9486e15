/**
 * Keeps the table's rows in step with hover and selection; Enter or a click on a row selects its quarter, with Ctrl it
 * is added, with Shift the rows from the one chosen before, as they are sorted and filtered.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const functions = (window.dashAgGridFunctions ??= {});

    functions.quartierblick = {
        rank: ({value, data}) => (value === null || value === undefined ? "" : quartierblick.ranks.written(value, data.rank_end)),
        number: (params, decimals, signed) => {
            const isBlank = params.value === null || params.value === undefined;
            if (isBlank) return params.colDef.field === "value" ? params.data.reason : "";
            return quartierblick.numbers.format(params.value, decimals, signed);
        },
    };

    let anchor = null; // id of the row that a range begins at

    const grid = () => document.getElementById("table-grid");
    const rowOf = (target) => (grid()?.contains(target) ? target.closest?.(".ag-row") : null);
    const rowsOf = (id) => grid()?.querySelectorAll(`.ag-row[row-id="${CSS.escape(id)}"]`) ?? [];

    const mark = () => {
        const chosen = new Set(quartierblick.store.get("selection") ?? []);
        for (const row of grid()?.querySelectorAll(".ag-row") ?? []) {
            const on = chosen.has(row.getAttribute("row-id"));
            if (row.classList.contains("is-selected") !== on) row.classList.toggle("is-selected", on);
        }
    };

    document.addEventListener("mouseover", (event) => {
        const row = rowOf(event.target);
        if (row) quartierblick.store.set("hover", row.getAttribute("row-id"));
    });
    document.addEventListener("mouseout", (event) => {
        const row = rowOf(event.target);
        if (row && !row.contains(event.relatedTarget)) quartierblick.store.set("hover", null);
    });
    /** Ids of the rows from the anchor to a row, in the order on the screen, however many are drawn. */
    const range = (id) => {
        const shown = [];
        window.dash_ag_grid.getApi("table-grid").forEachNodeAfterFilterAndSort((node) => shown.push(node.id));
        const [first, last] = [shown.indexOf(anchor), shown.indexOf(id)];
        return first < 0 ? [id] : shown.slice(Math.min(first, last), Math.max(first, last) + 1);
    };
    const select = (row, event) => {
        const id = row.getAttribute("row-id");
        if (event.shiftKey && !event.altKey && anchor) {
            const adding = event.ctrlKey || event.metaKey;
            return quartierblick.selection.join(range(id), adding ? "add" : quartierblick.store.get("mode") ?? "new");
        }
        anchor = id;
        return quartierblick.selection.click([id], event);
    };

    document.addEventListener("mousedown", (event) => event.shiftKey && rowOf(event.target) && event.preventDefault());
    document.addEventListener("click", (event) => {
        const row = rowOf(event.target);
        if (row) select(row, event);
    });
    document.addEventListener("keydown", (event) => {
        const row = rowOf(event.target);
        if (row && (event.key === "Enter" || event.key === " ")) select(row, event);
    });
    quartierblick.store.on("hover", (id, before) => {
        for (const row of before ? rowsOf(before) : []) row.classList.remove("is-hovered");
        for (const row of id ? rowsOf(id) : []) row.classList.add("is-hovered");
    });
    quartierblick.store.on("selection", mark);

    /** Loads the table's script when its place is first seen, then asks the server for the table. */
    const watch = (id) => {
        const place = document.getElementById(id);
        const seen = new IntersectionObserver(async (entries) => {
            if (!entries.some((entry) => entry.isIntersecting)) return;
            seen.disconnect();
            await quartierblick.later.load("grid");
            // Who has left the page meanwhile wants no table.
            if (place.isConnected) window.dash_clientside.set_props("table-wanted", {data: true});
        });
        seen.observe(place);
        return window.dash_clientside.no_update;
    };
    window.dash_clientside = Object.assign({}, window.dash_clientside, {quarter_table: {watch}});

    new MutationObserver((changes) => {
        if (changes.some((change) => change.target.classList?.contains("ag-center-cols-container"))) mark();
    }).observe(document.documentElement, {childList: true, subtree: true});
})();
