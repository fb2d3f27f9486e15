/**
 * What the server has said once about a frozen city it need not be asked again. Answers of those callbacks that
 * the page's head names (callbacks/remembered.py) are kept and given without a request: an indicator, a year or
 * a level that was seen before comes back at once, with every part beside the map.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const [MOST_ANSWERS, MOST_CHARACTERS, LONGEST] = [300, 24e6, 4e6];
    const PAGE = "frame-page.children"; // is not kept, but asked again like a part
    const VALUES = new Set(["children", "figure", "data-tree", "rowData"]);
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

    /** What Dash asks about a part of the page, null where it is something else. */
    const partOf = (address, options) => {
        if (options?.method !== "POST" || typeof options.body !== "string") return null;
        if (!String(address?.url ?? address).includes("_dash-update-component")) return null;
        const body = JSON.parse(options.body);
        return outputs.has(body.output) || body.output === PAGE ? body : null;
    };

    /** What the answer depends on, as text, empty where nothing is asked. What has changed is no part of it. */
    const questionOf = ({output, inputs, state}) =>
        isEmpty(inputs) || isOutOfSight(output, inputs) ? "" : JSON.stringify([output, inputs, state]);

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

    /** Elements that show what a question is about; attributes beside them are no values. */
    const shown = (output) => () =>
        output.replace(/^\.\.|\.\.$/g, "").split("...").flatMap((one) => {
            const at = one.lastIndexOf(".");
            return VALUES.has(one.slice(at + 1)) ? [document.getElementById(one.slice(0, at))] : [];
        });

    const nothing = () => new Response(null, {status: 204});

    /** All of an answer, so that one which breaks off halfway counts as none. */
    const whole = async (address, options) => {
        const response = await quartierblick.several.ask(ask, address, options);
        return {text: await response.text(), status: response.status, headers: [...response.headers]};
    };

    const heard = ({text, status, headers}) => new Response(status === 204 ? null : text, {status, headers});

    /** The answer; null where none has come: then it is seen to that the part is asked again. */
    const sent = async ({output, inputs}, question, address, options) => {
        const {again, connection, unconfirmed} = quartierblick;
        const part = unconfirmed.expect(output, shown(output));
        const asked = connection.isLost() ? Promise.reject(new TypeError(output)) : whole(address, options);
        const answer = await connection.untilLost(asked).catch((error) => error);
        const isAnswer = answer.status < 400;
        if (!part.isLatest()) return isAnswer ? answer : null;
        if (isAnswer) {
            part.come();
            again.forget(output);
            return answer;
        }
        part.missed();
        if (answer instanceof TypeError) {
            again.whenBack(again.wayOf(inputs));
            missed(address, answer);
        } else again.failed(output, question, again.wayOf(inputs));
        return null;
    };

    /** Dash gets an empty answer instead of none: it could do nothing about that, and a dozen open questions stop it. */
    const answered = async (address, options) => {
        const body = partOf(address, options);
        if (!body) return ask(address, options);
        const question = questionOf(body);
        if (question && !kept.has(question)) {
            const answer = await sent(body, question, address, options);
            // Empty answers are no knowledge, the next time may be better; nor are pages, which change.
            if (answer?.status === 200 && body.output !== PAGE) keep(question, answer);
            return answer ? heard(answer) : nothing();
        }
        quartierblick.unconfirmed.forget(body.output);
        quartierblick.again.forget(body.output);
        return question ? give(question) : nothing();
    };

    /** A part whose answer broke off would stay as it was for good: the connection sees to it that it is asked again. */
    const missed = (address, error) => {
        const isOfAPart = String(address?.url ?? address).includes("_dash-update-component");
        if (isOfAPart && error instanceof TypeError) window.dispatchEvent(new CustomEvent("quartierblick:missed"));
    };
    window.fetch = (address, options) =>
        answered(address, options).catch((error) => {
            missed(address, error);
            throw error;
        });

    const forget = () => {
        kept.clear();
        characters = 0;
    };
    // A program that was away may come back with other data.
    for (const event of ["lost", "online"]) window.addEventListener(`quartierblick:${event}`, forget);

    quartierblick.remembered = {
        forget,
        size: () => ({answers: kept.size, characters}),
        /** Milliseconds since an answer was last given without a request. */
        since: () => performance.now() - given,
    };
})();
