/**
 * What holds values of an earlier question, because the answer to the present one has not come: it is marked until that
 * is there, and base.css greys it. An answer is missed as soon as it has failed, the program is lost, or it is late.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const LATE = 2000; // milliseconds
    const awaited = new Map();

    const mark = (element, isMarked) => {
        element.toggleAttribute("data-unconfirmed", isMarked);
        if (isMarked) element.setAttribute("aria-busy", "true");
        else element.removeAttribute("aria-busy");
    };

    const show = () => {
        const missed = [...awaited.values()].filter((one) => one.isMissed).flatMap((one) => one.elements());
        const wanted = new Set(missed.filter(Boolean));
        for (const element of document.querySelectorAll("[data-unconfirmed]")) if (!wanted.has(element)) mark(element, false);
        for (const element of wanted) if (!element.hasAttribute("data-unconfirmed")) mark(element, true);
    };

    const miss = (one) => {
        one.isMissed = true;
        show();
    };

    /** Nobody waits any longer for what goes by this name. */
    const forget = (name) => {
        window.clearTimeout(awaited.get(name)?.timer);
        if (awaited.get(name)?.isMissed) {
            awaited.delete(name);
            show();
        } else awaited.delete(name);
    };

    /**
     * An answer is under way. What was missed under this name stays marked until it comes; an earlier question that is
     * answered later counts for nothing.
     * @param {() => Element[]} elements that hold what the answer will replace
     */
    const expect = (name, elements) => {
        window.clearTimeout(awaited.get(name)?.timer);
        const one = {elements, isMissed: awaited.get(name)?.isMissed ?? false};
        one.timer = window.setTimeout(() => miss(one), LATE);
        awaited.set(name, one);
        const ifLatest = (act) => () => awaited.get(name) === one && act();
        return {
            come: ifLatest(() => forget(name)),
            missed: ifLatest(() => miss(one)),
            isLatest: () => awaited.get(name) === one,
        };
    };

    window.addEventListener("quartierblick:lost", () => {
        for (const one of awaited.values()) one.isMissed = true;
        show();
    });

    quartierblick.unconfirmed = {expect, forget};
})();
