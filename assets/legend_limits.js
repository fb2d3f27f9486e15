/**
 * Moves class limits. Everything on the page follows in the same frame, without a request: the scene gets the
 * answer that other limits would give. Only when a limit is let go does the address, and with it the server, hear.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const PAUSE = 500; // milliseconds without another key before a limit counts as let go
    let moving = null; // {base: the scene before, inner: the limits now, waiting}
    let isOurs = false;

    const innerOf = (answer) => answer.limits.slice(1, -1);

    /** The smallest step that is shown. */
    const unitOf = (answer) => 10 ** -answer.decimals;

    /** Takes a number to its place on the grid of a step, without the dust of binary fractions. */
    const snapped = (value, step) => {
        const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        return Number((Math.round(value / step) * step).toFixed(digits)) + 0;
    };

    /** Between which values a limit may lie: a unit away from its neighbours, or at the ends of the picture. */
    const neighbours = (answer, at) => {
        const inner = innerOf(answer);
        const unit = unitOf(answer);
        const {edges} = answer.histogram;
        const low = at > 0 ? inner[at - 1] + unit : Math.min(edges[0], inner[at]);
        const high = at < inner.length - 1 ? inner[at + 1] - unit : Math.max(edges.at(-1), inner[at]);
        return [low, high].map((value) => Number(value.toFixed(answer.limit_decimals)));
    };

    const set = (scene) => {
        isOurs = true;
        quartierblick.store.set("scene", scene);
        isOurs = false;
    };

    const show = () => set({...moving.base, answer: quartierblick.reclassify(moving.base, moving.inner)});

    /** Starts to move limits of what is on the screen; goes on where they are moved already. */
    const begin = () => {
        const base = quartierblick.store.get("scene");
        if (!quartierblick.breaks.areMovable(base?.answer)) return null;
        moving ??= {base, inner: innerOf(base.answer)};
        return moving;
    };

    /** Puts one limit to a value, between its neighbours. */
    const put = (at, value, step) => {
        if (!begin()) return;
        const {answer} = quartierblick.store.get("scene");
        const [low, high] = neighbours(answer, at);
        const next = Math.min(high, Math.max(low, snapped(value, step ?? unitOf(answer))));
        if (low > high || next === moving.inner[at]) return;
        moving.inner = moving.inner.map((limit, position) => (position === at ? next : limit));
        show();
    };

    /** Lets go: one step in the history, and the server's parts follow. */
    const settle = () => {
        if (!moving) return;
        const {base, inner, waiting} = moving;
        window.clearTimeout(waiting);
        moving = null;
        if (String(inner) !== String(innerOf(base.answer))) quartierblick.address.go({scheme: "own", breaks: inner.join(",")});
    };

    /** Lets go once no key has come for a moment. */
    const settleSoon = () => {
        if (!moving) return;
        window.clearTimeout(moving.waiting);
        moving.waiting = window.setTimeout(settle, PAUSE);
    };

    /** Takes everything back that was not let go yet; says whether there was anything. */
    const cancel = () => {
        if (!moving) return false;
        const {base, waiting} = moving;
        window.clearTimeout(waiting);
        moving = null;
        set(base);
        return true;
    };

    /** Takes all limits at once, for example from a field. */
    const replace = (inner) => {
        const next = [...new Set(inner.filter(Number.isFinite))].sort((a, b) => a - b).slice(0, quartierblick.breaks.MOST_LIMITS);
        if (!next.length || !begin()) return;
        moving.inner = next;
        show();
        settle();
    };

    /** Another picture has come meanwhile: of the same numbers it gets the moved limits, of others it ends the move. */
    quartierblick.store.on("scene", (scene) => {
        if (!moving || isOurs) return;
        if (scene?.column === moving.base.column && innerOf(scene.answer).length === moving.inner.length) {
            moving.base = scene;
            show();
            return;
        }
        window.clearTimeout(moving.waiting);
        moving = null;
    });

    quartierblick.limits = {neighbours, unitOf, begin, put, settle, settleSoon, cancel, replace, innerOf, isMoving: () => Boolean(moving)};
})();
