//! The messages of iframe-resizer, versions 3 to 5: texts of fields with colons between them.

/// The start of all messages, in both directions.
const PREFIX: &str = "[iFrameSizer]";

/// The longest message that is read, in bytes.
const LONGEST: usize = 2_000;

/// What a frame posts when it is ready, without being asked: a host begins again then.
pub(super) const CHILD_READY: &str = "[iFrameResizerChild]Ready";

/// A message of a host.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ResizerMessage<'a> {
    /// The host gives the frame a name, by which it recognizes the replies.
    Begin(&'a str),
    /// Anything else, such as a request for the size.
    Other,
}

/// Reads a message; none if it is not of iframe-resizer. The first one has settings after the name, of which the
/// second is a truth value in every version.
pub(super) fn parse(text: &str) -> Option<ResizerMessage<'_>> {
    let fields = text.strip_prefix(PREFIX).filter(|_| text.len() <= LONGEST)?;
    let mut fields = fields.split(':');
    let (name, third) = (fields.next().unwrap_or_default(), fields.nth(1));
    let begins = !name.is_empty() && matches!(third, Some("true" | "false"));
    Some(if begins { ResizerMessage::Begin(name) } else { ResizerMessage::Other })
}

/// The reply with the size of the content.
pub(super) fn sized(name: &str, height: u32, width: u32, trigger: &str) -> String {
    [PREFIX, name, ":", &height.to_string(), ":", &width.to_string(), ":", trigger].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_message_names_the_frame() {
        for text in [
            "[iFrameSizer]wiki-1:8:false:false:32:true:true:null:bodyOffset:null:null:0:false:parent:scroll",
            "[iFrameSizer]wiki-1:8:false:true:32:true:true:null:auto:null:null:0:false:child:auto:true:0:0:true::5.3.2",
            "[iFrameSizer]wiki-1:0:true",
        ] {
            assert_eq!(parse(text), Some(ResizerMessage::Begin("wiki-1")), "{text}");
        }
    }

    #[test]
    fn other_messages_request_the_size() {
        for text in
            ["[iFrameSizer]resize", "[iFrameSizer]", "[iFrameSizer]:8:false", "[iFrameSizer]message:\"a\":b"]
        {
            assert_eq!(parse(text), Some(ResizerMessage::Other), "{text}");
        }
    }

    #[test]
    fn other_texts_are_ignored() {
        for text in ["", "iFrameSizer", "[iFrameResizerChild]Ready", " [iFrameSizer]a:8:true"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse(&[PREFIX, &"a".repeat(LONGEST), ":8:true"].concat()), None);
    }

    #[test]
    fn the_reply_has_height_before_width() {
        assert_eq!(sized("wiki-1", 640, 420, "init"), "[iFrameSizer]wiki-1:640:420:init");
    }
}
