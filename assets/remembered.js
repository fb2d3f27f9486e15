/**
 * What the server has said once about a frozen city it need not be asked again. Answers of those callbacks that
 * the page's head names (callbacks/remembered.py) are kept and given without a request: an indicator, a year or
 * a level that was seen before comes back at once, with every part beside the map.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const [MOST_ANSWERS, MOST_CHARACTERS, LONGEST] = [300, 24e6, 4e6];
    const ask = window.fetch;
    const kept = new Map();
    let characters = 0;
    let given = -Infinity;

    const outputs = new Set(JSON.parse(document.querySelector('meta[name="remembered"]')?.content ?? "[]"));

    /** Without a choropleth there is no question: the parts stay as they are, as the server would have said. */
    const isEmpty = (inputs) => inputs.some((one) => one.id === "choropleth" && !one.value);

    /** A part that computes while its tab is open is not asked while another one is: nobody would see the answer. */
    const isOutOfSight = (output, inputs) => {
        const tabs = inputs.find((one) => one.id === "panel-tabs");
        const ids = output.replace(/^\.\.|\.\.$/g, "").split("...").map((one) => one.slice(0, one.lastIndexOf(".")));
        const part = tabs && ids.map((id) => document.getElementById(id)).find(Boolean);
        const panel = part?.closest("[role=tabpanel]");
        return Boolean(panel) && panel.id !== `panel-tabs-panel-${tabs.value}`;
    };

    /** What the answer depends on, as text, empty where nothing is asked; undefined where it may depend on more. What has changed is no part of it. */
    const questionOf = (address, options) => {
        if (options?.method !== "POST" || typeof options.body !== "string") return undefined;
        if (!String(address?.url ?? address).includes("_dash-update-component")) return undefined;
        const {output, inputs, state} = JSON.parse(options.body);
        if (!outputs.has(output)) return undefined;
        return isEmpty(inputs) || isOutOfSight(output, inputs) ? "" : JSON.stringify([output, inputs, state]);
    };

    const sizeOf = (question) => question.length + (kept.get(question)?.text.length ?? 0);

    const drop = (question) => {
        characters -= sizeOf(question);
        kept.delete(question);
    };

    const keep = (question, answer) => {
        if (kept.has(question)) drop(question);
        if (answer.text.length + question.length > LONGEST) return;
        kept.set(question, answer);
        characters += sizeOf(question);
        while (kept.size > MOST_ANSWERS || characters > MOST_CHARACTERS) drop(kept.keys().next().value);
    };

    /** Gives a kept answer; it moves to the end of what is forgotten first. */
    const give = (question) => {
        const answer = kept.get(question);
        kept.delete(question);
        kept.set(question, answer);
        given = performance.now();
        return new Response(answer.text, {status: answer.status, headers: answer.headers});
    };

    const listen = async (question, response) => {
        const text = await response.text();
        keep(question, {text, status: response.status, headers: [...response.headers]});
    };

    const answered = async (address, options) => {
        const question = questionOf(address, options);
        if (question === undefined) return ask(address, options);
        if (!question) return new Response(null, {status: 204});
        if (kept.has(question)) return give(question);
        const response = await quartierblick.several.ask(ask, address, options);
        // Failed and empty answers are no knowledge: the next time may be better.
        if (response.status === 200) listen(question, response.clone()).catch(() => {});
        return response;
    };

    /** A part whose answer broke off would stay as it was for good: the connection sees to it that it is asked again. */
    const missed = (address, error) => {
        const isOfAPart = String(address?.url ?? address).includes("_dash-update-component");
        if (isOfAPart && error instanceof TypeError) window.dispatchEvent(new CustomEvent("quartierblick:missed"));
        throw error;
    };
    window.fetch = (address, options) => answered(address, options).catch((error) => missed(address, error));

    const forget = () => {
        kept.clear();
        characters = 0;
    };
    // A program that was away may come back with other data.
    for (const event of ["offline", "online"]) window.addEventListener(`quartierblick:${event}`, forget);

    quartierblick.remembered = {
        forget,
        size: () => ({answers: kept.size, characters}),
        /** Milliseconds since an answer was last given without a request. */
        since: () => performance.now() - given,
    };
})();
