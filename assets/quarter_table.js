/** Keeps the table's rows in step with hover and selection; Enter or a click on a row selects its quarter. */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const functions = (window.dashAgGridFunctions ??= {});

    functions.quartierblick = {
        number: (params, decimals, signed) =>
            params.value === null || params.value === undefined ? "" : quartierblick.numbers.format(params.value, decimals, signed),
    };

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
    document.addEventListener("click", (event) => {
        const row = rowOf(event.target);
        if (row) quartierblick.selection.click([row.getAttribute("row-id")], event);
    });
    document.addEventListener("keydown", (event) => {
        const row = rowOf(event.target);
        if (row && (event.key === "Enter" || event.key === " ")) quartierblick.selection.toggle(row.getAttribute("row-id"));
    });
    quartierblick.store.on("hover", (id, before) => {
        for (const row of before ? rowsOf(before) : []) row.classList.remove("is-hovered");
        for (const row of id ? rowsOf(id) : []) row.classList.add("is-hovered");
    });
    quartierblick.store.on("selection", mark);

    /** Loads the table's script when its place is first seen, then asks the server for the table. */
    const watch = (id) => {
        const seen = new IntersectionObserver(async (entries) => {
            if (!entries.some((entry) => entry.isIntersecting)) return;
            seen.disconnect();
            await quartierblick.later.load("grid");
            window.dash_clientside.set_props("table-wanted", {data: true});
        });
        seen.observe(document.getElementById(id));
        return window.dash_clientside.no_update;
    };
    window.dash_clientside = Object.assign({}, window.dash_clientside, {quarter_table: {watch}});

    new MutationObserver((changes) => {
        if (changes.some((change) => change.target.classList?.contains("ag-center-cols-container"))) mark();
    }).observe(document.documentElement, {childList: true, subtree: true});
})();
