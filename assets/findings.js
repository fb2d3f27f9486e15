/**
 * Copies the text of an element with data-copy; the button says so for a moment. Opens the view that shows a finding:
 * data-finding-view holds what changes in the address, an empty parameter is taken out of it, and "tab" is the tab
 * beside the map. The quarters of the finding are selected as everywhere, by data-quarters (link.js).
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const TABS = "panel-tabs";

    /** Splits what data-finding-view says: {patch: parameters of the address, tab: "" where it stays}. */
    const viewOf = (text) => {
        const {tab = "", ...patch} = Object.fromEntries(new URLSearchParams(text));
        return {patch, tab};
    };

    const open = (text) => {
        const {patch, tab} = viewOf(text);
        const shown = quartierblick.store.get("answer")?.query ?? {};
        if (Object.entries(patch).some(([name, value]) => value !== (shown[name] ?? ""))) quartierblick.address.go(patch);
        if (tab && document.querySelector(`#${TABS}-tab-${tab}`)) window.dash_clientside.set_props(TABS, {value: tab});
    };

    document.addEventListener("click", (event) => {
        const button = event.target.closest?.("[data-finding-view]");
        if (button) open(button.dataset.findingView);
    });

    const copy = async (text) => {
        try {
            await navigator.clipboard.writeText(text);
        } catch {
            const field = document.createElement("textarea");
            field.value = text;
            document.body.append(field);
            field.select();
            document.execCommand("copy");
            field.remove();
        }
    };

    document.addEventListener("click", async (event) => {
        const button = event.target.closest?.("[data-copy]");
        if (!button) return;
        await copy(button.dataset.copy);
        button.dataset.copied = "true";
        button.querySelector(".icon")?.classList.replace("icon-copy", "icon-check");
        const spoken = document.getElementById("frame-spoken");
        if (spoken) spoken.textContent = window.quartierblick.numbers.words().copied ?? "";
        window.setTimeout(() => {
            delete button.dataset.copied;
            button.querySelector(".icon")?.classList.replace("icon-check", "icon-copy");
        }, 1500);
    });
})();
