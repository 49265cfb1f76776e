//! What the encoder writes, the reader gives back.

use etl::encode::{Line, Session, Writer};
use etl::{Header, Reader, Summary};

fn read(bytes: &[u8]) -> (Summary, usize) {
    let mut reader = Reader::default();
    let mut n = 0;
    let mut sink = |_: &Header, _: &etl::Event<'_>| n += 1;
    reader.push(bytes, &mut sink);
    let summary = reader.finish(&mut sink);
    (summary, n)
}

#[test]
fn lines_come_back() {
    for is_compressed in [false, true] {
        let mut trace = Writer::new(Session { is_compressed, ..Session::default() });
        let start = Session::default().start;
        for nth in 0..100 {
            trace.line(&Line { time: start + nth, text: &format!("line {nth}"), ..Line::default() });
        }
        let (summary, n) = read(&trace.finish());
        assert_eq!((summary.described, summary.damaged, n), (100, 0, 100), "{summary:?}");
    }
}
