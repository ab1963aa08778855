//! Takes a file or a terminal, gives the password that it holds. Never takes one from argv, and never shows one.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::Path;

use modeler::store::connection::{Connection, Secret};

use super::{Exit, Fault, Global, Shell};

/// A longer file holds something else.
const LONGEST: u64 = 64 * 1024;

/// Reads the password in `file`, which `origin` names: all of it but the line end. Warns if others can read it, too.
pub(crate) fn read(origin: &str, file: &Path, global: &Global) -> Result<Secret, Fault> {
    let fault = |why: &str| Fault::new(Exit::Stopped, format!("`{origin}` names `{}`, {why}", file.display()));
    let cannot = |error: io::Error| fault(&format!("which cannot be read: {error}"));
    let mut open = File::open(file).map_err(cannot)?;
    if others_read(&open) {
        let path = file.display();
        Shell::new(global.color, global.quiet)
            .note(&format!("warning: others can read the password in `{path}`; `chmod 600` keeps them out"));
    }
    let mut text = String::new();
    open.by_ref().take(LONGEST + 1).read_to_string(&mut text).map_err(|error| match error.kind() {
        io::ErrorKind::InvalidData => fault("which is not UTF-8"),
        _ => cannot(error),
    })?;
    let line = text.strip_suffix('\n').unwrap_or(&text);
    let password = line.strip_suffix('\r').unwrap_or(line);
    match password {
        "" => Err(fault("which holds no password")),
        _ if text.len() as u64 > LONGEST => Err(fault("which is too long for a password")),
        _ if password.contains('\n') => Err(fault("which has more than one line")),
        _ => Ok(Secret::new(password)),
    }
}

#[cfg(unix)]
fn others_read(file: &File) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o044 != 0)
}

#[cfg(not(unix))]
fn others_read(_: &File) -> bool {
    false
}

/// Asks for the password of the connection's user, without echo, if it has a user, no password, and standard input is a
/// terminal.
pub(crate) fn ask(mut connection: Connection) -> Result<Connection, Fault> {
    if let Some(user) = connection.user.as_ref().filter(|_| connection.password.is_none() && io::stdin().is_terminal())
    {
        let text = rpassword::prompt_password(format!("password of {user} at {}: ", connection.shown()));
        let text = text.map_err(|error| Fault::new(Exit::Usage, format!("cannot ask for the password: {error}")))?;
        connection.password = Some(Secret::new(&text)).filter(|secret| !secret.reveal().is_empty());
    }
    Ok(connection)
}
