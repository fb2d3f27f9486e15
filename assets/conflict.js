/** Somebody else has saved the same project: says what has changed, and asks how to go on. Nothing is overwritten. */
(() => {
    const quartierblick = (window.quartierblick ??= {});

    const element = (name, properties, ...inside) => {
        const made = Object.assign(document.createElement(name), properties);
        made.append(...inside);
        return made;
    };

    /**
     * Asks how to go on.
     * @param {object} told - as callbacks/shared/conflicts.py words it.
     * @returns {Promise<"own"|"reload"|"">} empty where it was left by Escape or the last button.
     */
    const ask = (told) =>
        new Promise((done) => {
            const before = document.activeElement;
            const heading = element("h2", {id: "conflict-heading", textContent: told.heading});
            const changes = element("ul", {}, ...told.changes.map((textContent) => element("li", {textContent})));
            const way = (value, className = "button") => element("button", {value, className, textContent: told[value || "stop"]});
            const ways = [told.own && way("own", "button is-primary"), way("reload"), way("")].filter(Boolean);
            const form = element(
                "form",
                {method: "dialog"},
                heading,
                element("p", {textContent: told.lead}),
                changes,
                element("p", {className: "quiet", textContent: told.own ? told.kept : ""}),
                element("div", {className: "conflict-ways"}, ...ways),
            );
            const dialog = element("dialog", {className: "conflict-dialog"}, form);
            dialog.setAttribute("aria-labelledby", heading.id);
            dialog.addEventListener("close", () => {
                dialog.remove();
                before?.focus?.();
                done(dialog.returnValue);
            });
            document.body.append(dialog);
            dialog.showModal();
        });

    quartierblick.conflict = {ask};
    window.dash_clientside = Object.assign({}, window.dash_clientside, {
        conflict: {
            /** The delivery could not become the next state of its project. */
            delivery: async (told) => {
                if (!told) return;
                const way = await ask(told);
                if (way === "reload") quartierblick.address.visit(told.href);
                if (way === "own") window.dash_clientside.set_props("intake-own", {data: performance.now()});
            },
        },
    });
})();
