//! The crate cmtraceopen-parser on the same bytes: `peer PATH`.

fn main() -> std::io::Result<()> {
    let place = std::env::args().nth(1).ok_or_else(|| std::io::Error::other("peer PATH"))?;
    let text = std::fs::read_to_string(place)?;
    bench::best_of_three("cmtraceopen-parser", text.len(), &mut || {
        let (result, _) = cmtraceopen_parser::parser::parse_content(&text, "bench.log", text.len() as u64);
        result.entries.len() as u64
    });
    Ok(())
}
