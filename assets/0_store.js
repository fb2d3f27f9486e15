/**
 * The one store of the browser: what is asked, what is shown, what is hovered and what is selected.
 * Parts read it and listen to it; none of them talks to another part.
 *
 * Slots: "answer" (the choropleth with its question), "scene" ({answer, geometry, column} that belong
 * together), "painted" (the scene on the screen), "details" (the scene whose column has got ranges, counts and
 * ranks), "hover" (a quarter id or null), "pointed" (what a chart says beside it: [label, text]), "selection" (array of
 * quarter ids, oldest first), "set" (quarter ids that a part of the page is about, outlined), "tab" (the open one of
 * the panel), "maps" (all maps),
 * "outlines" (false while the outlines of what hangs together are switched off).
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const values = new Map();
    const listeners = new Map();

    /** @returns the value of a slot, undefined before the first set */
    const get = (slot) => values.get(slot);

    /** Sets a slot and tells its listeners, unless nothing changed. */
    const set = (slot, value) => {
        const before = values.get(slot);
        if (before === value) return;
        values.set(slot, value);
        for (const listener of listeners.get(slot) ?? []) {
            try {
                listener(value, before);
            } catch (error) {
                reportError(error); // one part's mistake must not silence the others
            }
        }
    };

    /** Calls listener(value, before) at each change; returns the function that stops it. */
    const on = (slot, listener) => {
        if (!listeners.has(slot)) listeners.set(slot, new Set());
        listeners.get(slot).add(listener);
        return () => listeners.get(slot).delete(listener);
    };

    quartierblick.store = {get, set, on};
})();
