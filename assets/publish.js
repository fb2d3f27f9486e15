/**
 * The page of publishing: what is chosen goes to the server, which keeps the rules and proves them in a process of its
 * own; the page asks how far it is and draws what it found. Pictures are drawn in publish_told.js.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const EVERY = 500;
    let [running, proven, asking, kept] = [null, null, 0, null];
    let [keeps, keeping, own] = [0, Promise.resolve(), null];
    let editions = [];

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

    const again = () => {
        const button = Object.assign(document.createElement("button"), {type: "button", className: "button is-small", textContent: words().again});
        button.addEventListener("click", prove);
        return button;
    };

    /** Says what went wrong or was stopped, with the way to try it once more; nothing takes it away. */
    const problem = (text = "", isStopped = false) => {
        const place = element("publish-problem");
        if (!place) return;
        place.classList.toggle("is-stopped", isStopped);
        place.replaceChildren(...(text ? [text, again()] : []));
        if (text) state("failed");
    };

    const method = () => document.querySelector("[data-rule=method]").value;
    const nameOf = (profile) => document.querySelector(`[data-profile="${profile}"] b`)?.textContent ?? profile;

    /** The foot of the page: which rules, and how far their proof is. */
    const state = (which, price) => {
        const cost = price && quartierblick.publish.told.cost({...price, method: method()}, words());
        element("publish-state").textContent = kept ? quartierblick.numbers.fill(words().states[which], {profile: nameOf(kept.profile), cost}) : "";
        element("publish-state").dataset.state = which;
    };

    const waiting = (isWaiting) => {
        element("publish-running").hidden = !isWaiting;
        element("publish-make").disabled = true;
        if (isWaiting) state("running");
        if (isWaiting) element("publish-price").replaceChildren();
    };

    const finished = (found) => {
        const {told, compare} = quartierblick.publish;
        waiting(false);
        proven = found.refused ? null : running;
        running = null;
        if (found.refused) return problem(`${found.refused.problem} ${found.refused.repair}`);
        const price = {...found.prices.price, method: method()};
        const cost = document.querySelector(`[data-cost="${kept.profile}"]`);
        if (cost) cost.textContent = told.cost(price, words());
        if (element("publish-shown").dataset.chosen === undefined) element("publish-shown").value = found.map.indicator;
        compare.priced(kept.profile, {...price, unproven: 0});
        compare.begin();
        element("publish-price").replaceChildren(...told.price(found, method(), words()));
        state("proven", price);
        element("publish-make").disabled = false;
    };

    /** How far the proof is, in words and, where it can be counted, as a share. */
    const step = ({seconds, step: {said, done, of}}) => {
        element("publish-stage").textContent = quartierblick.numbers.fill(words().seconds, {n: seconds, said});
        if (kept && said) element("publish-state").textContent = `${nameOf(kept.profile)}: ${said}`; // the price is out of sight on telephones
        if (of) element("publish-share").value = done / of;
        else element("publish-share").removeAttribute("value");
    };

    const follow = async (mine) => {
        try {
            const found = await ask("GET", `/proof/${running}`);
            if (mine !== asking || !page()) return;
            if (found.seconds === undefined) return finished(found);
            step(found);
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

    /** What the form says of single indicators or files; what it does not ask about stays as it is kept. */
    const stricter = (kind) => {
        const found = {};
        for (const one of document.querySelectorAll(`[data-stricter=${kind}]`)) {
            const {minimum_numerator: _, ...said} = kept?.[kind]?.[one.dataset.of] ?? {};
            if (one.value !== "0") said.minimum_numerator = Number(one.value);
            if (Object.keys(said).length) found[one.dataset.of] = said;
        }
        return found;
    };

    /** Of whom shares without counts are; what the form does not ask about stays as it was decided. */
    const bases = () => {
        const said = {...kept?.bases};
        for (const {dataset, value} of document.querySelectorAll("[data-base]")) {
            delete said[dataset.base];
            if (value) said[dataset.base] = value;
        }
        return said;
    };

    /** The rules as the form says them; without a difference they are a profile's own, or one's own of before. */
    const chosen = (profile, isChanged) => {
        const single = {indicators: stricter("indicators"), files: stricter("files"), bases: bases()};
        if (profile !== "own") return {profile, ...single};
        if (own && !isChanged) return {profile, rules: own, ...single};
        const rules = Object.fromEntries([...document.querySelectorAll("[data-rule]")].map((one) => [one.dataset.rule, written(one.value)]));
        return {profile, rules, ...single};
    };

    const put = (select, value) => {
        if (![...select.options].some((one) => one.value === value)) select.append(new Option(value, value));
        select.value = value;
    };

    const show = (book) => {
        const {compare} = quartierblick.publish;
        kept = book;
        if (book.profile === "own") own = book.rules;
        compare.chosen(book);
        const rules = {...(words().profiles[book.profile] ?? words().profiles.ba), ...(book.rules ?? {})};
        for (const one of document.querySelectorAll("[data-rule]")) put(one, String(rules[one.dataset.rule]));
        for (const one of document.querySelectorAll("[data-stricter]"))
            put(one, String(book[one.dataset.stricter]?.[one.dataset.of]?.minimum_numerator ?? 0));
        for (const one of document.querySelectorAll("[data-base]")) put(one, book.bases?.[one.dataset.base] ?? "");
        for (const one of document.querySelectorAll("[data-profile]"))
            one.setAttribute("aria-pressed", String(one.dataset.profile === book.profile));
    };

    /** Rules go to the server one after the other, as they were chosen: those chosen last are kept, shown and proven. */
    const keep = (profile, isChanged = false) => {
        const mine = (keeps += 1);
        const rules = chosen(profile, isChanged);
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

    /** Rules of one's own begin as those of before, or as the profile chosen until now, and are unfolded to be changed. */
    const choose = (profile) => {
        if (profile === "own") element("publish-rules").open = true;
        keep(profile);
    };

    const stop = async () => {
        asking += 1;
        const token = running;
        running = null;
        waiting(false);
        problem(words().stopped, true);
        if (token) await ask("POST", `/proof/${token}/cancel`).catch(() => null);
    };

    const make = async () => {
        element("publish-make").disabled = true;
        try {
            const made = await ask("POST", `/proof/${proven}/make`, {replaces: editions.map(({slug}) => slug)});
            element("publish-made").replaceChildren(...quartierblick.publish.told.made(made, nameOf(kept.profile), words()));
            state("made");
            element("publish-made").scrollIntoView({block: "center"});
            element("publish-made").querySelector("a").focus({preventScroll: true});
        } catch (error) {
            problem(error.message);
        }
        lookForEditions().catch(() => null);
    };

    /** What is public of these figures already: told before a new edition takes its place. */
    const lookForEditions = async () => {
        ({editions} = await ask("GET", "/editions"));
        const place = element("publish-editions");
        if (!place) return;
        place.hidden = !editions.length;
        place.replaceChildren(...(editions.length ? quartierblick.publish.told.editions(editions, words()) : []));
    };

    document.addEventListener("change", ({target}) => {
        if (!page()) return;
        if (target.dataset?.rule) keep("own", true);
        else if (target.dataset?.stricter || target.dataset?.base) keep(kept.profile);
        else if (target.id === "publish-shown") {
            target.dataset.chosen = target.value;
            prove();
        }
    });
    document.addEventListener("click", ({target}) => {
        if (target.closest?.("#publish-stop")) stop();
        else if (target.closest?.("#publish-make")) make();
        else if (target.closest?.("[data-profile]")) choose(target.closest("[data-profile]").dataset.profile);
    });
    document.addEventListener("submit", (event) => event.target.id === "publish-form" && event.preventDefault());

    const arrive = async () => {
        const area = page();
        if (!area || area.dataset.ready || !element("publish-form")) return;
        area.dataset.ready = "true";
        try {
            show(await ask("GET", "/rules"));
            await Promise.all([lookForEditions(), prove()]);
        } catch (error) {
            problem(error.message);
        }
    };
    new MutationObserver(arrive).observe(document.documentElement, {childList: true, subtree: true});

    quartierblick.publish = {...quartierblick.publish, ask};
})();
