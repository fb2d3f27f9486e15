/**
 * The losses of all profiles side by side. The quick ones are asked for as soon as the chosen one is proven, the slow
 * ones on request; the server computes them in a process of its own, and each row fills when its profile is done.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const EVERY = 700;
    const known = new Map();
    let [running, asking, stricter] = [null, 0, null];

    const element = (id) => document.getElementById(id);
    const words = () => JSON.parse(document.querySelector("main.publish").dataset.words);
    const here = () => Boolean(element("publish-compare-running"));
    const number = (...parts) => quartierblick.numbers.format(...parts);
    const rowOf = (profile) => document.querySelector(`[data-price-row="${profile}"]`);
    const missing = () => Object.keys(words().profiles).filter((profile) => !known.has(profile));

    const write = (profile) => {
        const row = rowOf(profile);
        if (!row) return;
        const price = known.get(profile);
        const {percent} = quartierblick.publish.told;
        const said = words().compare;
        const cells = !price || price.refused
            ? {hidden: "–", cells: "–", sum: "–", proven: price ? said.refused : "–"}
            : {
                  hidden: quartierblick.publish.told.hit(price, words()),
                  cells: percent(price.share),
                  sum: percent(price.sum),
                  proven: price.unproven ? quartierblick.numbers.fill(said.no, {n: number(price.unproven)}) : said.yes,
              };
        for (const cell of row.querySelectorAll("[data-price]")) cell.textContent = cells[cell.dataset.price];
        const cost = document.querySelector(`[data-cost="${profile}"]`);
        if (cost) cost.textContent = price && !price.refused ? quartierblick.publish.told.cost(price, words()) : "";
    };

    const offer = () => (element("publish-compare-all").hidden = Boolean(running) || !missing().length);

    const waiting = (isWaiting) => {
        element("publish-compare-running").hidden = !isWaiting;
        offer();
    };

    const problem = (text = "") => (element("publish-compare-problem").textContent = text);

    const tell = ({now}) => {
        const profile = now && rowOf(now)?.querySelector("th").textContent;
        const [all, left] = [Object.keys(words().profiles).length, missing().length];
        element("publish-compare-share").value = all - left;
        const fields = {profile: profile || "…", n: all - left, all};
        element("publish-compare-stage").textContent = quartierblick.numbers.fill(words().compare.running, fields);
    };

    const follow = async (mine) => {
        try {
            const found = await quartierblick.publish.ask("GET", `/compare/${running}`);
            if (mine !== asking || !here()) return;
            for (const row of found.rows) priced(row.profile, row);
            tell(found);
            if (found.running) return void window.setTimeout(() => mine === asking && here() && follow(mine), EVERY);
            running = null;
            waiting(false);
        } catch (error) {
            if (mine === asking && here()) fail(error);
        }
    };

    const fail = (error) => {
        running = null;
        waiting(false);
        problem(error.message);
    };

    /** Asks for the profiles that are not known yet: those that are quick, or all. */
    const begin = async (all = false) => {
        if (!here() || (running && !all) || !missing().length) return;
        const mine = (asking += 1);
        problem();
        try {
            const {token} = await quartierblick.publish.ask("POST", "/compare", {profiles: missing(), all});
            if (mine !== asking || !here()) return;
            running = token;
            waiting(true);
            tell({});
            follow(mine);
        } catch (error) {
            if (mine === asking && here()) fail(error);
        }
    };

    const stop = async () => {
        asking += 1;
        const token = running;
        running = null;
        waiting(false);
        problem(words().compare.stopped);
        if (token) await quartierblick.publish.ask("POST", `/compare/${token}/cancel`).catch(() => null);
    };

    /** A price has become known; that of one's own rules as soon as they are proven. */
    const priced = (profile, price) => {
        known.set(profile, {method: words().profiles[profile]?.method, ...price});
        write(profile);
        if (here()) offer();
    };

    /** Other rules are kept: the row of the chosen ones is marked, and what was computed without them is forgotten. */
    const chosen = ({profile, indicators, files, bases}) => {
        if (!here()) return;
        const now = JSON.stringify([words().project, indicators ?? {}, files ?? {}, bases ?? {}]);
        if (now !== stricter) {
            asking += 1;
            running = null;
            known.clear();
            waiting(false);
            problem();
        }
        stricter = now;
        if (profile === "own") known.delete("own");
        for (const row of document.querySelectorAll("[data-price-row]")) {
            if (row.dataset.priceRow === profile) row.setAttribute("aria-current", "true");
            else row.removeAttribute("aria-current");
        }
        for (const row of document.querySelectorAll("[data-price-row]")) write(row.dataset.priceRow);
        rowOf("own").hidden = profile !== "own" && !known.has("own");
    };

    document.addEventListener("click", ({target}) => {
        if (target.closest?.("#publish-compare-all")) begin(true);
        else if (target.closest?.("#publish-compare-stop")) stop();
    });

    quartierblick.publish = {...quartierblick.publish, compare: {begin, chosen, priced}};
})();
