/**
 * Questions to the server that come in the same moment go in one request (callbacks/several.py): another year is a
 * dozen, one for each part beside the map. Each answer is handed on as soon as it has come.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const [MOST, LONGEST] = [40, 900e3];
    let waiting = [];
    let [open, since] = [0, -Infinity];

    const count = (by) => {
        open += by;
        since = performance.now();
    };

    /** Reads a stream by lengths. */
    const lengthsOf = (stream) => {
        const source = stream.getReader();
        let held = new Uint8Array(0);
        return async (length) => {
            while (held.length < length) {
                const {value, done} = await source.read();
                if (done) throw new TypeError("The answer ends too early.");
                const longer = new Uint8Array(held.length + value.length);
                longer.set(held);
                longer.set(value, held.length);
                held = longer;
            }
            const given = held.slice(0, length);
            held = held.subarray(length);
            return given;
        };
    };

    /** One answer as fetch would have given it. */
    const responseOf = ({status, type, packed}, content) => {
        if (status === 204) return new Response(null, {status});
        const stream = new Blob([content]).stream();
        const body = packed ? stream.pipeThrough(new DecompressionStream("gzip")) : stream;
        return new Response(body, {status, headers: {"Content-Type": type}});
    };

    /** Hands the answers on to those who asked. */
    const distribute = async (asked, response) => {
        if (response.status !== 200) {
            for (const one of asked) one.resolve(response.clone());
            return;
        }
        const text = new TextDecoder();
        const read = lengthsOf(response.body);
        for (let left = asked.length; left; left -= 1) {
            const size = new DataView((await read(4)).buffer).getUint32(0);
            const head = JSON.parse(text.decode(await read(size)));
            asked[head.n].resolve(responseOf(head, await read(head.length)));
        }
    };

    /** Sends what has gathered: as many together as one request may hold. */
    const send = () => {
        const asked = [];
        let characters = 0;
        while (waiting.length && asked.length < MOST) {
            characters += waiting[0].options.body.length;
            if (asked.length && characters > LONGEST) break;
            asked.push(waiting.shift());
        }
        if (waiting.length) send();
        const [{fetch, address, options}] = asked;
        if (asked.length === 1) {
            fetch(address, options).then(asked[0].resolve, asked[0].reject);
            return;
        }
        const body = JSON.stringify(asked.map((one) => one.options.body));
        const [path, query] = address.split("?"); // what somebody hangs on the address stays behind it
        fetch(`${path}/several${query ? `?${query}` : ""}`, {...options, body})
            .then((response) => distribute(asked, response))
            .catch((error) => asked.forEach((one) => one.reject(error)));
    };

    /** Asks with what else is asked in this task. */
    const ask = (fetch, address, options) => {
        if (!("DecompressionStream" in window)) return fetch(address, options);
        count(1);
        return new Promise((resolve, reject) => {
            waiting.push({fetch, address: String(address?.url ?? address), options, resolve, reject});
            if (waiting.length === 1) setTimeout(send);
        }).finally(() => count(-1));
    };

    quartierblick.several = {
        ask,
        /** Milliseconds since the last answer came; 0 while one is awaited. */
        since: () => (open ? 0 : performance.now() - since),
    };
})();
