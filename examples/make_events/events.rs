//! Takes a plan and a seed, gives the events of an invented music service in order of time, and writes them as CSV
//! files. Never keeps more than the live sessions in memory, and never gives other bytes for the same plan and seed.

use crate::catalogue::Catalogue;
use crate::dice::Dice;
use crate::row::{COLUMNS, Event, Page, Row};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::fs::File;
use std::io;
use std::path::Path;

/// The seed of the committed data.
pub(crate) const SEED: u64 = 2024;
/// 2024-06-01T00:00:00Z in epoch milliseconds.
pub(crate) const START: u64 = 1_717_200_000_000;
/// Milliseconds of a day.
pub(crate) const DAY: u64 = 24 * HOUR;
const HOUR: u64 = 3_600_000;
/// No song is longer than 420 s, so a session of n events is over within n times this.
const LONGEST: u64 = 420_000;
/// How busy each hour of a day is.
const HOURS: [u64; 24] = [5, 4, 3, 3, 3, 3, 4, 5, 6, 7, 7, 8, 8, 9, 10, 11, 12, 12, 11, 10, 9, 8, 7, 6];
/// Pages with their method, status and weight: for someone who is logged in, and for someone who is not.
const PAGES: [Page; 9] = [
    ("Home", "GET", "200", 52),
    ("Settings", "GET", "200", 7),
    ("Save Settings", "PUT", "307", 2),
    ("Upgrade", "GET", "200", 3),
    ("Submit Upgrade", "PUT", "307", 1),
    ("Downgrade", "GET", "200", 8),
    ("Help", "GET", "200", 6),
    ("About", "GET", "200", 5),
    ("Error", "GET", "404", 1),
];
const OUTSIDE_PAGES: [Page; 4] =
    [("Home", "GET", "200", 12), ("Login", "PUT", "307", 6), ("Help", "GET", "200", 1), ("About", "GET", "200", 1)];

/// How much is made, and of what shape.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// Events in all, and how many of them are not plays.
    pub(crate) rows: u64,
    pub(crate) others: u64,
    /// The span of time in milliseconds in which sessions begin; each of the files holds an equal slice of it, the last
    /// also what comes later.
    pub(crate) span: u64,
    pub(crate) files: u64,
    users: u64,
    songs: u64,
    /// See [`Dice::zipf`]: how much the most played songs are held back.
    flat: u32,
    /// Whether it is the month: files are named by day, and most sessions are short.
    month: bool,
}

impl Plan {
    /// The committed data: one month, a file a day.
    pub(crate) fn month() -> Self {
        let (users, songs) = (100, 40_000);
        Plan { rows: 8_056, others: 1_236, span: 30 * DAY, files: 30, users, songs, flat: 6, month: true }
    }

    /// An input of any size, with about a thousand sessions alive at any time: a session of 50 events lasts some 12,000
    /// seconds, so 360,000 events fall on a day.
    pub(crate) fn sized(rows: u64, files: u64, plays_only: bool) -> Self {
        Plan {
            rows,
            others: if plays_only { 0 } else { rows * 1_236 / 8_056 },
            span: DAY.max(DAY / 1_000 * (rows / 360)),
            files,
            users: (rows / 50).clamp(100, 200_000),
            songs: (rows / 10).max(100),
            flat: 0,
            month: false,
        }
    }

    /// Writes all files into a folder that exists, and gives their number of bytes.
    pub(crate) fn write(&self, seed: u64, folder: &Path) -> io::Result<u64> {
        let catalogue = Catalogue::new(self.songs);
        let mut events = Events::new(self, seed).peekable();
        let mut row = Row::default();
        let mut bytes = 0;
        for file in 0..self.files {
            let path = folder.join(self.file_name(file));
            let mut out = csv::WriterBuilder::new().buffer_capacity(1 << 16).from_writer(File::create(&path)?);
            out.write_record(COLUMNS)?;
            let slice = |event: &Event| ((event.at - START) * self.files / self.span).min(self.files - 1);
            while let Some(event) = events.next_if(|event| slice(event) == file) {
                row.fill(&event, &catalogue);
                out.write_record(row.fields())?;
            }
            out.flush()?;
            bytes += path.metadata()?.len();
        }
        Ok(bytes)
    }

    fn file_name(&self, file: u64) -> String {
        if self.month {
            return format!("2024-06-{:02}-events.csv", file + 1);
        }
        let width = self.files.to_string().len();
        format!("events-{:0width$}.csv", file + 1)
    }

    /// The number of events in a new session, 1 to 120.
    fn session_length(&self, dice: &mut Dice) -> u64 {
        1 + if self.month {
            dice.zipf(120, 0).min(dice.zipf(120, 0))
        } else if dice.chance(3, 4) {
            dice.below(120)
        } else {
            dice.zipf(120, 0)
        }
    }

    /// The mean of [`Plan::session_length`], rounded.
    fn mean(&self) -> u64 {
        if self.month { 8 } else { 50 }
    }
}

/// A session that has more to come. It orders by the time of its next event, then by its id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Session {
    at: u64,
    id: u64,
    user: u64,
    item: u64,
    length: u64,
    logged_in: bool,
}

/// The events of a plan, in order of time.
#[derive(Debug)]
struct Events<'a> {
    plan: &'a Plan,
    dice: Dice,
    live: BinaryHeap<Reverse<Session>>,
    /// The session that begins next, once every event before it is out.
    coming: Option<Session>,
    sessions: u64,
    /// The busyness of all hours up to the end of each, and how far into it sessions have begun.
    busy: Vec<u64>,
    place: u64,
    /// Events not yet given to a session, events not yet out, pages not yet out.
    unplanned: u64,
    rows: u64,
    others: u64,
}

impl<'a> Events<'a> {
    fn new(plan: &'a Plan, seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let mut sum = 0;
        let mut busy = Vec::new();
        for _day in 0..plan.span.div_ceil(DAY) {
            let day = 50 + dice.below(100);
            // The factor makes a step of busyness finer than a millisecond.
            busy.extend(HOURS.iter().map(|hour| {
                sum += hour * day * 100_000;
                sum
            }));
        }
        busy.truncate((plan.span / HOUR) as usize);
        let (rows, others) = (plan.rows, plan.others);
        let live = BinaryHeap::new();
        let mut events =
            Events { plan, dice, live, coming: None, sessions: 0, busy, place: 0, unplanned: rows, rows, others };
        events.coming = events.begin();
        events
    }

    /// The next session to begin. The step to it comes from what is left of the span and of the rows, so that both
    /// run out together.
    fn begin(&mut self) -> Option<Session> {
        if self.unplanned == 0 {
            return None;
        }
        let end = *self.busy.last()?;
        let step = (end - self.place) / (self.unplanned / self.plan.mean() + 1);
        self.place = (self.place + self.dice.below(2 * step + 1)).min(end - 1);
        let hour = self.busy.partition_point(|&sum| sum <= self.place);
        let before = if hour == 0 { 0 } else { self.busy[hour - 1] };
        let at = hour as u64 * HOUR + (self.place - before) * HOUR / (self.busy[hour] - before);
        // The month ends with its last day; in an input of any size the last sessions run on.
        let fits = if self.plan.month { 1 + (self.plan.span - 1 - at) / LONGEST } else { u64::MAX };
        let length = self.plan.session_length(&mut self.dice).min(fits).min(self.unplanned);
        self.unplanned -= length;
        self.sessions += 1;
        // The busiest user has some ten times the sessions of the idlest; ids are spread over both.
        let flat = self.plan.users.ilog2() - 3;
        let user = 1 + self.dice.zipf(self.plan.users, flat) * 37 % self.plan.users;
        let logged_in = self.dice.chance(2, 5);
        Some(Session { at: START + at, id: self.sessions, user, item: 0, length, logged_in })
    }

    /// Whether the next event is a page. The first of a session is one three times as often as the average, and the
    /// pages left of the events left keep the total exact.
    fn is_page(&mut self, item: u64) -> bool {
        let weight = if item == 0 { 3 * (self.plan.mean() - 1) } else { self.plan.mean() - 3 };
        self.others == self.rows || self.dice.below(self.rows * (self.plan.mean() - 1)) < self.others * weight
    }

    /// A page for a user who is known or not; nobody plays songs after a log-out, so it comes only at the very end.
    fn page(&mut self, known: bool, last: bool) -> Page {
        if known && last && self.dice.chance(3, 4) {
            return ("Logout", "PUT", "307", 0);
        }
        let pages: &[Page] = if known { &PAGES } else { &OUTSIDE_PAGES };
        let mut left = self.dice.below(pages.iter().map(|page| page.3).sum());
        let found = pages.iter().find(|page| {
            let here = left < page.3;
            left = left.saturating_sub(page.3);
            here
        });
        *found.unwrap_or(&pages[0])
    }
}

impl Iterator for Events<'_> {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        while self.coming.as_ref().is_some_and(|coming| self.live.peek().is_none_or(|Reverse(live)| coming < live)) {
            self.live.extend(self.coming.take().map(Reverse));
            self.coming = self.begin();
        }
        let Reverse(mut session) = self.live.peek()?.clone();
        let is_page = self.is_page(session.item);
        let known = session.logged_in || !is_page;
        let (song, page, pause) = if is_page {
            self.others -= 1;
            (None, self.page(known, session.item + 1 == session.length), 1_000 + self.dice.below(60_000))
        } else {
            let song = self.dice.zipf(self.plan.songs, self.plan.flat);
            (Some(song), ("NextSong", "PUT", "200", 0), Catalogue::length(song) / 100)
        };
        self.rows -= 1;
        let event =
            Event { at: session.at, session: session.id, item: session.item, user: session.user, known, song, page };
        session.logged_in = known || page.0 == "Login";
        session.at += pause;
        session.item += 1;
        if let Some(mut top) = self.live.peek_mut() {
            if session.item == session.length {
                PeekMut::pop(top);
            } else {
                top.0 = session;
            }
        }
        Some(event)
    }
}
