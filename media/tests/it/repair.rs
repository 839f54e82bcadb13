//! A lossy radio on both sides: what is lost is asked for again, and comes in time.

use crate::client::{Client, Sent};
use crate::link::{Link, Quality};
use crate::{clock, config, start};
use media::{MediaConfig, RoomId, Side};
use std::collections::HashMap;
use std::time::Duration;

/// Two per cent each way, on each of the two legs.
const LOSS: Quality = Quality { loss_per_mille: 20, down_bps: None, queue: Duration::from_secs(1) };

#[tokio::test(flavor = "multi_thread")]
async fn two_per_cent_loss_is_repaired() {
    let link = Link::open(LOSS, 7).await;
    let (media, _events) = start(MediaConfig { announced: vec![link.address], ..config() }).await;
    link.lead_to(media.local_addr());
    let room = RoomId::from(1);
    let (mut citizen, _) = Client::call(&media, room, Side::Citizen).await;
    let (mut viewer, _) = Client::call(&media, room, Side::Assistant).await;
    let epoch = clock();
    citizen.film(1_500_000.0, true, epoch);
    let mut arrived: HashMap<u32, Duration> = HashMap::new();
    let end = epoch + Duration::from_secs(10);
    while let Ok(Some(arrival)) = tokio::time::timeout_at(end.into(), viewer.arrivals.recv()).await {
        let sent = Sent::read(&arrival.packet.payload);
        arrived.entry(sent.number).or_insert_with(|| (clock() - epoch).saturating_sub(sent.at));
    }
    // What left in the last moments may still be on its way, and nothing before the first picture counts.
    let (first, last) = (*arrived.keys().min().unwrap(), *arrived.keys().max().unwrap() - 200);
    let expected = last - first + 1;
    let mut delays: Vec<Duration> =
        (first..=last).filter_map(|number| arrived.get(&number).copied()).collect();
    delays.sort_unstable();
    let delivered = f64::from(u32::try_from(delays.len()).unwrap()) * 100.0 / f64::from(expected);
    let p99 = delays[delays.len() * 99 / 100];
    println!("delivered {delivered:.2} % of {expected}, p50 {:?}, p99 {p99:?}", delays[delays.len() / 2]);
    assert!(delivered >= 99.5, "{delivered} %");
    // 60 ms is reached on a machine with time; one that is busy elsewhere adds its own delay.
    assert!(p99 < Duration::from_millis(250), "{p99:?}");
}
