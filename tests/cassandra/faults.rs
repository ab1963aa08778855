//! What someone is told who cannot get to a cluster, may not do there what was asked for, or finds other things there.
//! Each message is held as it stands, with its exit code and the time it may take.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use libtest_mimic::{Failed, Trial};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use scylla::client::session_builder::SessionBuilder;

use crate::cluster::Cluster;
use crate::node::{Node, Options};
use crate::proxy::{Fault, Proxy, stranger};
use crate::sandbox::{Project, Said, said};

pub fn trials() -> Vec<Trial> {
    trials!(
        shared: a_host_that_is_none_is_told, a_host_that_is_no_node_is_told, what_is_not_there_is_told,
            what_is_there_in_another_way_is_told, too_few_replicas_are_told, a_keyspace_of_another_datacenter_is_told;
        own: who_may_not_log_in_is_told, what_a_role_may_not_do_is_told, a_certificate_that_does_not_fit_is_told
    )
}

fn a_host_that_is_none_is_told(cluster: &Cluster) -> Result<(), Failed> {
    let project = Project::of_rows(1);
    project.run("no-such-host.invalid", "apply").fails(
        6,
        6,
        "error: cannot connect to `cassandra://no-such-host.invalid`: no address is known for `no-such-host.invalid`; \
         check the name",
    );
    // Nothing listens there for as long as it is kept from others.
    let closed = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
    project.run(&closed, "load").fails(
        6,
        6,
        &format!(
            "error: cannot connect to `cassandra://{closed}`: nothing listens on that port; start the node, or name \
             another port with `HOST:PORT`"
        ),
    );
    let address = cluster.address();
    project.run(address, "query by_user user=1 --datacenter nowhere").fails(
        6,
        6,
        &format!(
            "error: cannot connect to `cassandra://{address}`: it has no datacenter `nowhere`; `--datacenter` is one of `*`"
        ),
    );
    Ok(())
}

fn a_host_that_is_no_node_is_told(cluster: &Cluster) -> Result<(), Failed> {
    let project = Project::of_rows(1);
    let silent = stranger(None);
    let no_answer = |address: &str| {
        format!(
            "error: cannot connect to `cassandra://{address}`: no answer within 1 s; see whether it is a Cassandra node, \
             and whether it wants TLS (`--tls`); `--connect-timeout` waits longer"
        )
    };
    project.run(&silent, "apply --connect-timeout 1").fails(6, 3, &no_answer(&silent));
    for frames in [1, 120] {
        let proxy = Proxy::before(cluster.address());
        proxy.after(frames, Fault::Silence);
        project.run(proxy.address(), "apply --connect-timeout 1").fails(6, 3, &no_answer(proxy.address()));
    }
    let web = stranger(Some("HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\n\r\nwhat?\r\n"));
    project.run(&web, "apply").fails(
        6,
        6,
        &format!(
            "error: cannot connect to `cassandra://{web}`: what answers does not speak CQL; see whether this is the port \
             of a Cassandra node, and whether it wants TLS (`--tls`)"
        ),
    );
    let proxy = Proxy::before(cluster.address());
    proxy.after(0, Fault::Cut);
    let address = proxy.address();
    project.run(address, "apply").fails(
        6,
        6,
        &format!(
            "error: cannot connect to `cassandra://{address}`: it closed the connection at once; see whether it is a \
             Cassandra node, and whether it wants TLS (`--tls`)"
        ),
    );
    let address = cluster.address();
    project.run(address, "apply --tls").fails(
        6,
        6,
        &format!(
            "error: cannot connect to `cassandra://{address}`: it does not speak TLS; leave the `--tls-…` options out, or \
             name the port on which it does"
        ),
    );
    Ok(())
}

fn what_is_not_there_is_told(cluster: &Cluster) -> Result<(), Failed> {
    let project = Project::of_rows(1);
    let keyspace = cluster.keyspace();
    let store = format!("{}/{keyspace}", cluster.address());
    let missing = |what: &str, doing: &str| {
        format!(
            "error: cannot {doing}: {what} does not exist; `modeler apply` makes what is missing\n  the cluster is `cassandra://{store}`"
        )
    };
    let nothing = |what: &str| {
        format!(
            "error: {what} is not there; `modeler apply` makes it, `modeler run` loads it, too\n  the cluster is `cassandra://{store}`"
        )
    };
    let prepare = format!("prepare `SELECT song FROM {keyspace}.by_user WHERE user = :user`");
    project.run(&store, "load").fails(6, 6, &nothing(&format!("keyspace `{keyspace}`")));
    project.run(&store, "query by_user user=1").fails(6, 6, &missing(&format!("keyspace {keyspace}"), &prepare));
    project.run(&store, "verify").fails(6, 6, &missing(&format!("keyspace {keyspace}"), &prepare));
    keyspace.create()?;
    project.run(&store, "load").fails(6, 6, &nothing("table `by_user`"));
    project.run(&store, "query by_user user=1").fails(6, 6, &missing("table by_user", &prepare));
    Ok(())
}

fn what_is_there_in_another_way_is_told(cluster: &Cluster) -> Result<(), Failed> {
    let project = Project::of_rows(1);
    let keyspace = cluster.keyspace();
    let store = format!("{}/{keyspace}", cluster.address());
    keyspace.create()?;
    cluster
        .cql(&format!("CREATE TABLE {keyspace}.by_user (user text, seq int, singer text, PRIMARY KEY (user, seq))"))?;
    project.run(&store, "apply").fails(
        5,
        6,
        "error: the store holds what is not as the model says\n  table `by_user`: *`user`*text*int*\n  `--drop-tables` \
         makes all tables of the model anew, without their rows",
    );
    for asked in ["load", "query by_user user=1", "verify", "verify --accept"] {
        project.run(&store, asked).fails(
            5,
            6,
            "error: the cluster holds what is not as the model says\n  table `by_user`: *`user`*text*int*\n  `modeler \
             apply` says what can be done",
        );
    }
    Ok(())
}

fn too_few_replicas_are_told(cluster: &Cluster) -> Result<(), Failed> {
    let project = Project::of_rows(10);
    project.replace("replication_factor: 1", "replication_factor: 3");
    let keyspace = cluster.keyspace();
    let store = format!("{}/{keyspace}", cluster.address());
    project.run(&store, "apply").fine();
    project.run(&store, "load --retry-for 1").fails(
        6,
        12,
        "error: cannot write to table `by_user`: 1 of the 2 replicas that consistency LOCAL_QUORUM needs are alive; wait \
         for the nodes, or ask for less with `--consistency`\n  of the rows sent 0 were written, * were not, and of 0 it \
         is not known; the others were not sent\n  `modeler load --resume` goes on*",
    );
    project.run(&store, "load --consistency ONE").fine();
    Ok(())
}

/// The node refuses it, and the warning before says what to write.
fn a_keyspace_of_another_datacenter_is_told(cluster: &Cluster) -> Result<(), Failed> {
    let project = Project::of_rows(1);
    project.replace("class: SimpleStrategy, replication_factor: 1", "class: NetworkTopologyStrategy, elsewhere: 3");
    let keyspace = cluster.keyspace();
    let store = format!("{}/{keyspace}", cluster.address());
    project.run(&store, "apply").fails(
        6,
        6,
        &format!(
            "warning: keyspace `{keyspace}` is to be replicated to datacenter `elsewhere`, but the cluster has `*`; write \
             `replication: {{ class: NetworkTopologyStrategy, *: 3 }}`\nerror: cannot run `CREATE KEYSPACE *`: the server \
             says: Unrecognized strategy option {{elsewhere}} passed to *"
        ),
    );
    Ok(())
}

/// A command against the node, which speaks TLS; no output shows the password `hunter2`.
fn guarded(project: &Project, node: &Node, store: &str, arguments: &str, password: Option<&str>) -> Said {
    let mut command = project.command(store, arguments);
    command.arg("--tls-ca").arg(node.certificate("ca"));
    if let Some(password) = password {
        command.env("MODELER_PASSWORD", password);
    }
    let said = said(command);
    assert!(!format!("{}{}", said.out, said.err).contains("hunter2"), "{said:#?}");
    said
}

fn who_may_not_log_in_is_told() -> Result<(), Failed> {
    let node = Node::guarded()?;
    let project = Project::of_rows(1);
    let address = node.address();
    let of_ada = format!("ada@{address}");
    let cannot = |store: &str, why: &str| format!("error: cannot connect to `cassandra://{store}`: {why}");
    guarded(&project, node, &address, "apply", Some("hunter2")).fails(
        6,
        6,
        &cannot(&address, "it asks for a user; give `--user`, and the password in `MODELER_PASSWORD`"),
    );
    guarded(&project, node, &of_ada, "apply", None).fails(
        6,
        6,
        &cannot(
            &of_ada,
            "user `ada` needs a password; put it into `MODELER_PASSWORD`, or into a file that `--password-file` names",
        ),
    );
    let refused = cannot(
        &of_ada,
        "it does not let user `ada` in: Provided username ada and/or password are incorrect; check `--user`, and the \
         password's variable or file",
    );
    guarded(&project, node, &of_ada, "apply", Some("hunter2")).fails(6, 6, &refused);
    let file = project.write("secret", "hunter2\n");
    fs::set_permissions(&file, Permissions::from_mode(0o600))?;
    guarded(&project, node, &of_ada, "apply --password-file secret", None).fails(6, 6, &refused);
    fs::set_permissions(&file, Permissions::from_mode(0o644))?;
    guarded(&project, node, &of_ada, "apply --password-file secret", None).fails(
        6,
        6,
        &format!("warning: others can read the password in `secret`; `chmod 600` keeps them out\n{refused}"),
    );
    let admin = admin(node)?;
    admin.cql("CREATE ROLE ada WITH PASSWORD = 'hunter2' AND LOGIN = true AND SUPERUSER = true")?;
    guarded(&project, node, &of_ada, "apply --dry-run", Some("hunter2")).fine();
    guarded(&project, node, &of_ada, "apply --dry-run --password-file secret", None).fine();
    admin.cql("DROP ROLE ada")?;
    project.run(&address, "apply").fails(6, 6, &cannot(&address, "*whether it wants TLS (`--tls`)"));
    Ok(())
}

/// A session of the superuser.
fn admin(node: &Node) -> Result<Cluster, Failed> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(node.certificate("ca"))?)?;
    let config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    let builder = SessionBuilder::new().tls_context(Some(std::sync::Arc::new(config))).user("cassandra", "cassandra");
    Ok(Cluster::with(&node.address(), builder)?)
}

fn what_a_role_may_not_do_is_told() -> Result<(), Failed> {
    let node = Node::guarded()?;
    let project = Project::of_rows(3);
    let admin = admin(node)?;
    let keyspace = admin.keyspace();
    let of = |user: &str| format!("{user}@{}/{keyspace}", node.address());
    guarded(&project, node, &of("cassandra"), "run", Some("cassandra")).fine();
    admin.cql("CREATE ROLE reader WITH PASSWORD = 'hunter2' AND LOGIN = true")?;
    let reader = |arguments: &str| guarded(&project, node, &of("reader"), arguments, Some("hunter2"));
    let forbidden = |doing: &str, permission: &str| {
        format!(
            "error: cannot {doing}: the server says: User reader has no {permission} permission on * or any of its \
             parents; ask for the permission, or use `--user`\n*"
        )
    };
    reader("query by_user user=1").fails(6, 6, &forbidden("answer `by_user`", "SELECT"));
    admin.cql(&format!("GRANT SELECT ON KEYSPACE {keyspace} TO reader"))?;
    reader("query by_user user=1").fine();
    reader("apply").fine();
    reader("apply --drop-tables").fails(
        6,
        6,
        &forbidden(&format!("run `DROP TABLE IF EXISTS {keyspace}.by_user`"), "DROP"),
    );
    reader("load").fails(6, 6, &forbidden("write to table `by_user`", "MODIFY"));
    reader("check --prove").fails(6, 6, "error: cannot make the scratch keyspace of the proof: User reader has no CREATE permission on *: ask for it, *");
    admin.cql("DROP ROLE reader")?;
    Ok(())
}

fn a_certificate_that_does_not_fit_is_told() -> Result<(), Failed> {
    // Its certificate is for `localhost`, 127.0.0.1 and 127.0.0.2.
    let options = Options { address: "127.0.0.3", tls: true, client_certificate: true, ..Options::default() };
    let node = Node::private(&options)?;
    let project = Project::of_rows(1);
    let address = node.address();
    let cannot = |why: &str| format!("error: cannot connect to `cassandra://{address}`: {why}");
    let own = [("--tls-cert", node.certificate("client")), ("--tls-key", node.certificate("client-key"))];
    let run = |authority: &str, own: &[(&str, std::path::PathBuf)], more: &str| {
        let mut command = project.command(&address, &format!("apply --dry-run {more}"));
        command.arg("--tls-ca").arg(node.certificate(authority));
        for (option, file) in own {
            command.arg(option).arg(file);
        }
        said(command)
    };
    run("stranger", &own, "").fails(
        6,
        6,
        &cannot("its certificate is signed by nobody who is trusted; name the file of its CA with `--tls-ca`"),
    );
    run("ca", &own, "").fails(
        6,
        6,
        &cannot(
            "its certificate is for `localhost`, `127.0.0.1`, `127.0.0.2`, not for `127.0.0.3`; name the host as the \
             certificate does, or say what to look for with `--tls-server-name`",
        ),
    );
    run("ca", &own, "--tls-server-name elsewhere.example").fails(6, 6, &cannot("* not for `elsewhere.example`; *"));
    run("ca", &own, "--tls-server-name localhost").fine();
    run("ca", &own, "--tls-no-host-check").fine();
    run("stranger", &own, "--tls-no-host-check").fails(6, 6, &cannot("its certificate is signed by nobody *"));
    run("ca", &[], "--tls-server-name localhost").fails(
        6,
        6,
        &cannot("*it wants a certificate of yours*`--tls-cert`*`--tls-key`*"),
    );
    Ok(())
}
