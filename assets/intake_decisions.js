/**
 * What a user decided about the delivery on the page, with undo and redo. Every part of the page changes the decisions
 * here and nowhere else; the server reads them as `loading.choices.Choices` and recognises anew.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const MOST_STEPS = 200;
    let done = [];
    let undone = [];
    let decisions = {};
    let deliver = () => {};
    const listeners = new Set();

    const go = (next) => {
        decisions = next;
        deliver(decisions);
        for (const listener of listeners) listener();
    };

    /**
     * Decides something.
     * @param {string} label What is done, in the reader's words; shown in the list of steps.
     * @param {(decisions: object) => object} update Gets the decisions, gives new ones; must not change what it gets.
     */
    const change = (label, update) => {
        const next = update(decisions);
        if (JSON.stringify(next) === JSON.stringify(decisions)) return;
        done = [...done, {label, before: decisions, at: new Date().toISOString()}].slice(-MOST_STEPS);
        undone = [];
        go(next);
    };

    const undo = () => {
        const step = done.at(-1);
        if (!step) return;
        done = done.slice(0, -1);
        undone = [...undone, {...step, after: decisions}];
        go(step.before);
    };

    const redo = () => {
        const step = undone.at(-1);
        if (!step) return;
        undone = undone.slice(0, -1);
        done = [...done, {label: step.label, at: step.at, before: decisions}];
        go(step.after);
    };

    /**
     * Gives a list of choices with one put in the place of that which `same` finds, or at the end.
     * @param {object[]|undefined} list
     * @param {(one: object) => boolean} same
     * @param {object|null} choice null takes it out.
     */
    const placed = (list, same, choice) => {
        const others = (list ?? []).filter((one) => !same(one));
        return choice ? [...others, choice] : others;
    };

    quartierblick.intakeDecisions = {
        change,
        undo,
        redo,
        placed,
        /** @returns {object} as `Choices.to_json()`; not to be changed. */
        current: () => decisions,
        /** @returns {{done: object[], undone: object[]}} steps, the latest last: {label, at}. */
        steps: () => ({done, undone}),
        /** Calls `listener` after every change; gives a function that ends it. */
        listen: (listener) => {
            listeners.add(listener);
            return () => listeners.delete(listener);
        },
        /** Starts anew with another delivery; `send` hands decisions to the server. */
        begin: (known, send) => {
            [done, undone, decisions, deliver] = [[], [], known ?? {}, send];
            for (const listener of listeners) listener();
        },
    };
})();
