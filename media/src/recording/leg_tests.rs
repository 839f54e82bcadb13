//! A leg's recording as a whole, without a network.
#![expect(clippy::disallowed_methods, reason = "a test needs some instant to count from")]

use super::leg::{AUDIO_TRACK, LegRecorder, VIDEO_TRACK};
use super::testing::{audio, video};
use super::webm::{Block, seekable};
use super::{MergePart, Packet, merge};
use crate::ids::{Kind, LegId, Side};
use std::time::{Duration, Instant};
use webm_iterable::WebmIterator;
use webm_iterable::matroska_spec::{Master, MatroskaSpec as Tag, SimpleBlock};

const LEG: LegId = LegId(1);
const BLACK: &[u8] = include_bytes!("black.vp8");
const INTER: &[u8] = &[0x31, 0, 0, 1];
/// Sender's wall clock when the tests begin, in NTP seconds.
const WALL: u64 = 3_900_000_000;

/// A key frame's header with this size; nobody decodes it here.
fn key_frame(width: u16, height: u16) -> Vec<u8> {
    let ([w0, w1], [h0, h1]) = (width.to_le_bytes(), height.to_le_bytes());
    vec![0x10, 0x02, 0x00, 0x9D, 0x01, 0x2A, w0, w1, h0, h1]
}

/// A leg being recorded, and what came out.
struct Deck {
    start: Instant,
    recorder: LegRecorder,
    chunks: Vec<Vec<u8>>,
}

impl Deck {
    fn new() -> Self {
        let start = Instant::now();
        Self { start, recorder: LegRecorder::new("citizen", 100_000, start), chunks: Vec::new() }
    }

    fn at(&self, milliseconds: u64) -> Instant {
        self.start + Duration::from_millis(milliseconds)
    }

    fn push(&mut self, leg: LegId, packet: Packet, milliseconds: u64) {
        let at = self.at(milliseconds);
        self.recorder.push(leg, packet, at);
    }

    fn tick(&mut self, milliseconds: u64) {
        let bytes = self.recorder.on_time(self.at(milliseconds)).unwrap();
        self.keep(bytes);
    }

    fn keep(&mut self, bytes: Vec<u8>) {
        if !bytes.is_empty() {
            self.chunks.push(bytes);
        }
    }

    fn finish(mut self, milliseconds: u64) -> Vec<u8> {
        let (rest, cues) = self.recorder.finish(self.at(milliseconds)).unwrap();
        self.keep(rest);
        self.keep(cues);
        self.chunks.concat()
    }
}

fn blocks(file: &[u8]) -> Vec<Block> {
    let (mut base, mut blocks) = (0, Vec::new());
    for tag in WebmIterator::new(file, &[]) {
        match tag.unwrap() {
            Tag::Timestamp(time) => base = time,
            tag @ Tag::SimpleBlock(_) => {
                let block = SimpleBlock::try_from(&tag).unwrap();
                blocks.push(Block {
                    track: block.track,
                    time: base.saturating_add_signed(block.timestamp.into()),
                    key_frame: block.keyframe,
                    data: block.raw_frame_data().to_vec(),
                });
            }
            _ => {}
        }
    }
    blocks
}

fn of(track: u64, blocks: &[Block]) -> Vec<&Block> {
    blocks.iter().filter(|block| block.track == track).collect()
}

/// A minute of a call is too much for a unit test; ten seconds of 25 pictures and 50 sounds a second.
fn ten_seconds(deck: &mut Deck, shuffle: bool) {
    for moment in (0..10_000_u32).step_by(40) {
        let number = u16::try_from(moment / 40).unwrap();
        let data = if moment == 0 { BLACK } else { INTER };
        let mut packets = vec![
            video(number, moment * 90, true, true, data),
            audio(number * 2, moment * 48),
            audio(number * 2 + 1, (moment + 20) * 48),
        ];
        if shuffle && number % 3 == 1 {
            packets.reverse();
            packets.push(audio(number * 2, moment * 48));
        }
        for packet in packets {
            deck.push(LEG, packet, moment.into());
        }
        deck.tick(moment.into());
    }
}

#[test]
fn everything_is_in_the_file_in_order_and_begins_with_a_key_frame() {
    for shuffle in [false, true] {
        let mut deck = Deck::new();
        ten_seconds(&mut deck, shuffle);
        let file = deck.finish(10_000);
        let blocks = blocks(&file);
        let (pictures, sounds) = (of(VIDEO_TRACK, &blocks), of(AUDIO_TRACK, &blocks));
        assert_eq!((pictures.len(), sounds.len()), (250, 500));
        assert!(pictures[0].key_frame && pictures[0].data == BLACK);
        for track in [&pictures, &sounds] {
            assert!(track.windows(2).all(|pair| pair[0].time < pair[1].time));
        }
        assert!(pictures[249].time.abs_diff(9_960) <= 1, "{}", pictures[249].time);
        assert!(sounds[499].time.abs_diff(9_980) <= 1, "{}", sounds[499].time);
    }
}

#[test]
fn whatever_is_older_than_a_second_is_written_and_every_beginning_of_the_file_plays() {
    let mut deck = Deck::new();
    ten_seconds(&mut deck, false);
    let so_far = blocks(&deck.chunks.concat());
    assert!(so_far.iter().map(|block| block.time).max().unwrap() >= 8_960, "a second before the end");
    assert!(deck.chunks.len() > 15, "cut about every half second: {}", deck.chunks.len());
    let mut seen = 0;
    for count in 1..=deck.chunks.len() {
        let blocks = blocks(&deck.chunks[..count].concat());
        assert!(blocks.len() > seen, "chunk {count} adds whole blocks");
        seen = blocks.len();
    }
}

#[test]
fn sound_and_picture_of_one_moment_stay_together_however_the_network_delays_them() {
    let mut deck = Deck::new();
    // A flash and a clap every second; pictures take 350 ms longer.
    let mut due: Vec<(u64, Packet)> = Vec::new();
    for moment in (0..10_000_u32).step_by(20) {
        let mark = moment % 1000 == 500;
        let number = u16::try_from(moment / 20).unwrap();
        let mut sound = audio(number, 77_000 + moment * 48);
        if mark {
            sound.payload = b"\xf8clap".as_slice().into();
        }
        due.push((u64::from(moment) + 30, sound));
        let data = if mark { key_frame(640, 360) } else { INTER.to_vec() };
        let data = if moment == 0 { BLACK.to_vec() } else { data };
        due.push((u64::from(moment) + 380, video(number, 990_000 + moment * 90, true, true, &data)));
    }
    due.sort_by_key(|(at, _)| *at);
    let ntp = |milliseconds: u64| (WALL << 32) + ((milliseconds << 32) / 1000);
    for (at, packet) in due {
        if at == 1_030 {
            deck.recorder.sender_report(LEG, Kind::Audio, 11, ntp(1_000), 77_000 + 1_000 * 48);
            deck.recorder.sender_report(LEG, Kind::Video, 12, ntp(900), 990_000 + 900 * 90);
        }
        deck.push(LEG, packet, at);
        deck.tick(at);
    }
    let blocks = blocks(&deck.finish(10_500));
    let flashes: Vec<u64> =
        of(VIDEO_TRACK, &blocks).iter().filter(|b| b.key_frame && b.data != BLACK).map(|b| b.time).collect();
    let claps: Vec<u64> =
        of(AUDIO_TRACK, &blocks).iter().filter(|b| b.data.ends_with(b"clap")).map(|b| b.time).collect();
    assert_eq!((flashes.len(), claps.len()), (10, 10));
    // The first second comes before the reports and shows the network's difference.
    for (flash, clap) in flashes.iter().zip(&claps).skip(2) {
        assert!(flash.abs_diff(*clap) <= 2, "flash {flash}, clap {clap}");
    }
}

#[test]
fn pictures_may_change_their_size() {
    let mut deck = Deck::new();
    for (number, size) in [(0, (320, 180)), (1, (1280, 720)), (2, (640, 360))] {
        let data = key_frame(size.0, size.1);
        deck.push(
            LEG,
            video(number, u32::from(number) * 90_000, true, true, &data),
            u64::from(number) * 1000,
        );
    }
    let file = deck.finish(3_000);
    assert_eq!(of(VIDEO_TRACK, &blocks(&file)).len(), 3);
    let width = WebmIterator::new(&file[..], &[]).find_map(|tag| match tag {
        Ok(Tag::PixelWidth(width)) => Some(width),
        _ => None,
    });
    assert_eq!(width, Some(320), "the header tells the first");
}

#[test]
fn a_leg_that_comes_back_goes_on_in_the_same_file() {
    let mut deck = Deck::new();
    ten_seconds(&mut deck, false);
    let again = LegId(2);
    // After a reload everything counts anew, and until its key frame there is no picture.
    deck.push(again, video(7, 1, true, true, INTER), 15_000);
    deck.push(again, video(8, 9_001, true, true, &key_frame(640, 360)), 15_100);
    deck.push(again, audio(900, 5), 15_120);
    let blocks = blocks(&deck.finish(16_000));
    let (pictures, sounds) = (of(VIDEO_TRACK, &blocks), of(AUDIO_TRACK, &blocks));
    assert_eq!((pictures.len(), sounds.len()), (251, 501));
    assert_eq!((pictures[250].time, sounds[500].time), (15_100, 15_120));
}

#[test]
fn a_leg_without_camera_begins_black() {
    let mut deck = Deck::new();
    for number in 0..200_u16 {
        deck.push(LEG, audio(number, u32::from(number) * 960), u64::from(number) * 20);
        deck.tick(u64::from(number) * 20);
    }
    let blocks = blocks(&deck.finish(4_000));
    let pictures = of(VIDEO_TRACK, &blocks);
    assert_eq!((pictures.len(), pictures[0].time, pictures[0].data.as_slice()), (1, 0, BLACK));
    assert_eq!(of(AUDIO_TRACK, &blocks).len(), 200);
}

#[test]
fn nothing_recorded_is_an_empty_file() {
    assert!(Deck::new().finish(60_000).is_empty());
}

#[test]
fn a_key_frame_is_asked_for_at_the_start_after_a_loss_and_now_and_then() {
    let mut deck = Deck::new();
    let asked = |deck: &mut Deck, at: u64| deck.recorder.wants_key_frame(deck.at(at));
    assert!(asked(&mut deck, 0));
    assert!(!asked(&mut deck, 500), "not at every look");
    deck.push(LEG, video(1, 0, true, true, BLACK), 600);
    deck.tick(1_000);
    assert!(!asked(&mut deck, 3_000), "it has one");
    deck.push(LEG, video(3, 9_000, true, true, INTER), 4_000);
    deck.tick(4_500);
    assert!(asked(&mut deck, 4_500), "one packet never came");
    deck.push(LEG, video(4, 18_000, true, true, BLACK), 4_600);
    deck.tick(5_000);
    assert!(!asked(&mut deck, 20_000));
    assert!(asked(&mut deck, 25_000), "somewhere to jump to");
}

#[test]
fn a_finished_file_tells_its_length_and_where_to_jump_to() {
    let mut deck = Deck::new();
    ten_seconds(&mut deck, false);
    let (rest, cues) = deck.recorder.finish(deck.at(10_000)).unwrap();
    deck.keep(rest);
    let body = deck.chunks.concat();
    let patched = seekable(&body, body.len() as u64, Duration::from_millis(9_980));
    assert_eq!(patched.len(), body.len());
    let file = [patched, cues].concat();
    let seek = [Tag::Seek(Master::Start), Tag::CuePoint(Master::Start)];
    let (mut duration, mut positions) = (None, Vec::new());
    for tag in WebmIterator::new(&file[..], &seek) {
        match tag.unwrap() {
            Tag::Duration(milliseconds) => duration = Some(milliseconds),
            Tag::Seek(Master::Full(children)) => {
                positions.extend(children.iter().filter_map(|child| match child {
                    Tag::SeekPosition(position) => Some(*position),
                    _ => None,
                }));
            }
            _ => {}
        }
    }
    assert_eq!(duration, Some(9_980.0));
    let segment = file.windows(4).position(|w| w == [0x18, 0x53, 0x80, 0x67]).unwrap() + 12;
    let at = usize::try_from(positions[0]).unwrap() + segment;
    assert_eq!(file[at..at + 4], [0x1C, 0x53, 0xBB, 0x6B], "there are the cues");
    assert_eq!(seekable(b"something else", 1, Duration::ZERO), b"something else");
}

#[test]
fn both_legs_and_later_parts_become_one_file() {
    let file = || {
        let mut deck = Deck::new();
        ten_seconds(&mut deck, false);
        deck.finish(10_000)
    };
    let (citizen, assistant, later) = (file(), file(), file());
    let part = |side, offset, file| MergePart { side, offset, file };
    let parts = vec![
        part(Side::Citizen, 0, &citizen[..]),
        part(Side::Assistant, 200, &assistant[..]),
        part(Side::Citizen, 60_000, &later[..]),
    ];
    let mut merged = Vec::new();
    merge(parts, &mut merged).unwrap();
    let blocks = blocks(&merged);
    assert_eq!([1, 2, 3, 4].map(|track| of(track, &blocks).len()), [500, 1000, 250, 500]);
    assert!(blocks.windows(2).all(|pair| pair[0].time <= pair[1].time));
    assert_eq!(of(3, &blocks)[0].time, 200);
    assert_eq!(of(1, &blocks)[250].time, 60_000);
    assert!(merge(vec![part(Side::Citizen, 0, &b"not WebM at all"[..])], &mut Vec::new()).is_err());
}
