/**
 * The join doctor: keeps what its parts share (the data of the card, the wording, where the reader was), and turns the
 * buttons of the repairs into decisions. Lists, pairing by hand and steps are scripts of their own.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const parts = {};
    let data = null;
    let parsedFrom = "";
    /** Finds what shall have the focus once the card is laid out anew; null where nothing was decided here. */
    let comeBack = null;

    const root = () => document.getElementById("intake-doctor");
    const place = (name) => root()?.querySelector(`[data-doctor-place=${name}]`);

    const element = (tag, properties = {}, ...children) => {
        const {attributes = {}, ...others} = properties;
        const made = Object.assign(document.createElement(tag), others);
        for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
        made.append(...children.filter((child) => child !== null && child !== undefined));
        return made;
    };

    /** Fills the fields of a text; whole numbers are grouped as readers of the page's language expect it. */
    const fill = (text, values = {}) =>
        text.replace(/\{(\w+)\}/g, (field, name) => {
            const value = values[name];
            if (value === undefined) return field;
            return typeof value === "number" ? value.toLocaleString(document.documentElement.lang) : value;
        });

    const say = (text) => place("spoken")?.replaceChildren(text);

    /** What a quarter is called: its key, and its name where it has one. */
    const called = (position) => {
        const [key, name] = data.quarters[position];
        return key === name ? key : `${key} ${name}`;
    };

    /**
     * Decides something and brings the reader back.
     * @param {string} label Of the step.
     * @param {(decisions: object) => object} update
     * @param {() => Element|null} back Where the focus goes after the card was laid out anew.
     */
    const decide = (label, update, back) => {
        comeBack = back;
        quartierblick.intakeDecisions.change(label, update);
        say(label);
    };

    const placed = (...given) => quartierblick.intakeDecisions.placed(...given);
    const same = (choice) => (one) =>
        one.place === choice.place && one.repair === choice.repair && (one.row ?? null) === (choice.row ?? null);

    /** Gives decisions with a choice about a repair put in, or taken out where `wanted` is null. */
    const repaired = (decisions, choices, wanted) => ({
        ...decisions,
        repairs: choices.reduce(
            (list, choice) => placed(list, same(choice), wanted === null ? null : {...choice, wanted}),
            decisions.repairs ?? [],
        ),
    });

    const choiceOf = (button) => {
        const {place: at, repair, row} = button.dataset;
        const rowwise = ["accept", "decline"].includes(button.dataset.doctorDo);
        return rowwise ? {place: at, repair, row} : {place: at, repair};
    };

    /** The proposals that still wait below a button "accept all": its table's, or all of them. */
    const waiting = (button) => {
        const table = button.dataset.repair ? button.closest(".doctor-table") : root();
        return [...table.querySelectorAll("[data-doctor-do=accept]")].map(choiceOf);
    };

    /** A repair of spelling in all tables in which it is in use. */
    const ofAllTables = (button) =>
        [...button.closest(".doctor-repair").querySelectorAll("[data-doctor-do=off]")].map(choiceOf);

    /** After a decision: the button of the same row, else of the same table, else the first of the repairs. */
    const backTo = (button) => {
        const {place: at, repair, row} = button.dataset;
        return () => {
            const all = [...(root()?.querySelectorAll("[data-doctor-do]") ?? [])];
            const ofTable = all.filter((one) => one.dataset.place === at && one.dataset.repair === repair);
            return ofTable.find((one) => one.dataset.row === row) ?? ofTable[0] ?? all[0] ?? root()?.querySelector("button");
        };
    };

    const act = (button) => {
        const {doctorDo: action, what, row} = button.dataset;
        const {labels} = data.words;
        const named = {what: row ? `${row}, ${what}` : what};
        const one = () => [choiceOf(button)];
        const [label, choices, wanted] = {
            accept: [labels.accept, one, true],
            decline: [labels.decline, one, null],
            accept_all: [labels.accept_all, () => waiting(button), true],
            accept_every: [labels.accept_every, () => waiting(button), true],
            off: [labels.off, one, false],
            off_all: [labels.off, () => ofAllTables(button), false],
            on: [labels.on, one, null],
        }[action];
        const about = choices();
        decide(fill(label, named), (decisions) => repaired(decisions, about, wanted), backTo(button));
    };

    const keepFolds = (card) => {
        for (const fold of card.querySelectorAll("[data-doctor-fold]")) {
            fold.open = folds.has(fold.dataset.doctorFold);
            fold.addEventListener("toggle", () => {
                if (fold.open) folds.add(fold.dataset.doctorFold);
                else folds.delete(fold.dataset.doctorFold);
            });
        }
    };
    const folds = new Set();

    const renew = () => {
        const card = root();
        const first = place("list");
        if (!card || !first || first.drawnFrom === card.dataset.doctor) return;
        first.drawnFrom = card.dataset.doctor;
        if (parsedFrom !== card.dataset.doctor) data = JSON.parse(card.dataset.doctor);
        parsedFrom = card.dataset.doctor;
        keepFolds(card);
        for (const draw of Object.values(parts)) draw(data);
        const back = comeBack;
        if (back) requestAnimationFrame(() => requestAnimationFrame(() => {
            if (comeBack === back) comeBack = null;
            back()?.focus({preventScroll: true});
        }));
    };

    document.addEventListener("click", (event) => {
        const button = event.target.closest?.("[data-doctor-do]");
        if (button && data) act(button);
    });
    new MutationObserver(renew).observe(document.documentElement, {
        childList: true,
        subtree: true,
        attributeFilter: ["data-doctor"],
    });

    quartierblick.doctor = {
        element,
        fill,
        say,
        called,
        decide,
        place,
        root,
        /** @returns {object|null} what the card was laid out with, see `callbacks/intake/doctor.py: content`. */
        data: () => data,
        /** Draws a part of the card whenever it is laid out anew. */
        draws: (name, draw) => {
            parts[name] = draw;
        },
        /** The focus shall come back to what `find` gives. */
        comesBack: (find) => {
            comeBack = find;
        },
    };
})();
