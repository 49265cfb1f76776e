# The package etl-parser of PyPI on the same trace: python etl_parser.py TRACE; prints names and numbers.
# It does the same work as the reader here: it reads the fields of each entry, and nothing else.
import sys
import time

from etl.etl import IEtlFileObserver, build_from_stream


class Entries(IEtlFileObserver):
    entries = 0
    undecoded = 0

    def on_system_trace(self, event): pass
    def on_perfinfo_trace(self, event): pass
    def on_trace_record(self, event): pass
    def on_win_trace(self, event): pass

    def on_event_record(self, event):
        try:
            event.parse_tracelogging()
            self.entries += 1
        except Exception:
            self.undecoded += 1


with open(sys.argv[1], "rb") as file:
    trace = file.read()
start = time.process_time()
seen = Entries()
build_from_stream(trace).parse(seen)
print(f"etl-parser-ms {(time.process_time() - start) * 1000:.1f}")
print(f"etl-parser-entries {seen.entries}")
print(f"etl-parser-undecoded {seen.undecoded}")
