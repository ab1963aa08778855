//! Takes the number of a user or a song, gives its invented name, place or length, always the same. Never stores a
//! table of them, so that a million songs need no memory.

use crate::dice::Dice;
use crate::events::DAY;

/// A user as every event of theirs shows it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct User {
    pub(crate) first_name: &'static str,
    pub(crate) last_name: &'static str,
    pub(crate) gender: &'static str,
    pub(crate) location: &'static str,
    pub(crate) level: &'static str,
    /// Milliseconds between the registration and the start of the log.
    pub(crate) known_for: u64,
}

/// The word lists, split once.
#[derive(Debug)]
pub(crate) struct Catalogue {
    artists: u64,
    adjectives: Vec<&'static str>,
    nouns: Vec<&'static str>,
    verbs: Vec<&'static str>,
    foreign: Vec<&'static str>,
    cities: Vec<&'static str>,
    locations: Vec<&'static str>,
    women: Vec<&'static str>,
    men: Vec<&'static str>,
    last_names: Vec<&'static str>,
}

impl Catalogue {
    /// The catalogue of this many songs.
    pub(crate) fn new(songs: u64) -> Self {
        let words = |list: &'static str| list.split('|').map(str::trim).collect();
        Catalogue {
            artists: songs / 4 + 1,
            adjectives: words(ADJECTIVES),
            nouns: words(NOUNS),
            verbs: words(VERBS),
            foreign: words(FOREIGN),
            cities: words(CITIES),
            locations: words(LOCATIONS),
            women: words(WOMEN),
            men: words(MEN),
            last_names: words(LAST_NAMES),
        }
    }

    /// The user of an id.
    pub(crate) fn user(&self, id: u64) -> User {
        let dice = &mut Dice::of(1, id);
        let (gender, first_names) = if dice.chance(11, 20) { ("F", &self.women) } else { ("M", &self.men) };
        User {
            first_name: dice.pick(first_names),
            last_name: dice.pick(&self.last_names),
            gender,
            location: dice.pick(&self.locations),
            level: if dice.chance(2, 5) { "paid" } else { "free" },
            known_for: DAY + dice.below(400 * DAY),
        }
    }

    /// The length of a song in units of 0.00001 s, 90 to 420 s.
    pub(crate) fn length(song: u64) -> u64 {
        let dice = &mut Dice::of(2, song);
        9_000_000 + dice.below(16_500_000) + dice.below(16_500_000)
    }

    /// Appends the artist of a song; an artist has four songs on average, a few have many.
    pub(crate) fn artist(&self, song: u64, into: &mut String) {
        let dice = &mut Dice::of(3, song);
        let artist = dice.below(self.artists).min(dice.below(self.artists));
        self.artist_name(artist, into);
        if dice.chance(1, 25) {
            into.push_str(" feat. ");
            self.artist_name(dice.below(self.artists), into);
        }
    }

    /// Appends the title of a song. One in eight is a cover: it carries the title of a better known song.
    pub(crate) fn title(&self, song: u64, into: &mut String) {
        let song = if song > 0 && Dice::of(4, song).chance(1, 8) { song / 2 } else { song };
        let dice = &mut Dice::of(5, song);
        self.plain_title(dice, into);
        match dice.below(60) {
            0..=2 => join(into, &[" (Live in ", dice.pick(&self.cities), ")"]),
            3 | 4 => into.push_str(" (Remastered)"),
            5 => into.push_str(" (Acoustic Version)"),
            6 => into.push_str(dice.pick(&[" 🌙", " 🎷", " ☀️", " 🔥"])),
            7 | 8 => {
                into.push_str(" (feat. ");
                self.artist_name(dice.below(self.artists), into);
                into.push(')');
            }
            _ => {}
        }
        // The words make fewer titles than a large catalogue has songs, so the rarer ones carry a number.
        if song >= 65_536 {
            join(into, &[" No. ", &song.to_string()]);
        }
    }

    fn plain_title(&self, dice: &mut Dice, into: &mut String) {
        let (adjective, noun, other) = (dice.pick(&self.adjectives), dice.pick(&self.nouns), dice.pick(&self.nouns));
        let (verb, city, foreign) = (dice.pick(&self.verbs), dice.pick(&self.cities), dice.pick(&self.foreign));
        match dice.below(20) {
            0 | 1 => join(into, &[adjective, " ", noun]),
            2..=6 => join(into, &[noun, " of the ", adjective, " ", other]),
            7 | 8 => join(into, &[verb, " Me the ", adjective, " ", noun]),
            9 => join(into, &[verb, " the ", noun, ", ", verb, " the ", other]),
            10 => join(into, &["Say \"", noun, "\", ", other]),
            11 | 12 => join(into, &["One ", adjective, " ", noun, " in ", city]),
            13 => join(into, &[city, ", ", adjective, " ", city]),
            14 | 15 => join(into, &["Don't ", verb, " My ", adjective, " ", noun]),
            16 | 17 => join(into, &[foreign, ", ", adjective, " ", noun]),
            18 => join(into, &[foreign, " / ", dice.pick(&self.foreign)]),
            _ => join(into, &["The ", noun, " and the ", other]),
        }
    }

    fn artist_name(&self, artist: u64, into: &mut String) {
        let dice = &mut Dice::of(6, artist);
        let (adjective, noun, other) = (dice.pick(&self.adjectives), dice.pick(&self.nouns), dice.pick(&self.nouns));
        let first_names = if dice.chance(1, 2) { &self.women } else { &self.men };
        let (first, last) = (dice.pick(first_names), dice.pick(&self.last_names));
        match dice.below(16) {
            0..=2 => join(into, &["The ", adjective, " ", noun, "s"]),
            3..=7 => join(into, &[first, " ", last]),
            8 => join(into, &[first, " \"", noun, "\" ", last]),
            9 | 10 => join(into, &[noun, " & ", other]),
            11 => join(into, &[dice.pick(&self.cities), " ", noun, " Orchestra"]),
            12 => join(into, &[dice.pick(&self.foreign), " ", dice.pick(&self.foreign)]),
            13 => join(into, &[first, ", ", noun, " & ", other]),
            14 => join(into, &["DJ ", dice.pick(&self.foreign)]),
            _ => join(into, &[adjective, " ", noun]),
        }
    }
}

fn join(into: &mut String, parts: &[&str]) {
    for part in parts {
        into.push_str(part);
    }
}

const ADJECTIVES: &str = "Amber|Backward|Blue|Borrowed|Broken|Careful|Cobalt|Crooked|Distant|Drowsy|Early|Electric|\
    Empty|Faded|Folded|Foreign|Gentle|Golden|Hollow|Humble|Idle|Invisible|Ivory|Last|Lazy|Lonely|Lucky|Magnetic|\
    Midnight|Modern|Naïve|Narrow|Northern|Orange|Paper|Patient|Quiet|Restless|Rusty|Salty|Second|Secret|Silver|Slow|\
    Spare|Sunken|Tender|Thirsty|Tiny|Unsent|Upright|Velvet|Violet|Wandering|Weightless|Wild|Winter|Wooden|Yellow|Young";
const NOUNS: &str = "Anchor|Archive|Balcony|Basement|Bicycle|Blanket|Bridge|Café|Candle|Canyon|Carousel|Ceiling|Chimney|\
    Clock|Comet|Compass|Corridor|Crane|Curtain|Dinosaur|Doorbell|Beacon|Elevator|Engine|Envelope|Feather|Harp|Cricket|\
    Fountain|Garden|Ghost|Glacier|Harbour|Harvest|Heron|Horizon|Island|Jigsaw|Kite|Ladder|Lantern|Lighthouse|Magpie|\
    Map|Marble|Meadow|Mirror|Moon|Orchard|Otter|Parade|Pendulum|Pocket|Postcard|Railway|River|Rooftop|Satellite|\
    Shadow|Signal|Sparrow|Staircase|Suitcase|Telegram|Thunder|Umbrella|Valley|Violin|Voyage|Window";
const VERBS: &str = "Borrow|Bring|Call|Carry|Chase|Draw|Find|Fold|Follow|Forgive|Hide|Hum|Keep|Lend|Mend|Paint|Promise|\
    Read|Remember|Save|Sell|Send|Show|Sing|Steal|Teach|Whisper|Write";
const FOREIGN: &str = "Über|Mañana|Niño|Corazón|Été|Forêt|Rêve|Çelik|Gökyüzü|Løvfall|Smørblomst|Žár|Święto|Żuraw|Straße|\
    Frühling|Größe|São|Canção|Ångest|Ö|Øy|Tűz|Þoka|Ljós|Σελήνη|Θάλασσα|Άνοιξη|Весна|Тишина|夜明け|桜|雨の音|月|별빛|मेघ";
const CITIES: &str = "Aarhus|Bilbão|Córdoba|Dunedin|Exeter|Fukuoka|Galway|Hobart|Innsbruck|Jaén|Kraków|León|Malmö|\
    Nîmes|Oaxaca|Perth|Québec|Reykjavík|Santa Fé|Tromsø|Utrecht|Valparaíso|Winnipeg|Zürich";
const LOCATIONS: &str = "Portland-Vancouver, OR-WA|Boise City, ID|Duluth, MN-WI|Spokane, WA|Fargo, ND-MN|El Paso, TX|\
    Omaha-Council Bluffs, NE-IA|Toledo, OH|Albuquerque, NM|Louisville-Jefferson County, KY-IN|Reno, NV|Savannah, GA|\
    Kansas City, MO-KS|Providence-Warwick, RI-MA|Chattanooga, TN-GA|Davenport-Moline, IA-IL|Anchorage, AK|Tulsa, OK|\
    Cañon City, CO|Española, NM|Honolulu, HI|Bangor, ME|Burlington, VT|Charleston, SC|Wichita, KS|Billings, MT";
const WOMEN: &str = "Ada|Beatriz|Chloé|Dagny|Edith|Fatima|Greta|Hana|Inés|Juno|Kirsten|Lucía|Maren|Noémie|Odile|Priya|\
    Quinn|Rosalind|Saoirse|Thea|Uma|Vera|Wanda|Ximena|Yuki|Zoë|Agnès|Bridget|Célia|Daphne|Eleni|Freya";
const MEN: &str = "Anton|Björn|Cyrus|Diego|Emil|Félix|Gustav|Hugo|Iker|José|Kofi|Łukasz|Matteo|Nils|Orhan|Pablo|Rafael|\
    Søren|Tariq|Ulises|Viktor|Wendell|Yusuf|Zoltán|André|Benoît|Conor|Dmitri|Ezra|Finn|Goran|Hamza";
const LAST_NAMES: &str = "Abbott|Barros|Castaño|Dahl|Eriksen|Fontaine|Grünwald|Haddad|Ibáñez|Jansen|Kowalczyk|Lindqvist|\
    Mbeki|Núñez|O'Rourke|Petrov|Quigley|Rossi|Sørensen|Tanaka|Ueda|Vogel|Whitlock|Xiang|Yıldız|Zieliński|Achterberg|\
    Björklund|Calloway|D'Angelo|Esterházy|Fairweather|Göransson|Holloway|Iversen|Jørgensen|Kincaid|Laurent|Moreau|\
    Nakamura|Okafor|Pereira|Renaud|Sato|Thornbury|Vásquez|Winslow|Young";
