"""The naive page behind the same server with the same threads as the product, so that only the page differs."""

import argparse

import waitress

from benchmarks._naive_page import make_page

if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--port", type=int, required=True)
    port = arguments.parse_args().port
    waitress.serve(make_page().server, host="127.0.0.1", port=port, threads=8, connection_limit=4000, ident=None)
