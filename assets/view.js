/**
 * Controls that ask for another view: an element with data-view-<parameter>="<value>" changes the address
 * when clicked and shows by aria-pressed whether its value is the current one.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const PARAMETERS = {viewLevel: "level", viewIndicator: "i", viewYear: "y", viewPalette: "palette", viewScheme: "scheme"};
    const SELECTOR = Object.keys(PARAMETERS)
        .map((name) => `[data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}]`)
        .join(",");

    /** What a control changes in the address. */
    const patchOf = (element) => {
        const patch = {};
        for (const [name, parameter] of Object.entries(PARAMETERS)) {
            if (element.dataset[name] !== undefined) patch[parameter] = element.dataset[name];
        }
        if (patch.i !== undefined) {
            const year = quartierblick.store.get("answer")?.query.y;
            if (!element.dataset.years?.split(" ").includes(String(year))) patch.y = null;
            patch.breaks = null;
            if (quartierblick.store.get("answer")?.query.scheme === "own") patch.scheme = null;
        }
        return patch;
    };

    /** Marks the controls whose value the answer on the screen was computed for. */
    const mark = () => {
        const answer = quartierblick.store.get("answer");
        if (!answer) return;
        for (const element of document.querySelectorAll(SELECTOR)) {
            const pressed = Object.entries(PARAMETERS).every(
                ([name, parameter]) => element.dataset[name] === undefined || element.dataset[name] === String(answer.query[parameter]),
            );
            element.setAttribute("aria-pressed", String(pressed));
        }
    };

    document.addEventListener("click", (event) => {
        const element = event.target.closest?.(SELECTOR);
        if (element) quartierblick.address.go(patchOf(element));
    });
    quartierblick.store.on("answer", mark);
    new MutationObserver((changes) => {
        if (changes.some((change) => change.addedNodes.length)) mark();
    }).observe(document.documentElement, {childList: true, subtree: true});
    quartierblick.view = {mark, patchOf};
})();
