/**
 * Dash changes its store a dozen times for every callback, and after each change every component on the page looks
 * whether it is concerned: some six hundred changes times five hundred components when another year is chosen. Here
 * they are told once per task instead, of all changes together; what a reader does is passed on at once, since a
 * field that learns of its own text later loses the caret, and a button of a choice springs back.
 *
 * Dash puts its store into `window.dash_stores` before anybody subscribes to it.
 */
(() => {
    const isOfTheReader = (event) => event instanceof UIEvent || event?.type === "input" || event?.type === "change";
    const {port1: here, port2: later} = new MessageChannel();
    let waiting = new Set();
    here.onmessage = () => {
        const told = waiting;
        waiting = new Set();
        for (const tell of told) tell();
    };

    /** @param {() => void} listener */
    const batched = (listener) => {
        const tell = () => listener();
        return {
            /** Called after every change. */
            changed() {
                if (isOfTheReader(window.event)) return tell();
                if (waiting.size === 0) later.postMessage(0);
                return void waiting.add(tell);
            },
            forget: () => waiting.delete(tell),
        };
    };

    const stores = [];
    stores.push = (...found) => {
        for (const store of found) {
            const subscribe = store.subscribe.bind(store);
            store.subscribe = (listener) => {
                const {changed, forget} = batched(listener);
                const leave = subscribe(changed);
                return () => (forget(), leave());
            };
        }
        return Array.prototype.push.apply(stores, found);
    };
    window.dash_stores = stores;
})();
