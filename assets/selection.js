/**
 * The one set of selected quarters, whoever changes it. It outlives a change of indicator, year, page and level,
 * and every change can be taken back.
 *
 * A choice is {level, ids}, ids oldest first, on the level on which it was made. The slot "selection" holds what
 * it means on the level on show (levels.js): with another level only that changes, so coming back shows exactly
 * the quarters that were chosen. Whoever changes the selection on the other level has made a new choice.
 *
 * Slots: "selection" (ids on show), "mode" ("new", "add", "subtract", "intersect": how the next choice joins
 * the selection), "history" ({undo, redo}: how many steps there are).
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const {store} = quartierblick;
    const MOST_STEPS = 100;
    const PAUSE = 150; // milliseconds without another change before the server hears of it
    const NOTHING = {level: "quarter", ids: []};
    let [choice, pending, told, resting, city] = [NOTHING, null, null, null, null];
    let [undoable, redoable] = [[], []];

    const current = () => store.get("selection") ?? [];
    const same = (a, b) => a.length === b.length && a.every((id, position) => id === b[position]);
    const level = () => store.get("scene")?.answer.query.level ?? quartierblick.address.read().view.level ?? "quarter";

    const tellServer = () => {
        window.clearTimeout(told);
        told = window.setTimeout(() => {
            if (store.get("sliding")) return tellServer(); // whoever holds a slider is still choosing
            return window.dash_clientside.set_props("address-selection", {data: current()});
        }, PAUSE);
    };

    const countSteps = () => {
        const before = store.get("history");
        if (before?.undo === undoable.length && before.redo === redoable.length) return;
        store.set("history", {undo: undoable.length, redo: redoable.length});
    };

    /** Shows what the choice means on the level on show. */
    const show = () => {
        const ids = quartierblick.levels.translate(choice, level());
        if (ids === null) quartierblick.levels.fetched("quarter").then((geometry) => geometry && show());
        else if (!same(ids, current())) {
            store.set("selection", ids);
            tellServer();
        }
        countSteps();
    };

    const onMap = () => quartierblick.address.read().page.page === "map";

    const keep = () => {
        if (!onMap()) return;
        const text = quartierblick.bookmark.write(choice, level(), quartierblick.levels.geometryOf(choice.level));
        quartierblick.address.keepSelection(text);
    };

    const take = (next) => {
        [choice, pending] = [next, null];
        show();
        keep();
    };

    const remember = () => {
        undoable.push(choice);
        if (undoable.length > MOST_STEPS) undoable.shift();
        redoable = [];
    };

    const change = (next) => {
        remember();
        take(next);
    };

    /** Sets the selection on the level on show; ids that stand twice are kept once. */
    const replace = (ids) => {
        const next = [...new Set(ids)];
        if (!same(next, current())) change({level: level(), ids: next});
    };

    /** A slider chooses anew in every frame: all of it is one step back, and the address hears of it when it rests. */
    const slide = (ids) => {
        const next = [...new Set(ids)];
        if (same(next, current())) return;
        if (resting === null) remember();
        window.clearTimeout(resting);
        resting = window.setTimeout(() => {
            resting = null;
            keep();
        }, PAUSE);
        [choice, pending] = [{level: level(), ids: next}, null];
        show();
    };

    const JOINED = {
        new: (ids) => ids,
        add: (ids, chosen) => [...chosen, ...ids],
        subtract: (ids, chosen) => {
            const gone = new Set(ids);
            return chosen.filter((id) => !gone.has(id));
        },
        intersect: (ids, chosen) => {
            const kept = new Set(ids);
            return chosen.filter((id) => kept.has(id));
        },
    };

    /** Joins ids to the selection: mode is "new", "add", "subtract" or "intersect". */
    const join = (ids, mode = "new") => replace(JOINED[mode](ids, current()));

    /** How an event joins: shift or ctrl adds, alt subtracts, both intersect; without a key as the switch says. */
    const modeOf = (event) => {
        if (event?.altKey) return event.shiftKey ? "intersect" : "subtract";
        return event?.ctrlKey || event?.metaKey || event?.shiftKey ? "add" : store.get("mode") ?? "new";
    };

    const setMode = (mode) => store.set("mode", mode);

    const clear = () => {
        setMode("new");
        replace([]);
    };

    /** Selects what is not selected. */
    const invert = () => {
        const ids = store.get("scene")?.geometry.ids;
        const chosen = new Set(current());
        if (ids) replace(ids.filter((id) => !chosen.has(id)));
    };

    /**
     * What a click on ids means. A new choice that is chosen already is given up, one to be added that is chosen
     * already is taken away: a second click takes the first back. A click on nothing clears.
     */
    const click = (ids, event) => {
        const mode = modeOf(event);
        const chosen = new Set(current());
        const all = ids.every((id) => chosen.has(id));
        if (!ids.length) mode === "new" && clear();
        else if (mode === "add" && all) join(ids, "subtract");
        else if (mode === "new" && all && chosen.size === ids.length) clear();
        else join(ids, mode);
    };

    const step = (from, to) => {
        const next = from.pop();
        if (!next) return;
        to.push(choice);
        take(next);
    };
    /** Takes the last change back. */
    const undo = () => step(undoable, redoable);
    /** Makes the last change that was taken back again. */
    const redo = () => step(redoable, undoable);

    /** Forgets selection and steps: they belong to another city. */
    const forget = () => {
        [choice, pending, undoable, redoable] = [NOTHING, null, [], []];
        setMode("new");
        show();
    };

    const resolve = async () => {
        const found = pending;
        const geometry = await quartierblick.levels.fetched(found.level);
        if (pending !== found || !geometry) return;
        pending = null;
        const next = quartierblick.bookmark.decode(found, geometry);
        if (next.level !== choice.level || !same(next.ids, choice.ids)) change(next);
    };

    /** The city that an address names and the one on show may be the same by two names. */
    const isOther = ({project}) => city !== null && project !== city && project !== quartierblick.levels.city();

    /**
     * Takes the selection of an address ({page, view, selection}). A link to the map that names none keeps what is
     * selected; isStep: the address was come to by Back or Forward, and shows what was selected then.
     */
    const follow = ({page, view, selection}, isStep) => {
        if (isOther(page)) forget();
        city = page.project;
        if (page.page !== "map") return;
        if (!selection && !isStep) return keep();
        const found = quartierblick.bookmark.read(selection, view.level ?? "quarter");
        if (found.form) {
            pending = found;
            if (store.get("scene")) resolve();
        } else if (found.level !== choice.level || !same(found.ids, choice.ids)) {
            if (found.ids.length || choice.ids.length) change(found);
        }
        return undefined;
    };

    store.on("scene", (scene) => {
        if (!scene) return;
        if (pending) resolve();
        else {
            show();
            if (choice.ids.length) keep();
        }
    });

    document.addEventListener("keydown", (event) => {
        if (event.defaultPrevented || event.target.closest?.("input:not(#concentration-slider), textarea, select, [role=dialog], [role=listbox]")) return;
        if (!onMap()) return;
        if (event.key === "Escape") clear();
        if (!event.ctrlKey && !event.metaKey) return;
        const key = event.key.toLowerCase();
        const wanted = key === "y" || (key === "z" && event.shiftKey) ? redo : key === "z" ? undo : null;
        if (!wanted) return;
        event.preventDefault();
        wanted();
    });

    const add = (ids) => join(ids, "add");
    const remove = (ids) => join(ids, "subtract");
    quartierblick.selection = {
        current, replace, slide, join, add, remove, clear, invert, click, undo, redo, modeOf, setMode, follow, forget,
    };
})();
