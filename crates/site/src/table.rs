//! kb.csv: a row per code, for spreadsheets and for tools that import tables.

use export::csv_cell;

use crate::data::{CodeEntry, KnowledgeBase};

const COLUMNS: &str = "Code,Unsigned,Signed,Symbol,Sentence,Cause IDs,Cause titles,Page";

/// The table. It begins with a byte order mark, without which Excel reads UTF-8 as another encoding.
pub(crate) fn table(base: &KnowledgeBase) -> String {
    let mut table = format!("\u{feff}{COLUMNS}\r\n");
    for code in &base.codes {
        table.push_str(&row(code, base));
    }
    table
}

fn row(code: &CodeEntry, base: &KnowledgeBase) -> String {
    let title =
        |id: &String| base.causes.iter().find(|cause| cause.id == *id).map(|cause| cause.title.as_str());
    let titles: Vec<&str> = code.causes.iter().filter_map(title).collect();
    // A number is no formula, even with its sign.
    let cells = [
        csv_cell(&code.code),
        code.unsigned.to_string(),
        code.signed.to_string(),
        csv_cell(code.symbols.first().map_or("", String::as_str)),
        csv_cell(&code.sentence),
        csv_cell(&code.causes.join("; ")),
        csv_cell(&titles.join("; ")),
        csv_cell(&code.page),
    ];
    format!("{}\r\n", cells.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::CauseEntry;

    #[test]
    fn a_code_is_a_row_without_formulas() {
        let cause = |id: &str, title: &str| CauseEntry {
            id: id.to_owned(),
            title: title.to_owned(),
            ..CauseEntry::default()
        };
        let base = KnowledgeBase {
            codes: vec![CodeEntry {
                code: "0x80244022".to_owned(),
                unsigned: 0x8024_4022,
                signed: 0x8024_4022_u32.cast_signed(),
                symbols: vec!["=1+1".to_owned(), "B".to_owned()],
                sentence: "a, \"b\"\n@c".to_owned(),
                causes: vec!["x".to_owned(), "y".to_owned()],
                page: "code/0x80244022.html".to_owned(),
                ..CodeEntry::default()
            }],
            causes: vec![cause("x", "+X"), cause("y", "Y")],
            ..KnowledgeBase::default()
        };
        let expected = "0x80244022,2149859362,-2145107934,'=1+1,\"a, \"\"b\"\"\\n@c\",\"x; y\",\"'+X; Y\",code/0x80244022.html\r\n";
        assert_eq!(table(&base), format!("\u{feff}{COLUMNS}\r\n{expected}"));
    }
}
