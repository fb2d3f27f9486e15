/**
 * Keeps every decision about a delivery on the server, a moment after it was made, and brings them back after a reload.
 * What could not be kept is tried again until it can.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const {intakeDecisions} = quartierblick;
    const PAUSE = 300;
    const AGAIN = 3000;
    let timer = null;
    /** Decisions not kept yet, with their delivery; null where there are none. */
    let waiting = null;
    /** What the server has, as JSON. */
    let known = "{}";
    let project = null;

    const place = () => document.getElementById("intake-kept");
    const token = () => new URLSearchParams(location.search).get("intake");
    const line = (text, className) => Object.assign(document.createElement("p"), {textContent: text, className});

    const show = (state = "") => {
        if (!place()) return;
        const words = JSON.parse(place().dataset.words);
        const said = project?.completed ? words.completing : words.adding;
        const lines = project && token() ? [line(said.replace("{title}", project.title), "intake-adding")] : [];
        if (state === "lost") lines.push(line(words.not_kept, "intake-upload-problem"));
        else if (state) {
            const time = new Date(state).toLocaleTimeString(document.documentElement.lang, {hour: "2-digit", minute: "2-digit"});
            lines.push(line(words.kept_at.replace("{time}", time), "quiet"));
        }
        place().replaceChildren(...lines);
    };

    const send = async () => {
        clearTimeout(timer);
        timer = null;
        const sent = waiting;
        if (!sent) return;
        try {
            const response = await fetch(`/intake/${sent.token}/decisions`, {
                method: "PUT",
                keepalive: true,
                headers: {"Content-Type": "application/json"},
                body: JSON.stringify({decisions: sent.decisions}),
            });
            if (response.status >= 500) throw new Error(response.statusText);
            if (waiting === sent) waiting = null;
            known = JSON.stringify(sent.decisions);
            if (response.ok && sent.token === token()) show((await response.json()).saved);
        } catch {
            show("lost");
        }
        if (waiting && !timer) timer = setTimeout(send, AGAIN);
    };

    /** A title of the reader's own is a decision too, though nothing is recognised anew for it. */
    const decisions = () => {
        const field = document.getElementById("intake-title");
        const title = field?.value.trim();
        return title && title !== field.placeholder ? {...intakeDecisions.current(), title} : intakeDecisions.current();
    };

    const keep = () => {
        if (!token() || JSON.stringify(decisions()) === known) return;
        waiting = {token: token(), decisions: decisions()};
        clearTimeout(timer);
        timer = setTimeout(send, PAUSE);
    };

    intakeDecisions.listen(keep);
    document.addEventListener("input", (event) => event.target.id === "intake-title" && keep());
    addEventListener("pagehide", send);

    quartierblick.intakeKept = {
        /**
         * Gives what was decided about a delivery before.
         * @param {string} token
         * @returns {Promise<object>} as `Choices.to_json()`; nothing where the delivery is gone.
         */
        decisions: async (token) => {
            try {
                const response = await fetch(`/intake/${token}/decisions`, {cache: "no-store"});
                const told = response.ok ? await response.json() : {};
                project = told.project ?? null;
                known = JSON.stringify(told.decisions ?? {});
                show(told.saved);
                return told.decisions ?? {};
            } catch {
                return {};
            }
        },
        /** @returns {boolean} whether a project's files lie ready for a table that has not come yet. */
        awaitsTable: () => Boolean(project && !project.completed && token()),
        /** Nothing is under way any more. */
        forget: () => {
            [project, waiting, known] = [null, null, "{}"];
            show();
        },
    };
})();
