//! What a run showed: a line of JSON, a short line, and a table of medians.

use serde::Serialize;
use std::fmt;

/// One server run.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    pub server: &'static str,
    pub calls: usize,
    pub seconds: u64,
    /// Datagrams lost each way, in percent.
    pub loss_pct: f64,
    pub rtt_ms: u64,
    /// Packets that arrived, repaired ones included, in percent of those sent.
    pub delivered_pct: f64,
    pub video_delivered_pct: f64,
    pub audio_delivered_pct: f64,
    /// The server process' user and system time for one forwarded packet.
    pub cpu_us_per_packet: f64,
    /// All that was not idle on the whole machine: generator, kernel, and whatever else ran.
    pub machine_us_per_packet: f64,
    /// The same without the generator's process: the server with all of its interrupts, and whatever else ran.
    pub machine_less_generator_us_per_packet: f64,
    /// Software interrupts the kernel accounts by themselves; most run in the sender's system call and are in its time.
    pub softirq_us_per_packet: f64,
    pub cpu_pct: f64,
    pub generator_cpu_pct: f64,
    pub packets_per_second: f64,
    /// From just before encryption in one client to the kernel's receive stamp at the other.
    pub p50_ms: f64,
    pub p95_ms: f64,
    pub p99_ms: f64,
    /// What the server grew by since it was idle, a call.
    pub rss_kb_per_call: f64,
    pub rss_kb: u64,
    /// Median time from the first offer to both sides connected.
    pub set_up_ms: f64,
    /// The most a frame was sent behind its time.
    pub generator_late_ms: f64,
    /// Frames left out because the generator was not given the processor: a run with any is not a fair one.
    pub generator_skipped: u64,
    /// Datagrams that the generator's kernel refused to send.
    pub generator_refused: u64,
}

impl Report {
    /// A line of progress.
    pub fn in_short(&self) -> String {
        format!(
            "delivered {:.2} %, CPU {:.1} µs/packet ({:.0} % of a core; generator {:.0} %), p50 {:.2} ms, p99 {:.2} ms, \
             {:.0} kB/call, set-up {:.0} ms, generator at most {:.1} ms late, {} frames left out",
            self.delivered_pct,
            self.cpu_us_per_packet,
            self.cpu_pct,
            self.generator_cpu_pct,
            self.p50_ms,
            self.p99_ms,
            self.rss_kb_per_call,
            self.set_up_ms,
            self.generator_late_ms,
            self.generator_skipped,
        )
    }

    fn is_like(&self, other: &Self) -> bool {
        self.server == other.server && self.is_comparable(other)
    }

    #[expect(clippy::float_cmp, reason = "both are the number that was asked for, not calculated")]
    fn is_comparable(&self, other: &Self) -> bool {
        (self.calls, self.rtt_ms) == (other.calls, other.rtt_ms) && self.loss_pct == other.loss_pct
    }
}

/// All runs, shown as medians a row in Markdown.
#[derive(Debug, Default)]
pub struct Table {
    reports: Vec<Report>,
}

impl Table {
    pub fn add(&mut self, report: Report) {
        self.reports.push(report);
    }

    fn median(&self, like: &Report, value: impl Fn(&Report) -> f64) -> f64 {
        let mut values: Vec<f64> = self.reports.iter().filter(|it| it.is_like(like)).map(value).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or_default()
    }

    /// The row's CPU in relation to Janus' in the same row of the plan, as the median over the rounds.
    fn ratio(&self, like: &Report) -> Option<f64> {
        let janus = self.reports.iter().find(|it| it.server == "janus" && it.is_comparable(like))?;
        let cpu = |report: &Report| report.cpu_us_per_packet;
        Some(self.median(like, cpu) / self.median(janus, cpu))
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "| calls | loss % | RTT ms | server | delivered % | video % | CPU µs/packet | × Janus | machine − generator \
             µs/packet | p50 ms | p95 ms | p99 ms | RSS kB/call | set-up ms |"
        )?;
        writeln!(f, "|{}", "---|".repeat(14))?;
        for (index, row) in self.reports.iter().enumerate() {
            if self.reports[..index].iter().any(|earlier| earlier.is_like(row)) {
                continue;
            }
            let median = |value: fn(&Report) -> f64| self.median(row, value);
            let ratio = self.ratio(row).map_or_else(|| "–".to_owned(), |ratio| format!("{ratio:.2}"));
            writeln!(
                f,
                "| {} | {} | {} | {} | {:.2} | {:.2} | {:.1} | {ratio} | {:.1} | {:.2} | {:.2} | {:.2} | {:.0} | {:.0} |",
                row.calls,
                row.loss_pct,
                row.rtt_ms,
                row.server,
                median(|it| it.delivered_pct),
                median(|it| it.video_delivered_pct),
                median(|it| it.cpu_us_per_packet),
                median(|it| it.machine_less_generator_us_per_packet),
                median(|it| it.p50_ms),
                median(|it| it.p95_ms),
                median(|it| it.p99_ms),
                median(|it| it.rss_kb_per_call),
                median(|it| it.set_up_ms),
            )?;
        }
        Ok(())
    }
}
