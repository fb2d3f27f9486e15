/** The legend's controls ask for another view; its rows select the quarters of a class or of a blank. */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const query = () => quartierblick.store.get("answer")?.query;
    const isEcho = (control, value) => quartierblick.controls.isEcho(control, value);
    const shown = () => quartierblick.store.get("answer")?.limits.slice(1, -1) ?? [];

    const scheme = (value) => {
        if (!value || !query() || isEcho("scheme", value) || value === query().scheme) return;
        quartierblick.address.go(value === "own" ? {scheme: "own", breaks: shown().join(",")} : {scheme: value, breaks: null});
    };
    const k = (value) => {
        if (!Number.isInteger(value) || !query() || isEcho("k", value) || String(value) === query().k) return;
        const own = query().scheme === "own" ? {scheme: "natural_breaks", breaks: null} : {};
        quartierblick.address.go({...own, k: value});
    };
    const same = (value) => {
        if (typeof value !== "boolean" || !query() || isEcho("same", value) || value === (query().same === "1")) return;
        quartierblick.address.go({same: value ? 1 : null});
    };

    /** The controls show the newest question, never that of an answer which Dash hears of late: that would ask it anew. */
    const show = () => {
        const {no_update: kept} = window.dash_clientside;
        if (!query()) return [kept, kept, kept];
        const {write} = quartierblick.controls;
        return [write("scheme", query().scheme), write("k", Number(query().k)), write("same", query().same === "1")];
    };

    const members = (scene, wanted) => scene.geometry.ids.filter((_, position) => wanted(scene.column, position));

    document.addEventListener("click", (event) => {
        const row = event.target.closest?.("[data-class], [data-reason-class]");
        const scene = quartierblick.store.get("scene");
        if (!row || !scene) return;
        const {REASONS} = quartierblick.map;
        const wanted = row.dataset.class !== undefined
            ? (column, at) => column.reason[at] === 0
                && quartierblick.answer.classOf(column.value[at], scene.answer.upper_bounds) === Number(row.dataset.class)
            : (column, at) => REASONS[column.reason[at]] === row.dataset.reasonClass;
        quartierblick.selection.click(members(scene, wanted), event);
    });

    window.dash_clientside = Object.assign({}, window.dash_clientside, {legend: {scheme, k, same, show}});
})();
