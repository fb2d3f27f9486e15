/**
 * What was decided about the delivery, step by step, with undo and redo (also Ctrl+Z and Ctrl+Shift+Z), and the log.
 */
(() => {
    const {doctor} = window.quartierblick;
    const {element, fill} = doctor;
    const WRITES = "input:not([type=checkbox],[type=radio],[type=button]),textarea,[contenteditable=true]";
    const decisions = () => window.quartierblick.intakeDecisions;

    const go = (which) => {
        const {done, undone} = decisions().steps();
        const step = which === "undo" ? done.at(-1) : undone.at(-1);
        const data = doctor.data();
        if (!step) return;
        const had = document.activeElement?.dataset?.doctorStep;
        const isHere = doctor.root()?.contains(document.activeElement);
        const other = which === "undo" ? "redo" : "undo";
        doctor.comesBack(isHere ? () => button(had ?? which) ?? button(other) : null);
        decisions()[which]();
        if (data) doctor.say(fill(which === "undo" ? data.words.undone : data.words.redone, {label: step.label}));
    };

    const button = (which) => doctor.root()?.querySelector(`[data-doctor-step=${which}]:not(:disabled)`) ?? null;

    const stepButton = (which, words, enabled, keys) => {
        const made = element("button", {type: "button", className: "button is-small", disabled: !enabled,
            attributes: {"data-doctor-step": which, "aria-keyshortcuts": keys}, title: keys.replace("Control", "Ctrl")},
            element("span", {className: `icon icon-${which}-2`, attributes: {"aria-hidden": "true"}}), words[which]);
        made.addEventListener("click", () => go(which));
        return made;
    };

    /** Fetches the log under the decisions made so far, and hands it over as a file. */
    const download = async (data, asked, problem) => {
        asked.disabled = true;
        problem.replaceChildren();
        try {
            const answer = await fetch(data.log, {
                method: "POST",
                headers: {"Content-Type": "application/json"},
                body: JSON.stringify(decisions().current()),
            });
            if (!answer.ok) throw new Error(await answer.text());
            const link = element("a", {href: URL.createObjectURL(await answer.blob()), download: data.words.log_file});
            link.click();
            URL.revokeObjectURL(link.href);
        } catch (error) {
            problem.replaceChildren(error instanceof TypeError || !error.message ? data.words.log_failed : error.message);
        } finally {
            asked.disabled = false;
            asked.focus();
        }
    };

    const draw = (data) => {
        const panel = doctor.place("steps");
        if (!panel) return;
        const {words} = data;
        const {done, undone} = decisions().steps();
        const problem = element("p", {className: "intake-upload-problem", attributes: {role: "alert"}});
        const log = element("button", {type: "button", className: "button is-small", attributes: {"data-doctor-log": ""}},
            element("span", {className: "icon icon-download", attributes: {"aria-hidden": "true"}}), words.log);
        log.addEventListener("click", () => download(data, log, problem));
        const steps = [
            ...done.map(({label}) => element("li", {textContent: label})),
            ...[...undone].reverse().map(({label}) => element("li", {className: "is-undone"}, element("s", {textContent: label}))),
        ];
        panel.replaceChildren(
            element("div", {className: "row"}, element("h3", {className: "heading", textContent: words.steps}),
                element("div", {className: "doctor-buttons"},
                    stepButton("undo", words, done.length, "Control+Z"), stepButton("redo", words, undone.length, "Control+Shift+Z"), log)),
            steps.length ? element("ol", {}, ...steps) : element("p", {className: "quiet", textContent: words.no_steps}),
            problem,
        );
    };

    document.addEventListener("keydown", (event) => {
        if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
        const which = {z: event.shiftKey ? "redo" : "undo", y: "redo"}[event.key.toLowerCase()];
        if (!which || !document.getElementById("intake-drop") || event.target.closest?.(WRITES)) return;
        event.preventDefault();
        go(which);
    });
    doctor.draws("steps", draw);
    decisions().listen(() => {
        const data = doctor.data();
        if (data) draw(data);
    });
})();
