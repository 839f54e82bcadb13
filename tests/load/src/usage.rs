//! What a process and the whole machine have used, from `/proc` (proc(5)).

use crate::Trouble;
use std::fs;
use std::time::Duration;

/// The kernel counts in hundredths of a second for user space (`USER_HZ`), whatever its own tick.
const TICK: Duration = Duration::from_millis(10);

/// CPU time so far.
#[derive(Debug, Clone, Copy)]
pub struct Usage {
    /// `utime + stime` of the server.
    pub server: Duration,
    /// The same of the generator.
    pub generator: Duration,
    /// All that was not idle on any core, interrupts included; what a hypervisor took is not in it.
    pub machine: Duration,
    /// Of it, software interrupts the kernel has accounted by themselves.
    pub softirq: Duration,
}

impl Usage {
    pub fn read(server: u32) -> Result<Self, Trouble> {
        let [user, nice, system, _idle, _iowait, irq, softirq] = machine()?;
        Ok(Self {
            server: process(&format!("/proc/{server}/stat"))?,
            generator: process("/proc/self/stat")?,
            machine: ticks(user + nice + system + irq + softirq),
            softirq: ticks(softirq),
        })
    }

    pub fn since(&self, before: &Self) -> Self {
        Self {
            server: self.server.saturating_sub(before.server),
            generator: self.generator.saturating_sub(before.generator),
            machine: self.machine.saturating_sub(before.machine),
            softirq: self.softirq.saturating_sub(before.softirq),
        }
    }
}

fn ticks(count: u64) -> Duration {
    TICK * u32::try_from(count).unwrap_or(u32::MAX)
}

fn process(path: &str) -> Result<Duration, Trouble> {
    let text = fs::read_to_string(path)?;
    // The name in parentheses may hold anything; fields 14 and 15 follow behind it.
    let (_, fields) = text.rsplit_once(')').ok_or("no process name")?;
    let mut fields = fields.split_whitespace().skip(11);
    let mut field = || -> Result<u64, Trouble> { Ok(fields.next().ok_or("a short stat line")?.parse()?) };
    Ok(ticks(field()? + field()?))
}

fn machine() -> Result<[u64; 7], Trouble> {
    let text = fs::read_to_string("/proc/stat")?;
    let line = text.lines().next().ok_or("an empty /proc/stat")?;
    let mut numbers = [0; 7];
    for (number, word) in numbers.iter_mut().zip(line.split_whitespace().skip(1)) {
        *number = word.parse()?;
    }
    Ok(numbers)
}

/// Resident memory of a process in kB.
pub fn resident_kb(process: u32) -> Result<u64, Trouble> {
    status(process, "VmRSS:")
}

/// Threads of a process.
pub fn threads(process: u32) -> Result<u64, Trouble> {
    status(process, "Threads:")
}

/// Open file descriptors of a process.
pub fn descriptors(process: u32) -> Result<usize, Trouble> {
    Ok(fs::read_dir(format!("/proc/{process}/fd"))?.count())
}

fn status(process: u32, name: &str) -> Result<u64, Trouble> {
    let text = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = text.lines().find_map(|line| line.strip_prefix(name)).ok_or("a short status")?;
    Ok(line.split_whitespace().next().ok_or("an empty line of status")?.parse()?)
}
