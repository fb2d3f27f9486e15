/**
 * The choice of a share's form: as delivered, smoothed, as a ratio to the city, as people beyond the expected. Year,
 * scheme and number of classes stay; own limits stay where the unit stays. Whoever touches the choice is likely to use
 * it: the smoothed forms are fetched at once, so that they come without a request.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const SMOOTHED = new Set(["eb", "ebs"]);

    const choiceOf = (target) => target.closest?.("select[data-form]");
    const kindOf = (id, base) => (id === base ? "" : id.slice(0, -base.length - 1));

    /** Whether two forms of a share are measured in the same unit: smoothed or not, it is a share. */
    const isShare = (id, base) => id === base || SMOOTHED.has(kindOf(id, base));

    /** What a choice changes in the address. */
    const patchOf = (choice, wanted) => {
        const query = quartierblick.store.get("answer")?.query ?? {};
        const base = choice.dataset.form;
        const keepsLimits = isShare(query.i ?? base, base) && isShare(wanted, base);
        const limits = query.scheme === "own" && !keepsLimits ? {scheme: null, breaks: null} : {};
        return {i: wanted, y: query.y ?? null, ...limits};
    };

    document.addEventListener("change", (event) => {
        const choice = choiceOf(event.target);
        if (choice) quartierblick.address.go(patchOf(choice, choice.value));
    });

    /** A button with data-form leads back to the values as delivered. */
    document.addEventListener("click", (event) => {
        const back = event.target.closest?.("button[data-form]");
        if (back) quartierblick.address.go(patchOf(back, back.dataset.form));
    });

    const ahead = (event) => {
        const choice = choiceOf(event.target);
        if (!choice || choice.dataset.fetched) return;
        choice.dataset.fetched = "true";
        for (const {value} of choice.options) {
            if (SMOOTHED.has(kindOf(value, choice.dataset.form))) quartierblick.prefetch?.view(patchOf(choice, value));
        }
    };
    document.addEventListener("pointerover", ahead);
    document.addEventListener("focusin", ahead);

    quartierblick.forms = {patchOf};
})();
