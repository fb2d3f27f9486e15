/** The handles on the histogram: dragged by pointer or finger, moved by keys; Escape takes the drag back. */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const STEPS = {ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10};
    let dragged = null;

    const handleOf = (target) => target.closest?.(".legend-handle[role=slider]");
    const answerNow = () => quartierblick.store.get("scene").answer;

    /** A pixel's worth of the scale as a readable step, never finer than what is shown. */
    const stepOf = (box, answer) => {
        const {first, last} = quartierblick.legend.scaleOf(answer);
        return Math.max(quartierblick.limits.unitOf(answer), 10 ** Math.floor(Math.log10((last - first) / box.width)));
    };

    const mark = (on) => {
        dragged.handle.classList.toggle("is-moved", on);
        dragged.handle.closest(".legend-histogram").classList.toggle("is-moving", on);
    };

    const release = () => {
        mark(false);
        dragged = null;
        quartierblick.legend.show();
    };

    document.addEventListener("pointerdown", (event) => {
        const handle = handleOf(event.target);
        if (!handle || event.button || !quartierblick.limits.begin()) return;
        event.preventDefault();
        handle.focus({preventScroll: true});
        handle.setPointerCapture(event.pointerId);
        const middle = handle.getBoundingClientRect();
        // Where the handle was taken hold of stays under the pointer: a press alone moves nothing.
        dragged = {handle, pointer: event.pointerId, grip: event.clientX - (middle.left + middle.right) / 2, at: Number(handle.dataset.limit)};
        mark(true);
    });

    document.addEventListener("pointermove", (event) => {
        if (event.pointerId !== dragged?.pointer) return;
        const box = dragged.handle.parentElement.getBoundingClientRect();
        const answer = answerNow();
        const value = quartierblick.legend.scaleOf(answer).value((event.clientX - dragged.grip - box.left) / box.width);
        quartierblick.limits.put(dragged.at, value, stepOf(box, answer));
    });

    const end = (event, how) => {
        if (event.pointerId !== dragged?.pointer) return;
        release();
        how();
    };
    document.addEventListener("pointerup", (event) => end(event, quartierblick.limits.settle));
    document.addEventListener("pointercancel", (event) => end(event, quartierblick.limits.cancel));

    /** Moves a limit by a key; says whether the key meant anything. */
    const byKey = (at, key) => {
        const answer = answerNow();
        const [low, high] = quartierblick.limits.neighbours(answer, at);
        const now = quartierblick.limits.innerOf(answer)[at];
        const unit = quartierblick.limits.unitOf(answer);
        if (!(key in STEPS) && key !== "Home" && key !== "End") return false;
        quartierblick.limits.put(at, key in STEPS ? now + STEPS[key] * unit : key === "Home" ? low : high);
        if (!dragged) quartierblick.limits.settleSoon();
        return true;
    };

    document.addEventListener("keydown", (event) => {
        const handle = handleOf(event.target);
        if (!handle || event.ctrlKey || event.metaKey || event.altKey) return;
        if (event.key === "Escape") {
            if (dragged) release();
            // The first Escape takes the move back; only the next one means the selection.
            if (!quartierblick.limits.cancel()) return;
        } else if (event.key === "Enter") quartierblick.limits.settle();
        else if (!byKey(Number(handle.dataset.limit), event.key)) return;
        event.preventDefault();
        event.stopImmediatePropagation();
    }, true);

    document.addEventListener("focusin", (event) => handleOf(event.target) && quartierblick.legend.show());
    document.addEventListener("focusout", (event) => {
        if (handleOf(event.target) && !dragged) quartierblick.limits.settle();
    });
})();
