/**
 * The settings of the clusters. They stand in the address as words joined by "~" (layers/clusters/options.py): a button
 * with data-clusters-set="<option>:<word>" puts its word there, an empty word the default, and shows whether it holds.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const {store} = quartierblick;
    /** Which words say what; words stand in the address in this order. */
    const OPTIONS = {
        method: /^(moran|gi|geary|join|bivariate)$/,
        weights: /^(queen|rook|k\d+|d\d+(\.\d+)?)$/,
        bridges: /^bridges$/,
        exact: /^exact$/,
        permutations: /^p\d+$/,
        alpha: /^a0?\.\d+$/,
        controlled: /^nofdr$/,
        seed: /^s\d+$/,
        smoothed: /^eb$/,
    };
    const SWITCHES = new Set(["bridges", "exact", "controlled", "smoothed"]);
    const DEFAULTS = {method: "moran", weights: "queen", alpha: "a0.05", seed: "s1"};
    const FIRST = {k: 6, d: 1000};

    /** Words by what they say; the first of its kind counts, as on the server. */
    const read = (how) => {
        const found = {};
        for (const word of (how ?? "").split("~")) {
            const option = Object.keys(OPTIONS).find((name) => OPTIONS[name].test(word));
            if (option && !(option in found) && word !== DEFAULTS[option]) found[option] = word;
        }
        return found;
    };
    const write = (words) => Object.keys(OPTIONS).map((name) => words[name]).filter(Boolean).join("~");

    const wordsOf = (query) => read(query?.show === "clusters" ? query.how : "");
    /** What the answer on the screen was computed with. */
    const current = () => wordsOf(store.get("answer")?.query);
    /** What was asked last: changes that follow each other quickly must not lose one. */
    const asked = () => wordsOf(quartierblick.address.read().view);

    /** Asks for clusters with one option changed; the map then shows them. */
    const choose = (option, word, more = {}) => {
        const words = {...asked(), [option]: word};
        if (words[option] === DEFAULTS[option]) delete words[option];
        quartierblick.address.go({show: "clusters", how: write(words) || null, bi: null, against: null, ...more});
    };

    const made = () => document.querySelector("#clusters-found [data-permutations]")?.dataset.permutations;
    const inForce = (option, words) =>
        words[option] ?? (option === "permutations" ? `p${made() ?? ""}` : DEFAULTS[option] ?? "");

    /** Whether a button says what holds; of k and distance the letter counts, since the field beside says how many. */
    const holds = (option, word, words) => {
        const now = inForce(option, words);
        if (option === "controlled") return !now;
        if (option === "weights" && /^[kd]\d/.test(word)) return now[0] === word[0] && OPTIONS.weights.test(now) && /\d/.test(now);
        return now === (word || DEFAULTS[option] || "");
    };

    const partsOf = (button) => button.dataset.clustersSet.split(":");
    const put = (element, name, value) => element.getAttribute(name) !== value && element.setAttribute(name, value);

    const mark = () => {
        const words = current();
        for (const button of document.querySelectorAll("[data-clusters-set]")) {
            const [option, word] = partsOf(button);
            put(button, "aria-pressed", String(holds(option, word, words)));
        }
        const letter = inForce("weights", words)[0];
        for (const [place, shown] of [[".clusters-reach", /\d/.test(words.weights ?? "") && letter in FIRST], [".clusters-second", words.method === "bivariate"]]) {
            const element = document.querySelector(place);
            if (element && element.hidden === Boolean(shown)) element.hidden = !shown;
        }
        for (const button of document.querySelectorAll("[data-clusters-outlines]")) {
            put(button, "aria-pressed", String(store.get("outlines") !== false));
            button.disabled = store.get("answer")?.query.show !== "clusters";
        }
    };

    document.addEventListener("click", (event) => {
        const button = event.target.closest?.("[data-clusters-set]");
        if (button) {
            const [option, word] = partsOf(button);
            const isOn = Boolean(asked()[option]);
            choose(option, SWITCHES.has(option) && isOn ? "" : word);
        }
        if (event.target.closest?.("[data-clusters-outlines]")) {
            store.set("outlines", store.get("outlines") === false);
            mark();
        }
    });

    const reachOf = (words) => (/^[kd]\d/.test(words.weights ?? "") ? Number(words.weights.slice(1)) : null);
    const seedOf = (words) => Number((words.seed ?? DEFAULTS.seed).slice(1));

    /** The fields show the newest question. */
    const show = () => {
        const words = current();
        mark();
        const {write: note} = quartierblick.controls;
        return [
            note("clusters-second", store.get("answer")?.query.x ?? null),
            note("clusters-reach", reachOf(words)),
            note("clusters-seed", seedOf(words)),
        ];
    };

    const isChoice = (field, value) =>
        value !== null && value !== undefined && value !== "" && store.get("answer") && !quartierblick.controls.isEcho(field, value);

    const chooseSecond = (value) => {
        const query = store.get("answer")?.query;
        if (isChoice("clusters-second", value) && value !== query.x) choose("method", "bivariate", {x: value});
    };
    const chooseReach = (value) => {
        const {weights = ""} = asked();
        const number = Number(value);
        if (!isChoice("clusters-reach", value) || !(weights[0] in FIRST) || !(number > 0)) return;
        const word = `${weights[0]}${weights[0] === "k" ? Math.round(number) : number}`;
        if (word !== weights && OPTIONS.weights.test(word)) choose("weights", word);
    };
    const chooseSeed = (value) => {
        const seed = Math.round(Number(value));
        if (isChoice("clusters-seed", value) && seed >= 0 && seed !== seedOf(asked())) choose("seed", `s${seed}`);
    };

    store.on("answer", mark);
    new MutationObserver((changes) => {
        if (changes.some((change) => change.addedNodes.length)) mark();
    }).observe(document.documentElement, {childList: true, subtree: true});

    window.dash_clientside = Object.assign({}, window.dash_clientside, {clusters: {show, chooseSecond, chooseReach, chooseSeed}});
    quartierblick.clusters = {read, write};
})();
