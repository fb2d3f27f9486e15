/**
 * The concentration slider. The smallest sets of all shares arrive with the numbers (layers/concentration/sets.py), so
 * that moving the slider only looks one up: the quarters are selected, the sentence is written and the point on the
 * Lorenz curve is drawn within the frame, and nobody is asked. The address hears of the share when it rests.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const {store} = quartierblick;
    const SVG = "http://www.w3.org/2000/svg";
    const [FIRST, LAST, HALF] = [1, 99, 50];
    const PAGE_STEPS = {PageUp: 10, PageDown: -10};
    const MARKS = [25, 50, 75];
    const REST = 150; // milliseconds without another step
    const DOT = 5.5;
    let [sets, share, way, chosen, resting] = [null, HALF, "quarters", null, null];

    const clamped = (number) => Math.min(LAST, Math.max(FIRST, Math.round(number)));
    const element = (id) => document.getElementById(id);
    const slider = () => element("concentration-slider");
    const said = (value) => `${quartierblick.numbers.format(value)}\u00a0%`;

    /** Slider and the number above it show the share. */
    const set = () => {
        const field = slider();
        if (!field) return;
        field.value = share;
        field.setAttribute("aria-valuetext", said(share));
        field.parentElement.style.setProperty("--share", (share - FIRST) / (LAST - FIRST));
        quartierblick.numbers.write(element("concentration-value"), said(share));
    };

    /**
     * Lays the slider out. It is no part of Dash: that looks at every component of the page when a value changes, which
     * takes longer than a frame, and only the browser wants to know this one.
     */
    const laySlider = (place) => {
        const marks = MARKS.map((mark) => {
            const text = Object.assign(document.createElement("span"), {textContent: said(mark)});
            text.style.setProperty("--share", (mark - FIRST) / (LAST - FIRST));
            return text;
        });
        const field = Object.assign(document.createElement("input"), {type: "range", id: "concentration-slider", min: FIRST, max: LAST, step: 1});
        field.setAttribute("aria-label", place.dataset.label);
        const value = Object.assign(document.createElement("output"), {id: "concentration-value", htmlFor: field.id});
        value.setAttribute("aria-hidden", "true"); // the slider says it
        const scale = Object.assign(document.createElement("div"), {className: "concentration-marks"});
        scale.setAttribute("aria-hidden", "true");
        scale.append(...marks);
        place.append(value, field, scale);
        set();
    };

    /** Share and way as the address has them. */
    const asked = () => {
        const {share: wanted, by} = quartierblick.address.read().alone;
        return {share: clamped(Number(wanted) || HALF), way: by === "residents" ? by : "quarters"};
    };

    /** The smallest set for a share in per cent: {members: positions, group, residents: what they hold in per cent}. */
    const setOf = (found, wanted, by) => {
        const {order, cuts, group, residents} = found.ways[by];
        const at = clamped(wanted) - FIRST;
        return {members: order.slice(0, cuts[at]), group: group[at], residents: residents[at]};
    };

    const sentenceOf = (found, {members, group, residents}) => {
        const {format, fill} = quartierblick.numbers;
        return fill(found.sentence, {n: format(members.length), group: format(group, 1), residents: format(residents, 1)});
    };

    const write = (found) => {
        const [place, copy] = [element("concentration-sentence"), element("concentration-copy")];
        const sentence = found ? sentenceOf(sets, found) : "";
        if (place) quartierblick.numbers.write(place, sentence);
        if (copy) copy.dataset.copy = found ? `${sentence} (${sets.from})` : "";
    };

    const put = (node, attributes) => {
        for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    };

    /** The group of line, dot and label over a chart, made once. */
    const pointOf = (overlay) => {
        const before = overlay.querySelector(".concentration-point");
        if (before) return before;
        const [group, ...parts] = ["g", "path", "circle", "text"].map((tag) => document.createElementNS(SVG, tag));
        put(group, {class: "concentration-point"});
        put(parts[1], {r: DOT});
        group.append(...parts);
        overlay.append(group);
        return group;
    };

    /** The chosen point with the lines that lead to it from both axes, over the chart: plotly draws nothing anew. */
    const drawPoint = (found) => {
        const chart = document.querySelector("#concentration-chart .js-plotly-plot");
        const {xaxis, yaxis} = chart?._fullLayout ?? {};
        if (!xaxis?.d2p) return;
        const overlay = quartierblick.charts.overlayOf(chart);
        if (!found) return void overlay.querySelector(".concentration-point")?.remove();
        const place = (axis, value) => axis._offset + axis.d2p(value);
        const [x, y] = [place(xaxis, found.residents), place(yaxis, found.group)];
        const isLeft = found.residents < 60;
        const [line, dot, label] = pointOf(overlay).children;
        put(line, {d: `M${place(xaxis, 0)},${y}H${x}V${place(yaxis, 0)}`});
        put(dot, {cx: x, cy: y});
        put(label, {x: x + (isLeft ? 10 : -8), y: isLeft ? y + 4 : y + 16, "text-anchor": isLeft ? "start" : "end"});
        quartierblick.numbers.write(label, `${quartierblick.numbers.format(found.group, 1)}\u00a0%`);
    };

    /** The map outlines the set while the part is open, unless it is selected already. */
    const outline = (found) => {
        const isOpen = store.get("tab") === "concentration";
        const ids = (found && isOpen && !isFollowing() && idsOf(found)) || [];
        if (ids.join("~") !== (store.get("set") ?? []).join("~")) store.set("set", ids);
    };

    const current = () => (sets ? setOf(sets, share, way) : null);

    const tell = () => {
        const found = current();
        write(found);
        drawPoint(found);
    };

    const draw = () => {
        tell();
        outline(current());
    };

    /** Ids of a set, null where the map shows other areas than the set was chosen from. */
    const idsOf = (found) => {
        const scene = store.get("scene");
        const fits = scene && sets.project === store.get("answer")?.project && sets.level === scene.answer.query.level;
        return fits ? found.members.map((at) => scene.geometry.ids[at]) : null;
    };

    const selectSet = (isGesture = false) => {
        const ids = sets && idsOf(current());
        if (!ids) return;
        chosen = ids;
        quartierblick.selection[isGesture ? "slide" : "replace"](ids);
    };

    /** Whether the selection is still what the slider has chosen. */
    const isFollowing = () => {
        const selection = quartierblick.selection.current();
        return Boolean(chosen?.length) && chosen.length === selection.length && chosen.every((id, at) => id === selection[at]);
    };

    const keep = () => {
        window.clearTimeout(resting);
        resting = window.setTimeout(() => quartierblick.address.keepAlone({share, by: way === "quarters" ? null : way}), REST);
    };

    const change = (isGesture) => {
        tell();
        selectSet(isGesture);
        keep();
    };

    /** Another share was chosen, by pointer or key. */
    const slide = (value) => {
        if (clamped(value) === share) return;
        share = clamped(value);
        set();
        change(true);
    };

    /** "Smallest" means fewest areas, or fewest residents. */
    const turn = (value) => {
        if (!value || value === way) return;
        way = value;
        change(false);
    };

    /** Other sets have arrived; a selection that the slider made follows them. */
    const take = (data) => {
        const following = isFollowing();
        sets = data ?? null;
        tell();
        if (following) selectSet();
        else outline(current());
    };

    /** A click on the button selects; other sets that arrive are no click. */
    const select = (clicks) => {
        if (clicks) selectSet();
    };

    const reread = () => {
        if (resting) window.clearTimeout(resting);
        ({share, way} = asked());
        set();
        return [share, way];
    };

    /** The switch shows what the address says, and the slider does. */
    const show = () => reread()[1];

    store.on("asked", (view) => {
        if (!view) return;
        const before = [share, way];
        const now = reread();
        if (now.every((one, at) => one === before[at])) return;
        if (!element("concentration-body")) return; // the map's page is still to come: it begins with what the address says
        window.dash_clientside.set_props("concentration-by", {value: way});
        draw();
    });

    document.addEventListener("keydown", (event) => {
        const step = PAGE_STEPS[event.key];
        if (!step || event.target !== slider()) return;
        event.preventDefault();
        slide(share + step);
    });
    document.addEventListener("input", ({target}) => target === slider() && slide(target.valueAsNumber));

    // While the slider is held, the server hears of no selection, however slowly it moves.
    document.addEventListener("pointerdown", (event) => {
        if (event.target === slider()) store.set("sliding", true);
    });
    for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, () => store.set("sliding", false));

    document.addEventListener("click", (event) => {
        const button = event.target.closest?.("[data-concentration-map]");
        if (!button) return;
        const {concentrationMap, years} = button.dataset;
        const patch = quartierblick.view.patchOf({dataset: {viewIndicator: concentrationMap, years}});
        quartierblick.address.go({...patch, show: null, how: null, bi: null, against: null});
    });

    const attach = () => {
        const place = element("concentration-share");
        if (place && !place.firstElementChild) laySlider(place);
        const chart = document.querySelector("#concentration-chart .js-plotly-plot");
        if (!chart?.on || chart.dataset.pointed) return;
        chart.dataset.pointed = "true";
        chart.on("plotly_afterplot", () => drawPoint(current()));
        drawPoint(current());
    };
    for (const slot of ["selection", "painted", "tab"]) store.on(slot, () => outline(current()));
    new MutationObserver(attach).observe(document.documentElement, {childList: true, subtree: true});

    window.dash_clientside = Object.assign({}, window.dash_clientside, {concentration: {take, turn, select, show}});
    quartierblick.concentration = {setOf, current, sets: () => sets};
})();
