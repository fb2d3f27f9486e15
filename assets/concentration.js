/** The concentration slider asks for another share; moving it selects the smallest set of quarters at once. */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    let moved = false;

    const ask = (share) => {
        const query = quartierblick.store.get("answer")?.query;
        if (!share || !query || String(share) === query.share) return;
        moved = true;
        quartierblick.address.go({share}, true);
    };

    /** Selects the members after a click on the button, or when they follow a move of the slider. */
    const select = (clicks, members, before) => {
        const clicked = (clicks ?? 0) > (before?.clicks ?? 0);
        const following = before?.following && JSON.stringify(before.members) !== JSON.stringify(members);
        if ((clicked || moved || following) && members?.length) quartierblick.selection.replace(members);
        const chosen = quartierblick.selection.current();
        moved = false;
        return {clicks: clicks ?? 0, members, following: Boolean(members?.length) && JSON.stringify(chosen) === JSON.stringify(members)};
    };

    window.dash_clientside = Object.assign({}, window.dash_clientside, {concentration: {ask, select}});
})();
