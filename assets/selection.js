/**
 * The one set of selected quarters, whoever changes it: click, legend class, ranking row, table, keyboard.
 * It outlives a change of indicator, year and page, and can be undone.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const undoable = [];
    let told = null;

    const current = () => quartierblick.store.get("selection") ?? [];
    const same = (a, b) => a.length === b.length && a.every((id, position) => id === b[position]);

    const tellServer = () => {
        window.clearTimeout(told);
        told = window.setTimeout(() => {
            window.dash_clientside.set_props("address-selection", {data: current()});
        }, 150);
    };

    /** Sets the selection; ids that stand twice are kept once. */
    const replace = (ids) => {
        const next = [...new Set(ids)];
        if (same(next, current())) return;
        undoable.push(current());
        if (undoable.length > 50) undoable.shift();
        quartierblick.store.set("selection", next);
        quartierblick.address.keepSelection(next);
        tellServer();
    };

    const add = (ids) => replace([...current(), ...ids]);
    const remove = (ids) => {
        const gone = new Set(ids);
        replace(current().filter((id) => !gone.has(id)));
    };
    const toggle = (id) => (current().includes(id) ? remove([id]) : add([id]));
    const clear = () => replace([]);

    /** Takes the last change back. */
    const undo = () => {
        const before = undoable.pop();
        if (before === undefined) return;
        quartierblick.store.set("selection", before);
        quartierblick.address.keepSelection(before);
        tellServer();
    };

    /** What a click on ids means: alone it chooses, with ctrl, shift or cmd it adds or takes away. */
    const click = (ids, event) => {
        const extend = event?.ctrlKey || event?.metaKey || event?.shiftKey;
        const chosen = current();
        const all = ids.every((id) => chosen.includes(id));
        if (extend) (all ? remove : add)(ids);
        else if (all && chosen.length === ids.length) clear();
        else replace(ids);
    };

    document.addEventListener("keydown", (event) => {
        if (event.target.closest?.("input, textarea, select, [role=dialog], [role=listbox]")) return;
        if (event.key === "Escape") clear();
        if (event.key === "z" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            undo();
        }
    });

    quartierblick.selection = {replace, add, remove, toggle, clear, undo, click, current};
})();
