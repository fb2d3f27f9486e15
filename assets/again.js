/**
 * Asks again what was answered with an error: a few times, each time later; then a notice says so and offers another
 * try. What has no answer because the program is gone is asked again when it is back (connection.js).
 *
 * A way to ask is {name, act}: many parts are asked by one, and it is gone once for all of them.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const PAUSES = [500, 1500, 3500]; // milliseconds
    const CHOROPLETH = "choropleth"; // told again by answer.js whenever the program is back
    const failing = new Map(); // by what failed: {question, times, way}
    const waiting = new Map();
    let [timer, isOffered] = [0, false];

    const offer = (isSo) => {
        if (isSo === isOffered) return;
        isOffered = isSo;
        const words = quartierblick.numbers.words();
        if (isSo) quartierblick.notice(words.part_failed, {label: words.try_again, act: tryAgain});
        else quartierblick.notice("");
    };

    const retry = () => {
        timer = 0;
        const ways = new Map([...failing.values()].map(({way}) => [way.name, way.act]));
        for (const act of ways.values()) act();
    };

    const tryAgain = () => {
        for (const one of failing.values()) one.times = 0;
        offer(false);
        retry();
    };

    const reset = () => {
        window.clearTimeout(timer);
        timer = 0;
        failing.clear();
        offer(false);
    };

    const failed = (name, question, way) => {
        const before = failing.get(name);
        const times = before?.question === question ? before.times + 1 : 1;
        failing.set(name, {question, times, way});
        if (timer) return;
        if (times <= PAUSES.length) timer = window.setTimeout(retry, PAUSES[times - 1]);
        else offer(true);
    };

    /** It has been answered, or nobody wants it any longer. */
    const forget = (name) => {
        if (failing.delete(name) && !failing.size) reset();
    };

    const whenBack = (way) => {
        if (way.name !== CHOROPLETH) waiting.set(way.name, way.act);
    };

    /** How Dash is made to ask once more what depends on these inputs: it is told one of them again. */
    const wayOf = (inputs) => {
        if (inputs.some((one) => one.id === CHOROPLETH)) return {name: CHOROPLETH, act: quartierblick.answer.tellAgain};
        const [{id, property, value}] = inputs;
        return {name: id, act: () => window.dash_clientside.set_props(id, {[property]: structuredClone(value)})};
    };

    window.addEventListener("quartierblick:lost", () => {
        for (const {way} of failing.values()) whenBack(way);
        reset();
    });
    window.addEventListener("quartierblick:online", () => {
        const acts = [...waiting.values()];
        waiting.clear();
        for (const act of acts) act();
    });
    quartierblick.store.on("page", (page, before) => {
        if (page?.page === before?.page) return;
        waiting.clear();
        reset();
    });

    quartierblick.again = {failed, forget, whenBack, wayOf};
})();
