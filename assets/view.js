/**
 * Controls that ask for another view: an element with data-view-<parameter>="<value>" changes the address
 * when clicked and shows by aria-pressed whether its value is the current one.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const PARAMETERS = {viewLevel: "level", viewIndicator: "i", viewYear: "y", viewPalette: "palette", viewScheme: "scheme", viewShow: "show", viewHow: "how"};
    const ABOUT_NO_INDICATOR = new Set(["matrix", "types"]); // categories that stay the same whatever indicator is on the map
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
            const query = quartierblick.store.get("answer")?.query;
            if (query?.scheme === "own") patch.scheme = null;
            if (ABOUT_NO_INDICATOR.has(query?.show)) Object.assign(patch, {show: null, how: null});
        }
        if (patch.show !== undefined) Object.assign(patch, {how: patch.how ?? null, bi: null, against: null});
        return patch;
    };

    /** Whether an answer was computed for a value; a derived indicator (smoothed, as a ratio) is its own and its base. */
    const says = (answer, parameter, value) =>
        value === String(answer.query[parameter]) || (parameter === "i" && value === answer.base);

    /** Marks the controls whose value the answer on the screen was computed for. */
    const mark = () => {
        const answer = quartierblick.store.get("answer");
        if (!answer) return;
        for (const element of document.querySelectorAll(SELECTOR)) {
            const pressed = Object.entries(PARAMETERS).every(
                ([name, parameter]) => element.dataset[name] === undefined || says(answer, parameter, element.dataset[name]),
            );
            if (element.getAttribute("aria-pressed") !== String(pressed)) element.setAttribute("aria-pressed", String(pressed));
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
