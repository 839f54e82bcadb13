//! An interceptor that reads RTCP on its way past: the engine keeps reception reports and key frame requests to
//! itself, the relay and the connection test need both.

use crate::bandwidth::Acknowledgement;
use crate::stats::ReceptionBlock;
use rtc::interceptor::{Interceptor, Packet, Slot, StreamInfo, TaggedPacket};
use rtc::rtcp;
use rtc::rtcp::payload_feedbacks::full_intra_request::FullIntraRequest;
use rtc::rtcp::payload_feedbacks::picture_loss_indication::PictureLossIndication;
use rtc::rtcp::receiver_report::ReceiverReport;
use rtc::rtcp::reception_report::ReceptionReport;
use rtc::rtcp::sender_report::SenderReport;
use rtc::sansio::Protocol;
use rtc::shared::error::Error;
use std::collections::VecDeque;
use std::sync::mpsc::Sender;
use std::time::Instant;

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TapEvent {
    /// The browser asks for a key frame of an outgoing stream.
    KeyFrameRequest { ssrc: u32 },
    /// The browser reports how it receives an outgoing stream.
    RemoteReport { ssrc: u32, block: ReceptionBlock },
    /// The engine reports how it receives an incoming stream.
    LocalReport { ssrc: u32, block: ReceptionBlock },
    /// The browser reports what became of packets sent to it.
    Acknowledged(Vec<Acknowledgement>),
    /// The browser reports when it sent what of an incoming stream: NTP and RTP time of one moment.
    SenderReport { ssrc: u32, ntp: u64, timestamp: u32 },
    /// The engine sent a sender report; the middle 32 bits of its NTP time.
    SentReport { ntp_middle: u32 },
}

/// Application-ward of the pacer, wire-ward of the report generators, so that it sees their output too.
pub(super) fn slot() -> Slot {
    Slot::from(9_500)
}

pub(super) struct RtcpTap {
    events: Sender<(Instant, TapEvent)>,
    reads: VecDeque<TaggedPacket>,
    writes: VecDeque<TaggedPacket>,
}

impl RtcpTap {
    pub(super) fn new(events: Sender<(Instant, TapEvent)>) -> Self {
        Self { events, reads: VecDeque::new(), writes: VecDeque::new() }
    }

    fn tell(&self, now: Instant, event: TapEvent) {
        // The receiver lives exactly as long as the peer that owns this tap.
        let _ = self.events.send((now, event));
    }

    fn tap_inbound(&self, now: Instant, packet: &dyn rtcp::Packet) {
        let any = packet.as_any();
        if let Some(pli) = any.downcast_ref::<PictureLossIndication>() {
            self.tell(now, TapEvent::KeyFrameRequest { ssrc: pli.media_ssrc });
        } else if let Some(fir) = any.downcast_ref::<FullIntraRequest>() {
            for entry in &fir.fir {
                self.tell(now, TapEvent::KeyFrameRequest { ssrc: entry.ssrc });
            }
        } else {
            if let Some(sent) = any.downcast_ref::<SenderReport>() {
                let (ssrc, ntp, timestamp) = (sent.ssrc, sent.ntp_time, sent.rtp_time);
                self.tell(now, TapEvent::SenderReport { ssrc, ntp, timestamp });
            }
            for report in reports(packet) {
                self.tell(now, TapEvent::RemoteReport { ssrc: report.ssrc, block: block(report) });
            }
        }
    }

    fn tap_outbound(&self, now: Instant, packet: &dyn rtcp::Packet) {
        if let Some(sent) = packet.as_any().downcast_ref::<SenderReport>() {
            // The middle 32 of 64 bits are what a reception report quotes (RFC 3550 §6.4.1).
            if let Ok(ntp_middle) = u32::try_from((sent.ntp_time >> 16) & 0xFFFF_FFFF) {
                self.tell(now, TapEvent::SentReport { ntp_middle });
            }
        }
        for report in reports(packet) {
            self.tell(now, TapEvent::LocalReport { ssrc: report.ssrc, block: block(report) });
        }
    }
}

fn reports(packet: &dyn rtcp::Packet) -> &[ReceptionReport] {
    let any = packet.as_any();
    if let Some(report) = any.downcast_ref::<ReceiverReport>() {
        &report.reports
    } else if let Some(report) = any.downcast_ref::<SenderReport>() {
        &report.reports
    } else {
        &[]
    }
}

fn block(report: &ReceptionReport) -> ReceptionBlock {
    ReceptionBlock {
        total_lost: report.total_lost,
        highest_sequence: report.last_sequence_number,
        jitter: report.jitter,
        last_sender_report: report.last_sender_report,
        delay: report.delay,
    }
}

impl Protocol<TaggedPacket, TaggedPacket, ()> for RtcpTap {
    type Rout = TaggedPacket;
    type Wout = TaggedPacket;
    type Eout = ();
    type Error = Error;
    type Time = Instant;

    fn handle_read(&mut self, message: TaggedPacket) -> Result<(), Error> {
        if let Packet::Rtcp(packets) = &message.message.packet {
            for packet in packets {
                self.tap_inbound(message.now, packet.as_ref());
            }
        }
        self.reads.push_back(message);
        Ok(())
    }

    fn poll_read(&mut self) -> Option<TaggedPacket> {
        self.reads.pop_front()
    }

    fn handle_write(&mut self, message: TaggedPacket) -> Result<(), Error> {
        if let Packet::Rtcp(packets) = &message.message.packet {
            for packet in packets {
                self.tap_outbound(message.now, packet.as_ref());
            }
        }
        self.writes.push_back(message);
        Ok(())
    }

    fn poll_write(&mut self) -> Option<TaggedPacket> {
        self.writes.pop_front()
    }
}

impl Interceptor for RtcpTap {
    fn bind_local_stream(&mut self, _info: &StreamInfo) {}
    fn unbind_local_stream(&mut self, _info: &StreamInfo) {}
    fn bind_remote_stream(&mut self, _info: &StreamInfo) {}
    fn unbind_remote_stream(&mut self, _info: &StreamInfo) {}
}
