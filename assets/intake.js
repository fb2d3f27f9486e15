/**
 * Own data: sends dropped or chosen files as they are, shows progress, and follows the page through
 * recognition to the map. The token of the delivery stands in the address, so Back and reload keep it.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const PARAMETER = "intake";
    const TOKEN = /^[0-9a-f]{32}$/;
    let request = null;
    let delivery = null;
    let keyChanged = false;

    const dropArea = () => document.getElementById("intake-drop");
    const words = () => JSON.parse(dropArea().dataset.words);
    const tell = (id, props) => window.dash_clientside.set_props(id, props);
    const say = (text) => tell("intake-spoken", {children: text});

    const keepInAddress = (token) => {
        const url = new URL(location.href);
        if (token) url.searchParams.set(PARAMETER, token);
        else url.searchParams.delete(PARAMETER);
        history.replaceState(null, "", url.pathname + url.search);
    };

    const deliver = (next) => {
        delivery = next;
        keepInAddress(next?.intake);
        tell("intake-delivery", {data: next});
    };

    /** Takes up a delivery; what was decided about an earlier one stays, where its files are completed. */
    const begin = (token, decisions) => {
        quartierblick.intakeDecisions.begin(decisions, (changed) => deliver({...delivery, decisions: changed}));
        deliver({intake: token, decisions: quartierblick.intakeDecisions.current()});
    };

    const idle = () => {
        request = null;
        tell("intake-sending", {hidden: true});
        dropArea()?.classList.remove("is-busy");
    };

    const refuse = (text) => {
        idle();
        tell("intake-upload-problem", {children: text});
        document.getElementById("intake-choose")?.focus();
    };

    const answered = async (sent) => {
        const said = words();
        if ([403, 413, 429].includes(sent.status)) return refuse(sent.responseText);
        let answer;
        try {
            answer = JSON.parse(sent.responseText);
        } catch {
            return refuse(said.failed);
        }
        if (answer.project) return window.dash_clientside.intake.open(answer.project);
        if (!answer.intake) return refuse(answer.problem ? `${answer.problem} ${answer.repair}` : said.failed);
        idle();
        say(said.received);
        const kept = await quartierblick.intakeKept.decisions(answer.intake);
        begin(answer.intake, delivery?.decisions ?? kept);
    };

    const percent = (text, part) => text.replace("{percent}", Math.floor(100 * part));

    const progress = (event) => {
        if (!event.lengthComputable) return;
        const part = event.loaded / event.total;
        tell("intake-progress", {value: String(Math.round(100 * part))});
        tell("intake-sent", {children: percent(words().sent, part)});
    };

    /** Sends files; together with those of the delivery that is on the page. */
    const send = (files) => {
        if (!files.length || request || !dropArea()) return;
        const said = words();
        tell("intake-upload-problem", {children: ""});
        if (files.reduce((sum, file) => sum + file.size, 0) > said.most) return refuse(said.too_large);
        const form = new FormData();
        for (const file of files) form.append("files", file, file.name);
        const query = new URLSearchParams({language: document.documentElement.lang});
        if (delivery) query.set("before", delivery.intake);
        request = new XMLHttpRequest();
        request.open("POST", `/intake/files?${query}`);
        request.upload.addEventListener("progress", progress);
        request.addEventListener("load", (event) => answered(event.target));
        request.addEventListener("error", () => refuse(said.lost));
        request.addEventListener("abort", () => refuse(said.cancelled));
        dropArea().classList.add("is-busy");
        tell("intake-progress", {value: "0"});
        tell("intake-sent", {children: percent(said.sent, 0)});
        tell("intake-sending", {hidden: false});
        say(said.sending);
        request.send(form);
    };

    /** Opens the browser's own dialogue; its input stands in the document, where no clearing-up can take it away. */
    const choose = () => {
        document.getElementById("intake-input")?.remove();
        const input = Object.assign(document.createElement("input"), {type: "file", id: "intake-input", multiple: true});
        input.hidden = true;
        input.accept = words().accepted;
        input.addEventListener("change", () => send([...input.files]));
        document.body.append(input);
        input.click();
    };

    /** Reads what was dropped; a folder gives its files, since shapefiles often come as one. */
    const filesOf = async (transfer) => {
        const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
        if (!entries.some((entry) => entry.isDirectory)) return [...transfer.files];
        const read = (entry) => {
            if (entry.isFile) return new Promise((done, failed) => entry.file((file) => done([file]), failed));
            const reader = entry.createReader();
            const batch = () => new Promise((done, failed) => reader.readEntries(done, failed));
            const all = async () => {
                const found = [];
                for (let some = await batch(); some.length; some = await batch()) found.push(...some);
                return (await Promise.all(found.map(read))).flat();
            };
            return all();
        };
        return (await Promise.all(entries.map(read))).flat();
    };

    const over = (event) => {
        if (!dropArea() || !event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        dropArea().classList.add("is-over");
    };
    const left = (event) => {
        if (!event.relatedTarget) dropArea()?.classList.remove("is-over");
    };
    const dropped = async (event) => {
        if (!dropArea()) return;
        event.preventDefault();
        dropArea().classList.remove("is-over");
        send(await filesOf(event.dataTransfer));
    };

    const again = () => {
        deliver(null);
        quartierblick.intakeKept.forget();
        document.getElementById("intake-choose").focus();
        window.scrollTo(0, 0);
    };

    document.addEventListener("dragover", over);
    document.addEventListener("dragleave", left);
    document.addEventListener("drop", dropped);
    document.addEventListener("click", (event) => {
        const button = event.target.closest?.("button");
        if (!button) return;
        if (button.id === "intake-choose") choose();
        else if (button.id === "intake-cancel") request?.abort();
        else if (button.dataset.intakeAgain !== undefined) again();
        else if (button.dataset.intakeJump) focus(document.getElementById(`intake-part-${button.dataset.intakeJump}`));
    });

    /** Goes on with a delivery where it was left, unless the reader has begun another one meanwhile. */
    const resume = async (token) => {
        const decisions = await quartierblick.intakeKept.decisions(token);
        if (dropArea() && !delivery) begin(token, decisions);
    };

    /** A page that has just been laid out takes up the delivery of its address. */
    const arrive = () => {
        const area = dropArea();
        if (!area || area.dataset.ready) return;
        area.dataset.ready = "true";
        request?.abort();
        delivery = null;
        const token = new URLSearchParams(location.search).get(PARAMETER);
        if (token && TOKEN.test(token)) resume(token);
    };
    new MutationObserver(arrive).observe(document.documentElement, {childList: true, subtree: true});

    const focus = (element) => {
        element?.focus({preventScroll: true});
        element?.scrollIntoView({block: "start", behavior: "smooth"});
    };

    const OPEN_LIST = "[aria-haspopup=listbox][aria-expanded=true]";
    const OPEN = CSS.supports("selector(select:open)") ? `${OPEN_LIST}, select:open` : OPEN_LIST;

    /** Waits until no list of choices is open: laying the page out anew would close it under the reader's hand. */
    const nothingOpen = async () => {
        while (document.getElementById("intake-result")?.querySelector(OPEN)) {
            await new Promise((done) => setTimeout(done, 100));
        }
    };

    window.dash_clientside = Object.assign({}, window.dash_clientside, {
        intake: {
            /** What was recognised has come: lay it out. */
            layOut: async (answer) => {
                await nothingOpen();
                return answer;
            },
            /** The key select was changed: recognise again. */
            chooseKey: (values, ids) => {
                if (!delivery || !values?.length || values[0] === ids[0].shown) return;
                keyChanged = true;
                const label = `${dropArea().dataset.key}: ${values[0]}`;
                quartierblick.intakeDecisions.change(label, (decisions) => ({...decisions, key_column: values[0]}));
            },
            /** Recognition is done: the reader goes on at its heading, or at the key that was changed. */
            shown: (children) => {
                const result = Boolean(children?.length);
                document.getElementById("main")?.classList.toggle("has-result", result);
                if (!result) return;
                requestAnimationFrame(() => {
                    const {done, undone} = quartierblick.intakeDecisions.steps();
                    if (keyChanged) document.querySelector(".intake-key input")?.focus();
                    else if (quartierblick.intakeKept.awaitsTable()) document.getElementById("intake-choose")?.focus();
                    // After a decision the part that it was made in brings the reader back.
                    else if (!done.length && !undone.length) focus(document.getElementById("intake-heading"));
                    keyChanged = false;
                });
            },
            /** The project is ready: open its map. */
            open: (project) => {
                if (project) quartierblick.address.visit(`/${document.documentElement.lang}/map?p=${encodeURIComponent(project)}`);
            },
        },
    });
})();
