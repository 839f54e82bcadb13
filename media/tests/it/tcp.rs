//! ICE-TCP: browsers whose firewall blocks UDP.

use crate::client::{Client, Network, tcp_candidates};
use crate::{PATIENCE, QUADRANTS, config, soon, start, until};
use media::{Media, MediaConfig, RoomId, Side, TcpListen, Transport};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

fn with_tcp() -> MediaConfig {
    MediaConfig { tcp: TcpListen::Own(SocketAddr::from(([127, 0, 0, 1], 0))), ..config() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_without_udp_tests_and_calls_over_tcp() {
    let (media, _events) = start(with_tcp()).await;
    let (mut client, leg) = Client::echo_on(&media, Network::Tcp).await;
    client.camera(QUADRANTS, 0);
    client.video_frame(QUADRANTS).await;
    let report = media.report(leg).await.unwrap();
    assert_eq!(report.transport, Some(Transport::Tcp));
    assert_eq!(media.take_still(leg).await.unwrap().width, 640);
    // One side by TCP, the other by UDP.
    let room = RoomId::from(3);
    let mut citizen = Client::on(Network::Tcp).await;
    let (citizen_leg, answer) = media.open_leg(room, Side::Citizen, &citizen.offer().await).await.unwrap();
    citizen.accept(answer).await;
    citizen.connected().await;
    let (mut assistant, assistant_leg) = Client::call(&media, room, Side::Assistant).await;
    citizen.camera(QUADRANTS, 0);
    assistant.video_frame(QUADRANTS).await;
    assert_eq!(media.report(citizen_leg).await.unwrap().transport, Some(Transport::Tcp));
    assert_eq!(media.report(assistant_leg).await.unwrap().transport, Some(Transport::Udp));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_listener_may_be_somebody_elses() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let tcp = TcpListen::Shared(listener.local_addr().unwrap());
    let (media, _events) = start(MediaConfig { tcp, ..config() }).await;
    let handing_over = media.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let mut first = [0];
            stream.peek(&mut first).await.unwrap();
            assert!(media::opens_like_ice(first[0]), "{first:?}");
            handing_over.adopt_tcp(stream).unwrap();
        }
    });
    let (mut client, _leg) = Client::echo_on(&media, Network::Tcp).await;
    client.camera(QUADRANTS, 0);
    client.video_frame(QUADRANTS).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answer_names_both_ways_in_and_prefers_udp() {
    let (media, _events) = start(with_tcp()).await;
    let mut client = Client::new().await;
    let (_, answer) = media.open_echo(&client.offer().await).await.unwrap();
    let port = media.tcp_addr().unwrap().port();
    let tcp: Vec<&str> = tcp_candidates(&answer).collect();
    assert!(
        tcp.iter().all(|line| line.contains(&format!(" 127.0.0.1 {port} typ host tcptype passive"))),
        "{answer}"
    );
    let priority = |line: &str| line.split(' ').nth(3).unwrap().parse::<u32>().unwrap();
    let udp = answer.lines().find(|line| line.starts_with("a=candidate:") && line.contains(" udp ")).unwrap();
    assert!(priority(udp) > priority(tcp[0]), "{answer}");
}

async fn connect(media: &Media) -> TcpStream {
    TcpStream::connect(media.tcp_addr().unwrap()).await.unwrap()
}

/// Whether the server closes the connection, before any answer.
async fn is_closed(stream: &mut TcpStream) -> bool {
    matches!(soon("the end of the connection", stream.read(&mut [0; 100])).await, Ok(0) | Err(_))
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_prove_itself_is_closed_and_gets_no_answer() {
    let tcp_proof_deadline = Duration::from_millis(300);
    let (media, _events) = start(MediaConfig { tcp_proof_deadline, ..with_tcp() }).await;
    let mut silent = connect(&media).await;
    assert!(is_closed(&mut silent).await);
    // Frames that are no authentic check do not help: here a forged DTLS hello and noise.
    let mut noisy = connect(&media).await;
    noisy.write_all(&[0, 3, 22, 254, 253, 0, 2, 99, 99]).await.unwrap();
    assert!(is_closed(&mut noisy).await);
    until("the drops", || async {
        (media.drops().not_validated == 1 && media.drops().malformed == 1).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn oversized_and_empty_frames_end_the_connection() {
    let config = MediaConfig { tcp_proof_deadline: PATIENCE * 2, ..with_tcp() };
    let (media, _events) = start(config).await;
    for prefix in [[0xFF, 0xFF], [0, 0]] {
        let mut stream = connect(&media).await;
        stream.write_all(&prefix).await.unwrap();
        assert!(is_closed(&mut stream).await, "{prefix:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_are_counted_by_address_and_in_all() {
    let tcp_proof_deadline = PATIENCE * 2;
    let limits = [(2, 400), (100, 2)];
    for (tcp_connections_per_address, tcp_connections) in limits {
        let config =
            MediaConfig { tcp_connections_per_address, tcp_connections, tcp_proof_deadline, ..with_tcp() };
        let (media, _events) = start(config).await;
        let (first, second) = (connect(&media).await, connect(&media).await);
        let mut third = connect(&media).await;
        assert!(is_closed(&mut third).await, "the third is refused");
        drop(first);
        // The place is free as soon as the server has read the end of the first.
        until("a free place", || async {
            let mut next = connect(&media).await;
            let quiet = tokio::time::timeout(Duration::from_millis(200), next.read(&mut [0; 10])).await;
            quiet.is_err().then_some(())
        })
        .await;
        drop(second);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leg_that_ends_closes_its_connection() {
    let (media, _events) = start(MediaConfig { tcp_connections: 1, ..with_tcp() }).await;
    let (client, leg) = Client::echo_on(&media, Network::Tcp).await;
    media.close_leg(leg);
    until("the place", || async {
        let mut next = connect(&media).await;
        let quiet = tokio::time::timeout(Duration::from_millis(200), next.read(&mut [0; 10])).await;
        quiet.is_err().then_some(())
    })
    .await;
    drop(client);
}
