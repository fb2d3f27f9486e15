/** Downloads the view that the address names, and leads the keyboard into the menu. */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const KEPT = 60_000; // milliseconds: the browser may ask its reader where to put the file
    const LONGEST = 6000; // characters of ids: servers refuse longer addresses; larger selections are not outlined
    const menu = () => document.querySelector(".export-item")?.closest("[role=menu]") ?? null;
    let opened = null;

    /** An opened menu is entered at its first item; its own placeholder for the focus is hidden (frame.css). */
    new MutationObserver(() => {
        if (menu() === opened) return;
        opened = menu();
        opened?.querySelector(".export-item").focus();
    }).observe(document.documentElement, {childList: true, subtree: true});

    /** Fetches the file rather than leading to it: a refusal is a sentence on this page, not the end of it. */
    const download = async (address) => {
        quartierblick.notice("");
        try {
            const answer = await fetch(address);
            if (!answer.ok) throw new Error(answer.headers.get("Content-Type")?.startsWith("text/plain") ? await answer.text() : "");
            const named = /filename="([^"]*)"/.exec(answer.headers.get("Content-Disposition") ?? "");
            const link = document.createElement("a");
            link.href = URL.createObjectURL(await answer.blob());
            link.download = named?.[1] ?? "";
            link.click();
            window.setTimeout(() => URL.revokeObjectURL(link.href), KEPT);
        } catch (error) {
            quartierblick.notice(error instanceof TypeError || !error.message ? quartierblick.numbers.words().export_failed : error.message);
        }
    };

    document.addEventListener("click", (event) => {
        if (event.target.closest?.("#export-publish")) {
            const project = encodeURIComponent(quartierblick.store.get("answer")?.project ?? "");
            return quartierblick.address.visit(`/${document.documentElement.lang}/publish?p=${project}`);
        }
        const item = event.target.closest?.(".export-item");
        if (!item) return undefined;
        const kind = item.id.slice("export-".length);
        const asked = new URLSearchParams(location.search);
        const chosen = quartierblick.selection.current().join("~");
        asked.delete("sel");
        if (chosen && chosen.length <= LONGEST) asked.set("sel", chosen);
        asked.set("language", document.documentElement.lang);
        return download(`/export/${document.documentElement.lang}/${kind}?${asked}`);
    });
})();
