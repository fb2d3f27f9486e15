/**
 * What an own indicator would show, while its formula is typed: the server counts, the latest answer wins.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const WAIT = 90;
    const [WIDTH, HEIGHT] = [240, 64];
    const SVG = "http://www.w3.org/2000/svg";

    const ask = async (own, signal) => {
        const token = new URLSearchParams(location.search).get("intake");
        const body = {own, decisions: quartierblick.intakeDecisions.current(), language: document.documentElement.lang};
        const answer = await fetch(`/intake/${token}/preview`, {
            method: "POST",
            headers: {"Content-Type": "application/json"},
            body: JSON.stringify(body),
            signal,
        });
        return answer.json();
    };

    const bars = (heights, words) => {
        const picture = document.createElementNS(SVG, "svg");
        const attributes = {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "declare-bars", role: "img", "aria-label": words};
        for (const [name, value] of Object.entries(attributes)) picture.setAttribute(name, value);
        const width = WIDTH / heights.length;
        for (const [at, height] of heights.entries()) {
            const bar = document.createElementNS(SVG, "rect");
            const tall = height ? Math.max(height * (HEIGHT - 2), 1.5) : 0;
            const box = {x: at * width + 0.5, y: HEIGHT - tall, width: Math.max(width - 1, 0.5), height: tall};
            for (const [name, value] of Object.entries(box)) bar.setAttribute(name, value.toFixed(2));
            picture.append(bar);
        }
        return picture;
    };

    const draw = (place, answer, words) => {
        const {element} = quartierblick.intakeRows;
        const say = (text) => element("p", {className: "quiet", textContent: text});
        if (answer.failed) return place.replaceChildren(say(answer.failed));
        if (answer.problem) return place.replaceChildren(say(words.waiting));
        const counts = element("p", {className: "declare-counts", textContent: [answer.year, ...answer.counts].join(" · ")});
        const facts = answer.facts.map((fact) =>
            element("div", {}, element("dt", {textContent: fact.label}), element("dd", {}, element("b", {textContent: fact.value}), ` ${fact.place}`)),
        );
        const warnings = answer.warnings.map((one) =>
            element("li", {}, element("span", {className: "icon icon-triangle-alert"}), element("span", {textContent: `${one.text} ${one.repair}`})),
        );
        const picture = answer.bars.length ? [element("figure", {}, bars(answer.bars, answer.spread), element("figcaption", {className: "quiet", textContent: answer.spread}))] : [];
        place.replaceChildren(
            counts,
            element("div", {className: "declare-shown"}, element("dl", {}, ...facts), ...picture),
            say(answer.remark),
            ...(warnings.length ? [element("ul", {className: "declare-warnings"}, ...warnings)] : []),
        );
    };

    /**
     * Follows a form.
     * @param {HTMLElement} place Where the preview is drawn.
     * @param {() => object} read Gives the own indicator as far as it has been typed.
     * @param {object} words `declare.form`
     * @param {(problem: object|null) => void} problem Is told what is wrong with the formula.
     * @returns {{soon: () => void, now: () => Promise<boolean>, end: () => void}} `now` says whether it can be computed.
     */
    const follow = (place, read, words, problem) => {
        let timer = 0;
        let asked = null;
        const now = async () => {
            clearTimeout(timer);
            asked?.abort();
            const mine = (asked = new AbortController());
            const own = read();
            try {
                const answer = await ask(own, mine.signal);
                if (mine.signal.aborted) return false;
                // Nothing is wrong with a formula that has not been begun; asking for it lets the server get ready.
                problem(own.formula.trim() ? (answer.problem ?? null) : null);
                draw(place, answer, words);
                return !answer.problem && !answer.failed;
            } catch (error) {
                if (error.name !== "AbortError") draw(place, {failed: words.failed}, words);
                return false;
            }
        };
        const soon = () => {
            clearTimeout(timer);
            timer = setTimeout(now, WAIT);
        };
        const end = () => {
            clearTimeout(timer);
            asked?.abort();
        };
        return {soon, now, end};
    };

    quartierblick.intakePreview = {follow};
})();
