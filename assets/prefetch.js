/**
 * Fetches what is likely to be asked for next: the years beside the one on show, and the indicator that the pointer
 * or the focus rests on. The choice itself is then on the screen in the next frame.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const [REST, CALM] = [60, 400]; // milliseconds on an indicator; after a picture, which has the first claim
    const PATIENCE = 10;
    let [resting, calming] = [null, null];

    /** Fetches the answer and the numbers of the view that a patch of the address would ask for. */
    const view = (patch) => {
        const next = {...quartierblick.address.read().view};
        for (const [name, value] of Object.entries(patch)) {
            if (value === null) delete next[name];
            else next[name] = String(value);
        }
        return quartierblick.answer.prefetch?.(next);
    };

    /** The years beside the one on show, the later one first. */
    const neighbours = (answer) => {
        const years = [...document.querySelectorAll("#years .year")].map((button) => button.dataset.viewYear);
        const at = years.indexOf(answer.query.y);
        return at < 0 ? [] : [years[at + 1] ?? years[0], years[at - 1]].filter((year) => year && year !== answer.query.y);
    };

    const rest = (event) => {
        window.clearTimeout(resting);
        const control = event.target.closest?.("[data-view-indicator], #years .year");
        if (control?.getAttribute("aria-pressed") === "false") resting = window.setTimeout(() => view(quartierblick.view.patchOf(control)), REST);
    };
    document.addEventListener("pointerover", rest);
    document.addEventListener("focusin", rest);

    /** The years may be drawn later than the map: they are waited for a while. */
    const soon = (patience) => {
        window.clearTimeout(calming);
        calming = window.setTimeout(() => {
            const scene = quartierblick.store.get("scene");
            const near = scene ? neighbours(scene.answer) : [];
            for (const year of near) view({y: year});
            if (scene && !near.length && patience) soon(patience - 1);
        }, CALM);
    };
    quartierblick.store.on("scene", () => soon(PATIENCE));

    quartierblick.prefetch = {view, neighbours};
})();
