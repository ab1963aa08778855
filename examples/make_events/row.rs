//! Takes an event, gives its 17 fields as text. Never decides what happens: that is the work of the events.

use crate::catalogue::{Catalogue, User};
use crate::events::START;
use std::fmt::Write as _;

/// The header of every file.
pub(crate) const COLUMNS: [&str; 17] = [
    "artist",
    "auth",
    "firstName",
    "gender",
    "itemInSession",
    "lastName",
    "length",
    "level",
    "location",
    "method",
    "page",
    "registration",
    "sessionId",
    "song",
    "status",
    "ts",
    "userId",
];
/// A page with its method, its status and how often it is seen.
pub(crate) type Page = (&'static str, &'static str, &'static str, u64);

/// One event: a song that is played, or a page that is seen.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    /// Epoch milliseconds.
    pub(crate) at: u64,
    pub(crate) session: u64,
    pub(crate) item: u64,
    pub(crate) user: u64,
    /// Whether the user is logged in; the fields of one who is not are empty.
    pub(crate) known: bool,
    /// The song's number; none for a page.
    pub(crate) song: Option<u64>,
    pub(crate) page: Page,
}

/// The fields of one row, one after the other in one text that every row uses again.
#[derive(Debug, Default)]
pub(crate) struct Row {
    text: String,
    ends: Vec<usize>,
}

impl Row {
    /// Fills in the fields in the order of [`COLUMNS`].
    pub(crate) fn fill(&mut self, event: &Event, catalogue: &Catalogue) {
        self.text.clear();
        self.ends.clear();
        let User { first_name, last_name, gender, location, level, known_for } = catalogue.user(event.user);
        let (page, method, status, _) = event.page;
        let (song, known) = (event.song, event.known);
        let shown = |text: &'static str| if known { text } else { "" };
        self.put_if(song, |song, text| catalogue.artist(song, text));
        self.put(if known { "Logged In" } else { "Logged Out" });
        self.put(shown(first_name));
        self.put(shown(gender));
        self.put_number(Some(event.item));
        self.put(shown(last_name));
        self.put_if(song.map(Catalogue::length), |length, text| {
            write!(text, "{}.{:05}", length / 100_000, length % 100_000).expect("a String takes any text");
        });
        self.put(level);
        self.put(shown(location));
        self.put(method);
        self.put(page);
        self.put_number(known.then_some(START - known_for));
        self.put_number(Some(event.session));
        self.put_if(song, |song, text| catalogue.title(song, text));
        self.put(status);
        self.put_number(Some(event.at));
        self.put_number(known.then_some(event.user));
    }

    pub(crate) fn fields(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.text[start..end])
    }

    fn put(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    fn put_number(&mut self, number: Option<u64>) {
        self.put_if(number, |number, text| write!(text, "{number}").expect("a String takes any text"));
    }

    fn put_if(&mut self, value: Option<u64>, fill: impl FnOnce(u64, &mut String)) {
        if let Some(value) = value {
            fill(value, &mut self.text);
        }
        self.ends.push(self.text.len());
    }
}
