/**
 * The page of publishing: what is chosen goes to the server, which keeps the rules and proves them in a process of its
 * own; the page asks how far it is and draws what it found. Pictures are drawn in publish_told.js.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const EVERY = 500;
    let [running, proven, asking, kept] = [null, null, 0, null];
    let [keeps, keeping] = [0, Promise.resolve()];

    const page = () => document.querySelector("main.publish");
    const element = (id) => document.getElementById(id);
    const words = () => JSON.parse(page().dataset.words);
    const base = () => `/publish/${encodeURIComponent(words().project)}`;

    /** Asks the server; an error carries problem and repair in words. */
    const ask = async (method, path, body) => {
        const query = new URLSearchParams({language: document.documentElement.lang});
        const options = {method, cache: "no-store"};
        if (body) Object.assign(options, {body: JSON.stringify(body), headers: {"Content-Type": "application/json"}});
        let response, answer;
        try {
            response = await fetch(`${base()}${path}?${query}`, options);
            answer = await response.json();
        } catch {
            throw new Error(words().failed);
        }
        if (!response.ok) throw new Error([answer.problem, answer.repair].filter(Boolean).join(" ") || words().failed);
        return answer;
    };

    const problem = (text = "") => element("publish-problem") && (element("publish-problem").textContent = text);

    const waiting = (isWaiting) => {
        element("publish-running").hidden = !isWaiting;
        element("publish-make").disabled = true;
        if (isWaiting) element("publish-price").replaceChildren();
    };

    const finished = (found) => {
        const {told, compare} = quartierblick.publish;
        waiting(false);
        proven = found.refused ? null : running;
        running = null;
        if (found.refused) return problem(`${found.refused.problem} ${found.refused.repair}`);
        const cost = document.querySelector(`[data-cost="${kept.profile}"]`);
        if (cost) cost.textContent = told.cost(found.prices.price, words());
        if (element("publish-shown").dataset.chosen === undefined) element("publish-shown").value = found.map.indicator;
        compare.priced(kept.profile, {...found.prices.price, unproven: 0});
        compare.begin();
        element("publish-price").replaceChildren(...told.price(found, words()));
        element("publish-make").disabled = false;
    };

    const follow = async (mine) => {
        try {
            const found = await ask("GET", `/proof/${running}`);
            if (mine !== asking || !page()) return;
            if (found.seconds === undefined) return finished(found);
            element("publish-stage").textContent = quartierblick.numbers.fill(words().seconds, {n: found.seconds});
            window.setTimeout(() => mine === asking && page() && follow(mine), EVERY);
        } catch (error) {
            if (mine !== asking || !page()) return;
            waiting(false);
            problem(error.message);
        }
    };

    const prove = async () => {
        const mine = (asking += 1);
        proven = null;
        problem();
        element("publish-made").replaceChildren();
        waiting(true);
        try {
            const {token} = await ask("POST", "/proof", {indicator: element("publish-shown").dataset.chosen ?? null});
            if (mine !== asking || !page()) return;
            running = token;
            follow(mine);
        } catch (error) {
            if (mine !== asking || !page()) return;
            waiting(false);
            problem(error.message);
        }
    };

    const written = (value) => (value === "true" ? true : value === "false" ? false : /^\d+$/.test(value) ? Number(value) : value);

    /** The rules as the form says them; without a difference they are a profile's own. */
    const chosen = (profile) => {
        const indicators = {};
        for (const one of document.querySelectorAll("[data-stricter]"))
            if (one.value !== "0") indicators[one.dataset.stricter] = {minimum_numerator: Number(one.value)};
        if (profile !== "own") return {profile, indicators};
        const rules = Object.fromEntries([...document.querySelectorAll("[data-rule]")].map((one) => [one.dataset.rule, written(one.value)]));
        return {profile, rules, indicators};
    };

    const put = (select, value) => {
        if (![...select.options].some((one) => one.value === value)) select.append(new Option(value, value));
        select.value = value;
    };

    const show = (book) => {
        const {compare} = quartierblick.publish;
        kept = book;
        compare.chosen(book);
        const rules = {...(words().profiles[book.profile] ?? words().profiles.ba), ...(book.rules ?? {})};
        for (const one of document.querySelectorAll("[data-rule]")) put(one, String(rules[one.dataset.rule]));
        for (const one of document.querySelectorAll("[data-stricter]"))
            put(one, String(book.indicators?.[one.dataset.stricter]?.minimum_numerator ?? 0));
        for (const one of document.querySelectorAll("[data-profile]"))
            one.setAttribute("aria-pressed", String(one.dataset.profile === book.profile));
    };

    /** Rules go to the server one after the other, as they were chosen: those chosen last are kept, shown and proven. */
    const keep = (profile) => {
        const mine = (keeps += 1);
        const rules = chosen(profile);
        asking += 1;
        element("publish-make").disabled = true;
        keeping = keeping.then(async () => {
            if (mine !== keeps || !page()) return;
            try {
                const book = await ask("PUT", "/rules", rules);
                if (mine !== keeps || !page()) return;
                show(book);
                prove();
            } catch (error) {
                if (mine === keeps) problem(error.message);
            }
        });
    };

    const stop = async () => {
        asking += 1;
        const token = running;
        running = null;
        waiting(false);
        problem(words().stopped);
        if (token) await ask("POST", `/proof/${token}/cancel`).catch(() => null);
    };

    const make = async () => {
        element("publish-make").disabled = true;
        try {
            const made = await ask("POST", `/proof/${proven}/make`);
            element("publish-made").replaceChildren(...quartierblick.publish.told.made(made, words()));
            element("publish-made").querySelector("a").focus();
        } catch (error) {
            problem(error.message);
        }
    };

    document.addEventListener("change", ({target}) => {
        if (!page()) return;
        if (target.dataset?.rule) keep("own");
        else if (target.dataset?.stricter) keep(kept.profile);
        else if (target.id === "publish-shown") {
            target.dataset.chosen = target.value;
            prove();
        }
    });
    document.addEventListener("click", ({target}) => {
        if (target.closest?.("#publish-stop")) stop();
        else if (target.closest?.("#publish-make")) make();
        else if (target.closest?.("[data-profile]")) keep(target.closest("[data-profile]").dataset.profile);
    });
    document.addEventListener("submit", (event) => event.target.id === "publish-form" && event.preventDefault());

    /** The report is for inside: offered only where this server has it. */
    const offerReport = async () => {
        const link = document.querySelector("#publish-audit:not([data-asked])");
        if (!link) return;
        link.dataset.asked = "true";
        const {ok} = await fetch(link.href, {method: "HEAD", cache: "no-store"}).catch(() => ({ok: false}));
        link.hidden = !ok;
    };

    const arrive = async () => {
        offerReport();
        const area = page();
        if (!area || area.dataset.ready || !element("publish-form")) return;
        area.dataset.ready = "true";
        try {
            show(await ask("GET", "/rules"));
            await prove();
        } catch (error) {
            problem(error.message);
        }
    };
    new MutationObserver(arrive).observe(document.documentElement, {childList: true, subtree: true});

    quartierblick.publish = {...quartierblick.publish, ask};
})();
