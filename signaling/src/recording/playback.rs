//! A recording's content in the pieces a player asks for.

use std::path::Path;
use std::time::Duration;

use media::recording::seekable;
use store::RecordingRecord;
use store::vault::{SealedFileError, SealedFileReader};

/// A recording opened for playing.
#[derive(Debug)]
pub struct Playback {
    reader: SealedFileReader,
    /// Set when the file is whole: its length and where its cues are.
    ends: Option<(Duration, u64)>,
}

/// Bytes `from` up to and without `to` of the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub from: u64,
    /// Byte after the last.
    pub to: u64,
}

impl Span {
    /// What a `Range` header (RFC 9110 §14) asks of content of this length. `None`: send everything, as for several
    /// ranges at once, which no player asks for. `Some(Err)`: there is no such part.
    pub fn parse(header: &str, length: u64) -> Option<Result<Self, ()>> {
        let (first, last) = header.strip_prefix("bytes=")?.split_once('-')?;
        let number = |text: &str| text.trim().parse::<u64>().ok();
        let span = match (first.trim(), last.trim()) {
            ("", suffix) => Self { from: length.saturating_sub(number(suffix)?), to: length },
            (first, "") => Self { from: number(first)?, to: length },
            (first, last) => Self { from: number(first)?, to: number(last)?.saturating_add(1).min(length) },
        };
        Some(if span.from < span.to { Ok(span) } else { Err(()) })
    }

    /// How many.
    pub const fn length(self) -> u64 {
        self.to - self.from
    }
}

impl Playback {
    /// Opens a recording's file, as far as it has come.
    pub fn open(path: &Path, record: &RecordingRecord) -> Result<Self, SealedFileError> {
        let reader = SealedFileReader::open(path, &record.id.to_string(), &record.file_key)?;
        let ends = reader.is_whole().then(|| {
            // The last piece of a whole file is its cues.
            let cues_at = reader.chunk_start(reader.chunk_count().saturating_sub(1));
            (Duration::from_millis(record.duration_ms), cues_at)
        });
        Ok(Self { reader, ends })
    }

    /// Bytes in all.
    pub fn length(&self) -> u64 {
        self.reader.plain_bytes()
    }

    /// Whether nothing is missing at the end.
    pub fn is_whole(&self) -> bool {
        self.ends.is_some()
    }

    /// The content from its beginning.
    pub fn into_read(self) -> impl std::io::Read + Send {
        self.reader.into_read()
    }

    /// The next bytes of `span` and what is left of it; a piece at a time.
    pub fn read(&mut self, span: Span) -> Result<(Vec<u8>, Span), SealedFileError> {
        let index = self.reader.chunk_at(span.from);
        let start = self.reader.chunk_start(index);
        let mut piece = self.reader.chunk(index)?;
        if let (0, Some((duration, cues_at))) = (index, self.ends) {
            piece = seekable(&piece, cues_at, duration);
        }
        let within =
            |at: u64| usize::try_from(at.saturating_sub(start)).unwrap_or(usize::MAX).min(piece.len());
        let wanted = within(span.from)..within(span.to);
        if wanted.is_empty() {
            return Err(SealedFileError::Damaged);
        }
        let rest = Span { from: span.from + wanted.len() as u64, ..span };
        Ok((piece[wanted].to_vec(), rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        let span = |from, to| Some(Ok(Span { from, to }));
        for (header, expected) in [
            ("bytes=0-", span(0, 100)),
            ("bytes=0-9", span(0, 10)),
            ("bytes=90-500", span(90, 100)),
            ("bytes=-5", span(95, 100)),
            ("bytes=-500", span(0, 100)),
            ("bytes=100-", Some(Err(()))),
            ("bytes=9-3", Some(Err(()))),
            ("bytes=-0", Some(Err(()))),
            ("bytes=0-1,5-6", None),
            ("bytes=x-", None),
            ("lines=1-2", None),
            ("", None),
        ] {
            assert_eq!(Span::parse(header, 100), expected, "{header}");
        }
        assert_eq!(Span::parse("bytes=0-", 0), Some(Err(())), "of nothing");
    }
}
