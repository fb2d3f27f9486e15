/**
 * The concentration slider: while it moves, the smallest set of quarters that holds the share is chosen and
 * selected in the browser; the server follows with curve and sentence when it rests. The same rule as
 * analysis/concentration/smallest_set.py, held together by a test.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const USABLE = new Set([0, 1, 5]); // a number, a true zero, too small to be judged: all of them count people
    let moved = false;

    /** Those concerned and all they are a share of, by position; only areas with both. */
    const counted = ({answer, column}) => {
        const isCount = answer.kind === "circles";
        const [part, whole] = isCount ? [column.value, column.residents] : [column.numerator, column.denominator];
        const positions = [];
        for (let at = 0; at < part.length; at += 1) {
            if (USABLE.has(column.reason[at]) && part[at] <= whole[at] && whole[at] > 0) positions.push(at);
        }
        return {part, whole, positions};
    };

    /** Positions of the smallest set that holds a share (per cent) of those concerned: fewest areas, or fewest people. */
    const smallestSet = (scene, share, by) => {
        const {part, whole, positions} = counted(scene);
        positions.sort((a, b) => part[b] / whole[b] - part[a] / whole[a]);
        if (by !== "residents") positions.sort((a, b) => part[b] - part[a]);
        const wanted = (share / 100) * positions.reduce((sum, at) => sum + part[at], 0) * (1 - 1e-12);
        let held = 0;
        const members = [];
        for (const at of positions) {
            if (held >= wanted) break;
            held += part[at];
            members.push(at);
        }
        return members;
    };

    const ask = (share, by) => {
        const {scene, query} = {scene: quartierblick.store.get("scene"), query: quartierblick.store.get("answer")?.query};
        if (!share || !query || quartierblick.controls.isEcho("share", share) || String(share) === query.share) return;
        moved = true;
        if (scene?.column.rank && scene.answer.query.share === query.share) {
            quartierblick.selection.replace(smallestSet(scene, share, by).map((at) => scene.geometry.ids[at]));
        }
        quartierblick.address.go({share}, true);
    };

    /** The slider shows the newest share that was asked for, never an older answer. */
    const show = () => quartierblick.controls.write("share", Number(quartierblick.store.get("answer")?.query.share ?? 50));

    /** Selects the members after a click on the button, or when they follow a move of the slider. */
    const select = (clicks, members, before) => {
        const clicked = (clicks ?? 0) > (before?.clicks ?? 0);
        const following = before?.following && JSON.stringify(before.members) !== JSON.stringify(members);
        if ((clicked || moved || following) && members?.length) quartierblick.selection.replace(members);
        const chosen = quartierblick.selection.current();
        moved = false;
        return {clicks: clicks ?? 0, members, following: Boolean(members?.length) && JSON.stringify(chosen) === JSON.stringify(members)};
    };

    window.dash_clientside = Object.assign({}, window.dash_clientside, {concentration: {ask, show, select}});
    quartierblick.concentration = {smallestSet};
})();
