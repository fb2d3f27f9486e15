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
    const REST = 150; // milliseconds without another step
    const DOT = 5.5;
    let [sets, share, way, chosen, resting] = [null, HALF, "quarters", null, null];

    const clamped = (number) => Math.min(LAST, Math.max(FIRST, Math.round(number)));
    const element = (id) => document.getElementById(id);

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

    const write = (set) => {
        const [place, copy] = [element("concentration-sentence"), element("concentration-copy")];
        const said = set ? sentenceOf(sets, set) : "";
        if (place && place.textContent !== said) place.textContent = said;
        if (copy) copy.dataset.copy = set ? `${said} (${sets.from})` : "";
    };

    const made = (tag, attributes, text = "") => {
        const node = document.createElementNS(SVG, tag);
        for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
        node.textContent = text;
        return node;
    };

    /** The chosen point with the lines that lead to it from both axes, over the chart: plotly draws nothing anew. */
    const drawPoint = (set) => {
        const chart = document.querySelector("#concentration-chart .js-plotly-plot");
        const {xaxis, yaxis} = chart?._fullLayout ?? {};
        if (!xaxis?.d2p) return;
        const overlay = quartierblick.charts.overlayOf(chart);
        overlay.querySelector(".concentration-point")?.remove();
        if (!set) return;
        const place = (axis, value) => axis._offset + axis.d2p(value);
        const [x, y] = [place(xaxis, set.residents), place(yaxis, set.group)];
        const isLeft = set.residents < 60;
        const label = {x: x + (isLeft ? 10 : -8), y: isLeft ? y + 4 : y + 16, "text-anchor": isLeft ? "start" : "end"};
        const group = made("g", {class: "concentration-point"});
        group.append(
            made("path", {d: `M${place(xaxis, 0)},${y}H${x}V${place(yaxis, 0)}`}),
            made("circle", {cx: x, cy: y, r: DOT}),
            made("text", label, `${quartierblick.numbers.format(set.group, 1)}\u00a0%`),
        );
        overlay.append(group);
    };

    /** The map outlines the set while the part is open, unless it is selected already. */
    const outline = (set) => {
        const isOpen = store.get("tab") === "concentration";
        const ids = (set && isOpen && !isFollowing() && idsOf(set)) || [];
        if (ids.join("~") !== (store.get("set") ?? []).join("~")) store.set("set", ids);
    };

    const current = () => (sets ? setOf(sets, share, way) : null);

    const tell = () => {
        const set = current();
        write(set);
        drawPoint(set);
    };

    const draw = () => {
        tell();
        outline(current());
    };

    /** Ids of a set, null where the map shows other areas than the set was chosen from. */
    const idsOf = (set) => {
        const scene = store.get("scene");
        const fits = scene && sets.project === store.get("answer")?.project && sets.level === scene.answer.query.level;
        return fits ? set.members.map((at) => scene.geometry.ids[at]) : null;
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
        if (!value || value === share) return;
        share = clamped(value);
        quartierblick.controls.write("share", share);
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
        return [share, way];
    };

    /** Slider and switch show what the address says. */
    const show = () => reread();

    store.on("asked", (view) => {
        if (!view) return;
        const before = [share, way];
        const now = reread();
        if (now.every((one, at) => one === before[at])) return;
        if (!element("concentration-body")) return; // the map's page is still to come: it begins with what the address says
        window.dash_clientside.set_props("concentration-share", {value: share});
        window.dash_clientside.set_props("concentration-by", {value: way});
        draw();
    });

    document.addEventListener("keydown", (event) => {
        const step = PAGE_STEPS[event.key];
        if (!step || !event.target.closest?.("#concentration-share, .concentration [role=slider]")) return;
        event.preventDefault();
        window.dash_clientside.set_props("concentration-share", {value: clamped(share + step)});
    });

    // While the slider is held, the server hears of no selection, however slowly it moves.
    document.addEventListener("pointerdown", (event) => {
        if (event.target.closest?.(".concentration .mantine-Slider-root")) store.set("sliding", true);
    });
    for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, () => store.set("sliding", false));

    document.addEventListener("click", (event) => {
        const button = event.target.closest?.("[data-concentration-map]");
        if (!button) return;
        const {concentrationMap, years} = button.dataset;
        const patch = quartierblick.view.patchOf({dataset: {viewIndicator: concentrationMap, years}});
        quartierblick.address.go({...patch, show: null, how: null, bi: null, against: null});
    });

    // The slider itself says where it stands within the frame; by way of Dash that takes another one.
    const moving = new MutationObserver(([{target}]) => slide(Number(target.getAttribute("aria-valuenow"))));
    let thumb = null;

    const attach = () => {
        const found = document.querySelector(".concentration [role=slider]");
        if (found && found !== thumb) {
            thumb = found;
            moving.disconnect();
            moving.observe(thumb, {attributes: true, attributeFilter: ["aria-valuenow"]});
        }
        const chart = document.querySelector("#concentration-chart .js-plotly-plot");
        if (!chart?.on || chart.dataset.pointed) return;
        chart.dataset.pointed = "true";
        chart.on("plotly_afterplot", () => drawPoint(current()));
        drawPoint(current());
    };
    for (const slot of ["selection", "painted", "tab"]) store.on(slot, () => outline(current()));
    new MutationObserver(attach).observe(document.documentElement, {childList: true, subtree: true});

    window.dash_clientside = Object.assign({}, window.dash_clientside, {concentration: {take, slide, turn, select, show}});
    quartierblick.concentration = {setOf, current, sets: () => sets};
})();
