/**
 * While the server reads a delivery: what it does just now, how far it is, and a button that ends it. The words come
 * from the server; the page asks only as long as the reading area is shown.
 */
(() => {
    const EVERY = 300;
    let timer = null;
    let isAsking = false;

    const area = () => document.getElementById("intake-reading");
    const token = () => new URLSearchParams(location.search).get("intake");
    const tell = (id, props) => window.dash_clientside.set_props(id, props);
    const isShown = () => Boolean(area() && !area().hidden);

    const show = ({stage, share}) => {
        if (stage) tell("intake-stage", {children: stage});
        if (share !== undefined) tell("intake-share", {value: String(share)});
    };

    const ask = async () => {
        timer = null;
        if (!isShown() || !token()) return;
        isAsking = true;
        try {
            const query = new URLSearchParams({language: document.documentElement.lang});
            const answer = await fetch(`/intake/${encodeURIComponent(token())}/progress?${query}`, {cache: "no-store"});
            if (answer.ok && isShown()) show(await answer.json());
        } catch {
            // The connection is told of elsewhere; the next question may find it back.
        }
        isAsking = false;
        if (isShown()) timer = setTimeout(ask, EVERY);
    };

    /** Begins anew with every reading. */
    const changed = () => {
        if (isShown()) {
            if (timer || isAsking) return;
            document.getElementById("intake-stop").disabled = false;
            show({stage: area().dataset.first, share: 0});
            timer = setTimeout(ask, EVERY / 2);
        } else if (timer) {
            clearTimeout(timer);
            timer = null;
        }
    };

    document.addEventListener("click", (event) => {
        const button = event.target.closest?.("#intake-stop");
        if (!button || !token()) return;
        button.disabled = true;
        fetch(`/intake/${encodeURIComponent(token())}/cancel`, {method: "POST"}).catch(() => (button.disabled = false));
    });
    new MutationObserver(changed).observe(document.documentElement, {
        childList: true,
        subtree: true,
        attributeFilter: ["hidden"],
    });
})();
