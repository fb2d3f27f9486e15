/**
 * The check: filters, repairs with one click, findings put aside with a reason, everything undone as easily.
 * callbacks/intake/checks.py lays out the findings; here clicks become decisions, and the reader comes back to where a
 * decision was made, since the card is laid out anew after each.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const LONGEST_REASON = 300;
    const shown = {severity: "all", file: "*", all: new Set(), open: new Set()};
    /** What was decided here last, and where: {text, step, list, at, marks}; null once something else was decided. */
    let last = null;
    /** Finds what shall have the focus once the card is laid out anew. */
    let back = null;

    const card = () => document.getElementById("intake-checks");
    const words = () => JSON.parse(card().dataset.checksWords);
    const decisions = () => quartierblick.intakeDecisions;
    const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
    const lines = (list) => [...(card()?.querySelector(`[data-checks-group="${list}"] .checks-list`)?.children ?? [])];
    const isShown = (element) => Boolean(element?.getClientRects().length);

    const element = (tag, properties = {}, ...children) => {
        const {attributes = {}, ...others} = properties;
        const made = Object.assign(document.createElement(tag), others);
        for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
        made.append(...children);
        return made;
    };
    const button = (text, properties = {}) =>
        element("button", {type: "button", className: "button is-small", ...properties}, text);

    const remembered = (line) => {
        const list = line.closest("[data-checks-group]").dataset.checksGroup;
        return {list, at: lines(list).indexOf(line), marks: line.dataset.checksMarks};
    };

    /** Decides something about a finding; the focus goes to the way back, which stands where the finding stood. */
    const decide = (line, text, update) => {
        const place = remembered(line);
        last = null;
        back = () => card().querySelector("[data-checks-undo]");
        decisions().change(text, update);
        last = {...place, text, step: decisions().steps().done.at(-1)};
    };

    const hasSame = (same, entry) => (one) => same.every((name) => (one[name] ?? "") === (entry[name] ?? ""));

    const repaired = (before, {part, same, entries, takesBack}) => {
        let list = before[part];
        for (const entry of entries) {
            const known = (list ?? []).find(hasSame(same, entry));
            list = decisions().placed(list, hasSame(same, entry), takesBack ? null : {...known, ...entry});
        }
        return {...before, [part]: list};
    };

    const repair = (line, change) => {
        const text = `${change.done}: ${line.dataset.checksShort}`;
        decide(line, text, (before) => repaired(before, change));
    };

    const putAside = (line, reason) => {
        const marks = JSON.parse(line.dataset.checksMarks);
        const text = fill(words().ignored, {text: line.dataset.checksShort});
        decide(line, text, (before) => {
            const others = (before.ignored ?? []).filter((one) => !marks.includes(one.finding));
            return {...before, ignored: [...others, ...marks.map((finding) => ({finding, reason}))]};
        });
    };

    const takeUp = (line) => {
        const marks = JSON.parse(line.dataset.checksMarks);
        const text = fill(words().again, {text: line.dataset.checksShort});
        decide(line, text, (before) => ({...before, ignored: (before.ignored ?? []).filter((one) => !marks.includes(one.finding))}));
    };

    const undo = () => {
        const {marks, list} = last;
        back = () => {
            const line = [...card().querySelectorAll("[data-checks-marks]")].find((one) => one.dataset.checksMarks === marks);
            if (line) for (let at = line.parentElement; at && at !== card(); at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
            line?.classList.remove("is-beyond");
            return line?.querySelector(".checks-actions button") ?? lines(list)[0]?.querySelector("button");
        };
        last = null;
        decisions().undo();
    };

    const closeForm = (toFocus) => {
        const form = card()?.querySelector(".checks-form");
        if (!form) return;
        const asked = form.previousElementSibling?.querySelector("[data-checks-ignore]");
        form.remove();
        asked?.setAttribute("aria-expanded", "false");
        if (toFocus) asked?.focus();
    };

    /** Asks for the reason below the finding; Enter confirms, Escape closes. */
    const ask = (line, asked) => {
        const wasOpen = asked.getAttribute("aria-expanded") === "true";
        closeForm(wasOpen);
        if (wasOpen) return;
        const said = words();
        const field = element("input", {type: "text", maxLength: LONGEST_REASON, id: "checks-reason", autocomplete: "off"});
        const problem = element("p", {className: "checks-problem", id: "checks-problem", attributes: {role: "alert"}});
        const ready = Object.values(said.reasons).map((reason) => {
            const made = button(reason, {className: "button is-small checks-ready"});
            made.addEventListener("click", () => {
                field.value = reason;
                field.focus();
            });
            return made;
        });
        const cancel = button(said.cancel);
        cancel.addEventListener("click", () => closeForm(true));
        const form = element("form", {className: "checks-form", noValidate: true},
            element("label", {htmlFor: field.id}, said.title), element("div", {className: "checks-readies"}, ...ready), field, problem,
            element("div", {className: "checks-actions"}, button(said.confirm, {type: "submit", className: "button is-small is-primary"}), cancel));
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            const reason = field.value.trim();
            if (reason) return putAside(line, reason);
            problem.textContent = said.missing;
            field.setAttribute("aria-describedby", problem.id);
            field.setAttribute("aria-invalid", "true");
            field.focus();
        });
        form.addEventListener("keydown", (event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            closeForm(true);
        });
        asked.closest(".checks-actions").after(form);
        asked.setAttribute("aria-expanded", "true");
        field.focus();
    };

    /** Shows what the filters let through; counts decide whether a group is shown at all. */
    const sift = () => {
        const root = card();
        if (!root) return;
        for (const one of root.querySelectorAll("[data-checks-severity]")) one.setAttribute("aria-pressed", String(one.dataset.checksSeverity === shown.severity));
        const files = root.querySelector("[data-checks-files]");
        if (files) files.value = shown.file;
        let any = false;
        for (const group of root.querySelectorAll("[data-checks-group]")) {
            const {checksGroup: name} = group.dataset;
            const wanted = name === "aside" || shown.severity === "all" || shown.severity === name;
            let number = 0;
            for (const line of group.querySelectorAll(".checks-finding")) {
                line.hidden = name !== "aside" && shown.file !== "*" && line.dataset.checksFile !== shown.file;
                number += line.hidden ? 0 : 1;
            }
            group.hidden = !wanted || !number;
            group.classList.toggle("shows-all", shown.all.has(name) || shown.file !== "*");
            any ||= !group.hidden && name !== "aside";
            if (name === "info" && shown.severity === "info") group.open = true;
        }
        const nothing = root.querySelector(".checks-nothing");
        nothing.hidden = any || !root.querySelector(".checks-finding:not(.is-aside .checks-finding)");
    };

    /** Says what was decided last, where it was decided, with the way back. */
    const tell = () => {
        if (!last) return;
        const said = element("p", {className: "checks-told", id: "checks-told"}, last.text);
        const way = button(words().undo, {attributes: {"data-checks-undo": "", "aria-describedby": said.id}});
        way.prepend(element("span", {className: "icon icon-undo-2", attributes: {"aria-hidden": "true"}}));
        const list = card().querySelector(`[data-checks-group="${last.list}"]:not([hidden]) .checks-list`);
        const status = element("div", {className: "checks-status"}, said, way);
        const next = list?.children[last.at] ?? null;
        if (list && (next ? isShown(next) : isShown(list))) list.insertBefore(element("li", {}, status), next);
        else card().querySelector("[data-checks-said]").append(status);
    };

    /** A card that was just laid out looks as the one before it: filters, what was unfolded, the focus. */
    const arrive = () => {
        const root = card();
        if (!root || root.dataset.checksReady) return;
        root.dataset.checksReady = "true";
        const severities = [...root.querySelectorAll("[data-checks-severity]")].map((one) => one.dataset.checksSeverity);
        if (!severities.includes(shown.severity)) shown.severity = "all";
        const files = [...(root.querySelector("[data-checks-files]")?.options ?? [])].map((one) => one.value);
        if (!files.includes(shown.file)) shown.file = "*";
        for (const group of root.querySelectorAll("details[data-checks-group]")) group.open = shown.open.has(group.dataset.checksGroup);
        sift();
        tell();
        const find = back;
        back = null;
        if (find) requestAnimationFrame(() => find()?.focus());
    };
    new MutationObserver(arrive).observe(document.documentElement, {childList: true, subtree: true});

    document.addEventListener("click", (event) => {
        const pressed = event.target.closest?.("button");
        const list = pressed?.closest(".checks");
        if (!list) return;
        const line = pressed.closest(".checks-finding");
        const {dataset} = pressed;
        if (dataset.checksAll !== undefined) {
            const group = pressed.closest("[data-checks-group]");
            if (list === card()) shown.all.add(dataset.checksAll);
            const first = group.querySelector(".is-beyond:not([hidden])");
            group.classList.add("shows-all");
            const target = first?.querySelector("button, summary, a");
            target?.focus();
        } else if (dataset.checksSeverity) {
            shown.severity = dataset.checksSeverity;
            sift();
        } else if (dataset.checksRemedy) repair(line, JSON.parse(dataset.checksRemedy));
        else if (dataset.checksIgnore !== undefined) ask(line, pressed);
        else if (dataset.checksAgain !== undefined) takeUp(line);
        else if (dataset.checksUndo !== undefined && last) undo();
    });
    document.addEventListener("change", (event) => {
        if (event.target.dataset?.checksFiles === undefined) return;
        shown.file = event.target.value;
        sift();
    });
    document.addEventListener("toggle", (event) => {
        const name = event.target.dataset?.checksGroup;
        if (!name || event.target.closest(".checks") !== card()) return;
        shown.open[event.target.open ? "add" : "delete"](name);
    }, true);

    const follow = () => {
        if (!decisions()) return requestAnimationFrame(follow);
        decisions().listen(() => {
            if (last && decisions().steps().done.at(-1) !== last.step) last = null;
        });
    };
    follow();
})();
