//! Reads RTCP on its way past: the relay and the connection test need reception reports and key frame requests.

use crate::bandwidth::Acknowledgement;
use crate::stats::ReceptionBlock;
use rtc::rtcp;
use rtc::rtcp::payload_feedbacks::full_intra_request::FullIntraRequest;
use rtc::rtcp::payload_feedbacks::picture_loss_indication::PictureLossIndication;
use rtc::rtcp::receiver_report::ReceiverReport;
use rtc::rtcp::reception_report::ReceptionReport;
use rtc::rtcp::sender_report::SenderReport;
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

pub(super) struct RtcpTap {
    events: Sender<(Instant, TapEvent)>,
}

impl RtcpTap {
    pub(super) fn new(events: Sender<(Instant, TapEvent)>) -> Self {
        Self { events }
    }

    fn tell(&self, now: Instant, event: TapEvent) {
        // The receiver lives exactly as long as the peer that owns this tap.
        let _ = self.events.send((now, event));
    }

    /// Reads what the browser sent.
    pub(super) fn tap_inbound(&self, now: Instant, packet: &dyn rtcp::Packet) {
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

    /// Reads what it is sent.
    pub(super) fn tap_outbound(&self, now: Instant, packet: &dyn rtcp::Packet) {
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
