//! stub until the real one lands
use std::path::PathBuf;
use std::time::Duration;
/// x
#[derive(Clone, Debug)]
pub struct Host {
    /// x
    pub name: String,
    /// x
    pub port: u16,
}
impl std::fmt::Display for Host {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.name, self.port)
    }
}
/// x
#[derive(Clone)]
pub struct Secret(String);
impl Secret {
    /// x
    pub fn expose(&self) -> &str { &self.0 }
}
impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str("***") }
}
/// x
#[derive(Clone, Debug)]
pub struct Tls {
    /// x
    pub ca: Option<PathBuf>,
    /// x
    pub certificate: Option<PathBuf>,
    /// x
    pub key: Option<PathBuf>,
    /// x
    pub verify_host: bool,
    /// x
    pub server_name: Option<String>,
}
/// x
#[derive(Clone, Debug)]
pub struct Connection {
    /// x
    pub hosts: Vec<Host>,
    /// x
    pub user: Option<String>,
    /// x
    pub password: Option<Secret>,
    /// x
    pub tls: Option<Tls>,
    /// x
    pub datacenter: Option<String>,
    /// x
    pub consistency: Option<String>,
    /// x
    pub connect_timeout: Duration,
    /// x
    pub request_timeout: Duration,
    /// x
    pub page_size: Option<i32>,
}
impl Connection {
    /// x
    pub fn parse(text: &str) -> Result<Self, String> {
        let rest = text.trim_start_matches("cassandra://");
        let (h, p) = rest.split_once(':').unwrap_or((rest, "9042"));
        Ok(Self {
            hosts: vec![Host { name: h.to_owned(), port: p.parse().map_err(|_| "no port".to_owned())? }],
            user: None, password: None, tls: None, datacenter: None, consistency: None,
            connect_timeout: Duration::from_secs(5), request_timeout: Duration::from_secs(12), page_size: None,
        })
    }
    /// x
    pub fn shown(&self) -> String {
        self.hosts.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
    }
}
