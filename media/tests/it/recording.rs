//! What is recorded of a call between two independent clients.

use crate::client::Client;
use crate::{BLACK, QUADRANTS, config, soon, start};
use media::recording::{
    AUDIO_TRACK, Block, MergePart, RecordingFault, RecordingFile, RecordingOrder, RecordingReport,
    RecordingState, VIDEO_TRACK, merge,
};
use media::{Media, RoomId, Side};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use webm_iterable::WebmIterator;
use webm_iterable::matroska_spec::{MatroskaSpec as Tag, SimpleBlock};

const ROOM: u128 = 7;

/// A file in memory, on a disk with room for so many pieces.
#[derive(Clone)]
struct Memory {
    bytes: Arc<Mutex<Vec<u8>>>,
    room: usize,
}

impl Memory {
    fn new(room: usize) -> Self {
        Self { bytes: Arc::default(), room }
    }

    fn content(&self) -> Vec<u8> {
        self.bytes.lock().unwrap().clone()
    }
}

impl RecordingFile for Memory {
    fn append(&mut self, bytes: &[u8]) -> Result<(), RecordingFault> {
        self.room = self.room.checked_sub(1).ok_or(RecordingFault::DiskFull)?;
        self.bytes.lock().unwrap().extend(bytes);
        Ok(())
    }

    fn finish(&mut self, bytes: &[u8]) -> Result<(), RecordingFault> {
        self.bytes.lock().unwrap().extend(bytes);
        Ok(())
    }
}

fn record(media: &Media, citizen: &Memory, assistant: &Memory) -> UnboundedReceiver<RecordingReport> {
    let (reports, receiver) = unbounded_channel();
    let file = |memory: &Memory| Box::new(memory.clone()) as Box<dyn RecordingFile>;
    let order = RecordingOrder {
        files: vec![(Side::Citizen, file(citizen)), (Side::Assistant, file(assistant))],
        max_duration: Duration::from_mins(5),
        max_bytes: 100_000_000,
        reports,
    };
    media.record(RoomId::from(ROOM), order);
    receiver
}

async fn report(
    reports: &mut UnboundedReceiver<RecordingReport>,
    what: &str,
    pick: impl Fn(&RecordingReport) -> bool,
) -> RecordingReport {
    soon(what, async {
        loop {
            let next = reports.recv().await.expect("the recorder lives");
            if pick(&next) {
                return next;
            }
        }
    })
    .await
}

fn blocks(file: &[u8]) -> Vec<Block> {
    let (mut base, mut blocks) = (0, Vec::new());
    for tag in WebmIterator::new(file, &[]) {
        match tag.unwrap() {
            Tag::Timestamp(time) => base = time,
            tag @ Tag::SimpleBlock(_) => {
                let block = SimpleBlock::try_from(&tag).unwrap();
                let time = base.saturating_add_signed(block.timestamp.into());
                let data = block.raw_frame_data().to_vec();
                blocks.push(Block { track: block.track, time, key_frame: block.keyframe, data });
            }
            _ => {}
        }
    }
    blocks
}

async fn both(media: &Media) -> (Client, Client) {
    let room = RoomId::from(ROOM);
    let (mut citizen, _) = Client::call(media, room, Side::Citizen).await;
    let (mut assistant, _) = Client::call(media, room, Side::Assistant).await;
    citizen.camera(QUADRANTS, 0);
    citizen.microphone(20, b"buenos dias");
    assistant.camera(BLACK, 0);
    assistant.microphone(20, b"hola");
    (citizen, assistant)
}

#[tokio::test(flavor = "multi_thread")]
async fn both_sides_are_recorded_through_a_reload_until_the_call_ends() {
    let (media, _events) = start(config()).await;
    let (files, (first, mut assistant)) = ([Memory::new(1000), Memory::new(1000)], both(&media).await);
    let mut reports = record(&media, &files[0], &files[1]);
    for _ in 0..2 {
        report(&mut reports, "the beginning", |next| next.state == RecordingState::Running).await;
    }
    drop(first);
    // A reload: another leg takes the side, with a camera that shows something else.
    let (mut again, _) = Client::call(&media, RoomId::from(ROOM), Side::Citizen).await;
    again.camera(BLACK, 0);
    again.microphone(20, b"otra vez");
    assistant.arrival("the new leg", |arrival| &arrival.packet.payload[..] == b"otra vez").await;
    assistant.ask_for_key_frame().await;
    assistant.video_frame(BLACK).await;
    media.close_room(RoomId::from(ROOM));
    for _ in 0..2 {
        let ended = report(&mut reports, "the end", |_| true).await;
        let RecordingState::Finished(summary) = ended.state else { panic!("{ended:?}") };
        assert_eq!(summary.dropped, 0);
        assert!(summary.duration > Duration::from_millis(500) && summary.bytes > 1_000, "{summary:?}");
    }
    let [citizen, assistant] = files.map(|file| file.content());
    let recorded = blocks(&citizen);
    let has = |track: u64, data: &[u8]| {
        recorded.iter().position(|block| block.track == track && block.data == data)
    };
    let (before, after) = (has(VIDEO_TRACK, QUADRANTS).unwrap(), has(VIDEO_TRACK, BLACK).unwrap());
    assert!(recorded[before].key_frame && recorded[before].time < recorded[after].time);
    assert!(has(AUDIO_TRACK, b"buenos dias").unwrap() < has(AUDIO_TRACK, b"otra vez").unwrap());
    for track in [VIDEO_TRACK, AUDIO_TRACK] {
        let times: Vec<u64> =
            recorded.iter().filter(|block| block.track == track).map(|block| block.time).collect();
        assert!(times.windows(2).all(|pair| pair[0] < pair[1]), "time goes on through the reload");
    }
    assert!(blocks(&assistant).iter().any(|block| block.data == b"hola"));
    let mut merged = Vec::new();
    let part = |side, file| MergePart { side, offset: 0, file };
    merge(vec![part(Side::Citizen, &citizen[..]), part(Side::Assistant, &assistant[..])], &mut merged)
        .unwrap();
    assert_eq!(blocks(&merged).len(), recorded.len() + blocks(&assistant).len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_ends_one_side_and_nothing_else() {
    let (media, _events) = start(config()).await;
    let (files, (_citizen, mut assistant)) = ([Memory::new(1), Memory::new(1000)], both(&media).await);
    let mut reports = record(&media, &files[0], &files[1]);
    let failed =
        report(&mut reports, "the failure", |next| matches!(next.state, RecordingState::Failed(..))).await;
    assert_eq!(failed.side, Side::Citizen);
    assert!(matches!(failed.state, RecordingState::Failed(RecordingFault::DiskFull, _)));
    assert!(!blocks(&files[0].content()).is_empty(), "what was written is good");
    assistant.forget_arrivals();
    assistant.arrival("the call goes on", |arrival| !arrival.video).await;
    media.close_room(RoomId::from(ROOM));
    let ended =
        report(&mut reports, "the other side's end", |next| !matches!(next.state, RecordingState::Running))
            .await;
    assert!(ended.side == Side::Assistant && matches!(ended.state, RecordingState::Finished(_)), "{ended:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_stops_leaves_whole_files() {
    let (media, _events) = start(config()).await;
    let (files, (_citizen, _assistant)) = ([Memory::new(1000), Memory::new(1000)], both(&media).await);
    let mut reports = record(&media, &files[0], &files[1]);
    for _ in 0..2 {
        report(&mut reports, "the beginning", |next| next.state == RecordingState::Running).await;
    }
    media.shutdown().await;
    // Everything has been said by the time it has stopped.
    let mut finished = 0;
    while let Ok(next) = reports.try_recv() {
        finished += u32::from(matches!(next.state, RecordingState::Finished(_)));
    }
    assert_eq!(finished, 2);
}
