/**
 * The years: play shows one after the other, from the start again after the last; Escape or a click elsewhere stops.
 * Arrow keys go from year to year. Where less motion is wanted, each year stays twice as long.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const [PAUSE, LATE] = [1100, 100];
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
    const STEPS = {ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1};
    let playing = null;
    let focused = null;

    const buttons = () => [...document.querySelectorAll("#years .year")];
    const current = () => quartierblick.store.get("scene")?.answer.query.y;
    const pause = () => ((calm.matches ? 2 : 1) * PAUSE) / (Number(document.getElementById("years-speed")?.value) || 1);

    const nextOf = (year) => {
        const years = buttons().map((button) => button.dataset.viewYear);
        return years[(years.indexOf(year) + 1) % years.length];
    };

    /** Asks for the next year, fetches the one after it, and waits; a year that is late is waited for. */
    const step = (asked) => {
        if (asked && asked !== current()) return wait(asked, LATE);
        if (document.hidden || !buttons().length) return wait(asked, pause());
        const year = nextOf(current());
        quartierblick.address.go({y: year}, true);
        quartierblick.prefetch.view({y: nextOf(year)});
        return wait(year, pause());
    };
    const wait = (asked, time) => {
        playing = window.setTimeout(() => step(asked), time);
    };

    const show = () => {
        const button = document.getElementById("years-play");
        button?.setAttribute("aria-pressed", String(Boolean(playing)));
        button?.firstElementChild.classList.toggle("icon-pause", Boolean(playing));
        button?.firstElementChild.classList.toggle("icon-play", !playing);
    };

    const stop = () => {
        window.clearTimeout(playing);
        playing = null;
        show();
    };

    document.addEventListener("click", (event) => {
        if (event.target.closest?.("#years-play")) {
            if (playing) return stop();
            step();
            return show();
        }
        return playing && !event.target.closest?.(".panel, #years-speed") ? stop() : undefined;
    });

    /** Goes to the neighbouring year, which has the focus then. */
    const walk = (button, key) => {
        const all = buttons();
        const at = key === "Home" ? 0 : key === "End" ? all.length - 1 : all.indexOf(button) + STEPS[key];
        if (!all[at]) return;
        all[at].focus();
        all[at].click();
        focused = all[at].dataset.viewYear;
    };

    document.addEventListener("keydown", (event) => {
        if (playing && event.key === "Escape") stop();
        const button = event.target.closest?.("#years .year");
        if (!button || !(event.key in STEPS || event.key === "Home" || event.key === "End")) return;
        event.preventDefault();
        walk(button, event.key);
    });

    /** The server draws the years anew after each answer: the one that had the focus gets it back. */
    const renew = () => {
        const lost = document.activeElement === document.body && focused;
        if (lost) buttons().find((button) => button.dataset.viewYear === focused)?.focus();
    };
    document.addEventListener("focusin", (event) => event.target.closest?.("#years .year") || (focused = null));
    document.addEventListener("pointerdown", () => (focused = null));
    new MutationObserver((changes) => {
        if (focused && changes.some((change) => change.target.closest?.("#years"))) renew();
    }).observe(document.documentElement, {childList: true, subtree: true});

    quartierblick.store.on("painted", show);
})();
