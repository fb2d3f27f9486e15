/**
 * The look of the page: light, dark, or as the system. The choice stays in this browser. The first paint already
 * has it, by the inline script in callbacks/frame.py; this file follows the button and the system afterwards.
 * Slot "theme" of the store: "light" or "dark", for whoever draws on a canvas.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const KEY = "quartierblick-theme";
    const ICONS = {system: "sun-moon", light: "sun", dark: "moon"};
    const CHOICES = Object.keys(ICONS);
    const root = document.documentElement;
    const night = window.matchMedia("(prefers-color-scheme: dark)");

    const stored = () => {
        try {
            return localStorage.getItem(KEY);
        } catch {
            return null;
        }
    };
    let choice = CHOICES.includes(stored()) ? stored() : "system";

    const look = () => (choice === "system" ? (night.matches ? "dark" : "light") : choice);
    const following = () => CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length];

    /** Gives page, Mantine's parts and AG grid the same look; each knows it by an attribute of its own. */
    const dress = () => {
        const names = {"data-theme": look(), "data-mantine-color-scheme": look(), "data-ag-theme-mode": look()};
        for (const [name, value] of Object.entries(names)) {
            if (root.getAttribute(name) !== value) root.setAttribute(name, value);
        }
        quartierblick.store.set("theme", look());
    };

    /** The button shows the present choice, and says what the next press brings. */
    const label = () => {
        const button = document.getElementById("frame-theme");
        if (!button) return;
        const text = button.dataset[choice];
        const icon = button.firstElementChild;
        if (button.title !== text) Object.assign(button, {title: text, ariaLabel: text});
        if (icon.dataset.shown !== choice) {
            icon.dataset.shown = choice;
            icon.className = `icon icon-${ICONS[choice]}`;
        }
    };

    const choose = (next) => {
        choice = next;
        try {
            localStorage.setItem(KEY, choice);
        } catch {
            /* a browser without storage keeps the look until it leaves the page */
        }
        dress();
        label();
    };

    document.addEventListener("click", (event) => event.target.closest?.("#frame-theme") && choose(following()));
    night.addEventListener("change", dress);
    window.addEventListener("storage", (event) => {
        if (event.key === KEY && CHOICES.includes(event.newValue)) choose(event.newValue);
    });
    // Mantine writes its own attribute when it starts: the page's choice stays above it.
    new MutationObserver(dress).observe(root, {attributes: true, attributeFilter: ["data-mantine-color-scheme"]});
    new MutationObserver(label).observe(document.body ?? root, {childList: true, subtree: true});

    quartierblick.theme = {choose};
    dress();
})();
