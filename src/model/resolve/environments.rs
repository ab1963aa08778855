//! The environments: what each says otherwise, judged as if the model said it.

use std::path::PathBuf;
use std::time::Duration;

use super::{Faults, keyspace, tables};
use crate::diagnostic::Place;
use crate::model::environment::{Environment, EnvironmentStore, EnvironmentTls, TableOptions};
use crate::model::tree::Step;
use crate::model::{Table, raw};
use crate::name::Name;
use crate::rules::shape::{self, Part};
use crate::rules::{self, address, cluster};

/// The word for all tables.
const ALL: &str = "*";

/// The environments of `raw`; `tables` are sound.
pub(super) fn environments(raw: &raw::File, tables: &[Table], faults: &mut Faults<'_>) -> Vec<Environment> {
    let all = raw.environments.0.iter();
    all.map(|(name, raw)| Said { name, raw, faults }.environment(tables)).collect()
}

/// What one environment says.
struct Said<'a, 'f> {
    name: &'a str,
    raw: &'a raw::Environment,
    faults: &'a mut Faults<'f>,
}

impl<'a> Said<'a, '_> {
    fn environment(&mut self, tables: &[Table]) -> Environment {
        let raw = self.raw;
        let store = self.store();
        self.suits(store.as_ref());
        let environment = Environment {
            name: self.name.to_owned(),
            store,
            datacenter: raw.datacenter.clone(),
            consistency: self.consistency(),
            user: raw.user.clone(),
            tls: self.tls(),
            connect_timeout: self.deadline("connect_timeout", raw.connect_timeout.as_deref()),
            request_timeout: self.deadline("request_timeout", raw.request_timeout.as_deref()),
            page_size: self.page_size(),
            keyspace: self.keyspace(),
            replication: raw.replication.as_ref().map(|entries| {
                keyspace::replication(
                    entries,
                    &["environments".into(), self.name.into(), "replication".into()],
                    self.faults,
                )
            }),
            durable_writes: self.boolean(&["durable_writes"], raw.durable_writes.as_deref()),
            options: self.options(tables),
            protect: self.boolean(&["protect"], raw.protect.as_deref()).unwrap_or_default(),
        };
        self.judge(&environment, tables);
        environment
    }

    fn path(&self, keys: &[&'a str]) -> Vec<Step<'a>> {
        [Step::Key("environments"), self.name.into()].into_iter().chain(keys.iter().map(|key| (*key).into())).collect()
    }

    fn push(&mut self, code: &'static str, keys: &[&'a str], fact: impl Into<String>, help: impl Into<String>) {
        let path = self.path(keys);
        self.faults.push(code, &path, fact, help);
    }

    fn store(&mut self) -> Option<EnvironmentStore> {
        let text = self.raw.store.as_deref()?;
        if address::is_cluster(text) {
            let read = address::address(text);
            if let Err(error) = &read {
                let code = if error.secret { "E02" } else { "E01" };
                self.push(code, &["store"], error.fact.clone(), error.help.clone());
            }
            return read.ok().map(EnvironmentStore::Cluster);
        }
        match text.split_once(':') {
            None if text == "embedded" => Some(EnvironmentStore::Embedded(None)),
            Some(("embedded", dir)) if !dir.is_empty() => Some(EnvironmentStore::Embedded(Some(dir.into()))),
            _ => {
                // What stands here may hold a password.
                let fact = format!("`store` of environment `{}` is no store", self.name);
                self.push("E01", &["store"], fact, "write `cassandra://host`, `embedded` or `embedded:DIR`");
                None
            }
        }
    }

    /// E03: nothing is said that the store has no use for, and nothing twice.
    fn suits(&mut self, store: Option<&EnvironmentStore>) {
        let raw = self.raw;
        let said = match store {
            Some(EnvironmentStore::Embedded(_)) => vec![
                ("datacenter", raw.datacenter.is_some()),
                ("consistency", raw.consistency.is_some()),
                ("user", raw.user.is_some()),
                ("tls", raw.tls.is_some()),
                ("connect_timeout", raw.connect_timeout.is_some()),
                ("request_timeout", raw.request_timeout.is_some()),
                ("page_size", raw.page_size.is_some()),
            ],
            Some(EnvironmentStore::Cluster(address)) => vec![
                ("user", raw.user.is_some() && address.user.is_some()),
                ("keyspace", raw.keyspace.is_some() && address.keyspace.is_some()),
            ],
            None => Vec::new(),
        };
        let embedded = matches!(store, Some(EnvironmentStore::Embedded(_)));
        for (key, _) in said.into_iter().filter(|(_, said)| *said) {
            let (fact, help) = if embedded {
                let fact = format!("`{key}` means nothing for the embedded store of environment `{}`", self.name);
                (fact, "remove it, or let `store` name a cluster")
            } else {
                let fact = format!("environment `{}` names its {key} in `store` and in `{key}`", self.name);
                (fact, "name it in one place")
            };
            let path = self.path(&[key]);
            self.faults.push_key("E03", &path, fact, help);
        }
    }

    fn consistency(&mut self) -> Option<String> {
        let text = self.raw.consistency.as_deref()?;
        let level = cluster::level(text);
        if level.is_none() {
            let place = self.faults.tree.at(&self.path(&["consistency"]));
            let shown = text.to_ascii_uppercase();
            self.faults.unknown("Y05", place, "consistency level of reads and writes", &shown, cluster::LEVELS);
        }
        level.map(str::to_owned)
    }

    fn deadline(&mut self, key: &'a str, text: Option<&str>) -> Option<Duration> {
        let time = cluster::deadline(text?);
        if time.is_none() {
            let fact = format!("`{key}` must be a time, not `{}`", text.unwrap_or_default());
            self.push("Y05", &[key], fact, cluster::DEADLINE_HELP);
        }
        time
    }

    fn page_size(&mut self) -> Option<i32> {
        let text = self.raw.page_size.as_deref()?;
        let rows = cluster::page_size(text);
        if rows.is_none() {
            let fact = format!("`page_size` must be a number of rows, not `{text}`");
            self.push("Y05", &["page_size"], fact, cluster::PAGE_SIZE_HELP);
        }
        rows
    }

    fn boolean(&mut self, keys: &[&'a str], text: Option<&str>) -> Option<bool> {
        let path = self.path(keys);
        self.faults.boolean(&path, text)
    }

    fn tls(&mut self) -> Option<EnvironmentTls> {
        match self.raw.tls.as_ref()? {
            raw::TextOr::Text(text) => {
                self.boolean(&["tls"], Some(text)).unwrap_or_default().then(EnvironmentTls::default)
            }
            raw::TextOr::More(tls) => Some(EnvironmentTls {
                ca: tls.ca.as_ref().map(PathBuf::from),
                certificate: tls.certificate.as_ref().map(PathBuf::from),
                key: tls.key.as_ref().map(PathBuf::from),
                verify_host: self.boolean(&["tls", "verify_host"], tls.verify_host.as_deref()),
                server_name: tls.server_name.clone(),
            }),
        }
    }

    fn keyspace(&mut self) -> Option<Name> {
        let name = Name::new(self.raw.keyspace.as_deref()?);
        for finding in rules::keyspace(&name) {
            let place = self.faults.tree.at(&self.path(&["keyspace"]));
            self.faults.judged_at(place, finding);
        }
        Some(name)
    }

    fn options(&mut self, tables: &[Table]) -> Vec<TableOptions> {
        let mut all = Vec::new();
        for (table, options) in &self.raw.options.0 {
            let at = tables.iter().position(|known| known.shape.name.text() == table);
            if at.is_none() && table != ALL {
                let known: Vec<&str> = tables.iter().map(|known| known.shape.name.text()).collect();
                let place = self.faults.tree.key_at(&self.path(&["options", table]));
                self.faults.unknown("D03", place, "table", table, &known);
                continue;
            }
            all.push(TableOptions { table: at, options: tables::settings(options) });
        }
        // What is said of one table weighs more than what is said of all.
        all.sort_by_key(|said| said.table.is_some());
        all
    }

    /// Judges each table as it would be in the environment; the model's own tables are sound, so that every finding is
    /// about an option that stands here.
    fn judge(&mut self, environment: &Environment, tables: &[Table]) {
        for (at, table) in tables.iter().enumerate() {
            let options = environment.options_of(at, &table.shape.options);
            if options == table.shape.options {
                continue;
            }
            for finding in rules::table(&shape::Table { options, ..(*table.shape).clone() }) {
                let place = self.place_of(table, &finding.at);
                self.faults.judged_at(place, finding);
            }
        }
    }

    /// Where the environment says the option: for the table itself, else for all tables.
    fn place_of(&self, table: &Table, part: &Part) -> Option<Place> {
        let (option, rest) = match part {
            Part::Setting(option) => (option.as_str(), None),
            Part::SubSetting(option, key) => (option.as_str(), Some(key.as_str())),
            _ => ("", None),
        };
        let tree = self.faults.tree;
        let said = |who| [self.path(&["options"]), vec![Step::Key(who), option.into()]].concat();
        let own = said(table.shape.name.text());
        let path = if tree.has(&own) { own } else { said(ALL) };
        tree.key_at(&[path, rest.into_iter().map(Step::Key).collect()].concat())
    }
}
