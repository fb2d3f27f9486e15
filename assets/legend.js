/** The legend's controls ask for another view; its rows select the quarters of a class or of a blank. */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const query = () => quartierblick.store.get("answer")?.query;
    const shown = () => quartierblick.store.get("answer")?.limits.slice(1, -1) ?? [];

    /** Reads "5; 9,1; 13" or "5, 9.1, 13" as ascending numbers; undefined where something is no number. */
    const readLimits = (text) => {
        const parts = text.includes(";") ? text.split(";").map((part) => part.replace(",", ".")) : text.split(/[\s,]+/);
        const numbers = parts.map((part) => part.trim()).filter(Boolean).map(Number);
        return numbers.some(Number.isNaN) ? undefined : [...new Set(numbers)].sort((a, b) => a - b).slice(0, 8);
    };

    const scheme = (value) => {
        if (!value || !query() || value === query().scheme) return;
        quartierblick.address.go(value === "own" ? {scheme: "own", breaks: shown().join(",")} : {scheme: value, breaks: null});
    };
    const k = (value) => {
        if (!Number.isInteger(value) || !query() || String(value) === query().k) return;
        const own = query().scheme === "own" ? {scheme: "natural_breaks", breaks: null} : {};
        quartierblick.address.go({...own, k: value});
    };
    const breaks = (text) => {
        const limits = text && query() && readLimits(text);
        if (!limits?.length) return;
        const before = shown();
        const digits = quartierblick.store.get("answer").limit_decimals;
        const same = limits.length === before.length && limits.every((limit, at) => limit === Number(before[at].toFixed(digits)));
        if (!same) quartierblick.address.go({scheme: "own", breaks: limits.join(",")});
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

    window.dash_clientside = Object.assign({}, window.dash_clientside, {legend: {scheme, k, breaks}});
    quartierblick.legend = {readLimits};
})();
