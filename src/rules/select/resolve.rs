//! Takes a call of a function with its arguments, gives the one signature that a node takes. Never looks into arguments.
//!
//! A function of no list is refused where only the keyspace `system` or the model's own may have it: a keyspace that is
//! made from a model holds no functions of users, and a node has those switched off from the start. Where the call names
//! a keyspace, somebody says that there is such a function, and only a node knows.

use std::ops::Range;

use super::factories;
use super::fit::{Fit, result_fit};
use super::functions::{self, Signature};
use super::scope::{Judged, Scope, refused, unknown};
use super::spell::{joined, node_type, qualified};
use crate::name::Name;
use crate::types::CqlType;

/// An argument of a call, as a select list or a WHERE clause has it.
pub(super) trait Argument {
    /// How it fits a type. Fails where a node fails over the question itself.
    fn fit(&self, ty: &CqlType, scope: &Scope<'_>) -> Judged<Fit>;
    /// A type that can hold it, where that is known without anything around it.
    fn compatible(&self, scope: &Scope<'_>) -> Option<CqlType>;
    /// Its text as a node repeats it.
    fn text(&self, scope: &Scope<'_>) -> String;
    /// Whether it is a clustering column in descending order, whose type is one of its own to a node.
    fn is_reversed(&self) -> bool;
    /// Whether it is a bare marker.
    fn is_marker(&self) -> bool;
    /// The number of its elements, where it is `[…]` in a select list.
    fn elements(&self) -> Option<usize>;
}

/// What is called.
pub(super) struct Called<'a> {
    /// The keyspace that is named.
    pub(super) keyspace: Option<&'a Name>,
    /// The name.
    pub(super) name: &'a Name,
    /// Where the call stands.
    pub(super) span: &'a Range<usize>,
    /// The type that its result is wanted as, in a WHERE clause.
    pub(super) wanted: Option<&'a CqlType>,
}

/// The signature that a call takes; `None` where there is no such function.
pub(super) fn call(called: &Called<'_>, args: &[&dyn Argument], scope: &Scope<'_>) -> Judged<Option<Signature>> {
    let name = called.name.text();
    let system = called.keyspace.is_none_or(|keyspace| keyspace.text() == "system");
    if !system && !functions::is_native(name) {
        let what = format!("the function `{}`", qualified(called.keyspace, called.name));
        return unknown(called.span, what);
    }
    if !system {
        return Ok(None);
    }
    let candidates = match name {
        "token" => {
            let types: Vec<CqlType> = scope.table.partition_key.iter().map(|column| column.ty.clone()).collect();
            vec![Signature::scalar("token", &types, CqlType::Bigint)]
        }
        _ if functions::is_factory(name) => vec![factories::signature(called, args, scope)?],
        _ => functions::fixed(name),
    };
    pick(&qualified(called.keyspace, called.name), called, &candidates, args, scope)
}

/// The signature among `candidates` that fits: an exact one, or the only one that fits at all.
pub(super) fn pick(
    shown: &str,
    called: &Called<'_>,
    candidates: &[Signature],
    args: &[&dyn Argument],
    scope: &Scope<'_>,
) -> Judged<Option<Signature>> {
    if let [only] = candidates {
        return check(only, called, args, scope).map(|()| Some(only.clone()));
    }
    let mut fitting: Vec<&Signature> = Vec::new();
    for candidate in candidates {
        if called.wanted.is_some_and(|wanted| result_fit(&candidate.returns, wanted) == Fit::No) {
            continue;
        }
        match all_fit(candidate, args, scope)? {
            Fit::Exact => return Ok(Some(candidate.clone())),
            Fit::Weak => fitting.push(candidate),
            Fit::No => {}
        }
    }
    match (candidates, fitting.as_slice()) {
        ([], _) => Ok(None),
        (_, [only]) => Ok(Some((*only).clone())),
        (all, []) => none_fits(shown, called, all),
        (_, several) => ambiguous(shown, called, several, args, scope).map(Some),
    }
}

/// What a node says where there is one signature: which argument it does not take.
fn check(only: &Signature, called: &Called<'_>, args: &[&dyn Argument], scope: &Scope<'_>) -> Judged<()> {
    let (name, wanted) = (&only.name, only.arguments.len());
    if args.len() != wanted {
        let given = args.len();
        let words = format!(
            "Invalid number of arguments in call to function system.{name}: {wanted} required but {given} provided"
        );
        let fact = format!("`{name}` takes {wanted} arguments, not {given}");
        return refused("F05", called.span, words, fact, &format!("write {}", display(only)));
    }
    for (at, (arg, ty)) in args.iter().zip(&only.arguments).enumerate() {
        if arg.fit(ty, scope)? == Fit::No {
            let (text, ty) = (arg.text(scope), node_type(ty));
            let words =
                format!("Type error: {text} cannot be passed as argument {at} of function system.{name} of type {ty}");
            let fact = format!("`{name}` takes a value of type {ty}, which `{text}` is not");
            return refused("F05", called.span, words, fact, &format!("give it a value of type {ty}"));
        }
    }
    Ok(())
}

fn all_fit(signature: &Signature, args: &[&dyn Argument], scope: &Scope<'_>) -> Judged<Fit> {
    if signature.arguments.len() != args.len() {
        return Ok(Fit::No);
    }
    let mut fit = Fit::Exact;
    for (arg, ty) in args.iter().zip(&signature.arguments) {
        fit = fit.and(arg.fit(ty, scope)?);
        if fit == Fit::No {
            break;
        }
    }
    Ok(fit)
}

fn none_fits<T>(shown: &str, called: &Called<'_>, all: &[Signature]) -> Judged<T> {
    let signatures = joined(all.iter().map(display));
    let words = format!(
        "Invalid call to function {shown}, none of its type signatures match (known type signatures: {signatures})"
    );
    let fact = format!("`{shown}` does not take what it is given");
    let code = if shown.starts_with("system.cast") { "F03" } else { "F05" };
    refused(code, called.span, words, fact, &format!("it takes one of {signatures}"))
}

/// Several signatures fit. Operators take the one whose sides are what the result is wanted as.
fn ambiguous(
    shown: &str,
    called: &Called<'_>,
    several: &[&Signature],
    args: &[&dyn Argument],
    scope: &Scope<'_>,
) -> Judged<Signature> {
    let operator = operator_of(called);
    if let (Some(wanted), Some(_), false) = (called.wanted, operator, args.iter().any(|arg| arg.is_marker())) {
        let own = several.iter().find(|one| one.arguments.iter().all(|ty| ty == wanted));
        if let Some(own) = own {
            return Ok((*own).clone());
        }
    }
    let signatures = joined(several.iter().map(|one| display(one)));
    let words = match (operator, args) {
        (Some(sign), [left, right]) => format!(
            "Ambiguous '{sign}' operation with args {} and {}: use type hint to disambiguate, example '(int) ?'",
            left.text(scope),
            right.text(scope)
        ),
        _ if shown == "system._negate" => "Ambiguous negation: use type casts to disambiguate".to_owned(),
        _ => format!(
            "Ambiguous call to function {shown} (can be matched by following signatures: {signatures}): use type \
             casts to disambiguate"
        ),
    };
    let code = if operator.is_some() || shown == "system._negate" { "F04" } else { "F05" };
    let fact = "more than one signature takes these values".to_owned();
    refused(code, called.span, words, fact, "say the type of a value before it, such as `(int) :value`")
}

/// The sign of the operator whose function is called.
pub(super) fn operator_of(called: &Called<'_>) -> Option<char> {
    let names = ["_add", "_substract", "_multiply", "_divide", "_modulo"];
    let at = names.iter().position(|name| *name == called.name.text())?;
    called.keyspace?;
    "+-*/%".chars().nth(at)
}

/// A signature as a node lists it.
pub(super) fn display(signature: &Signature) -> String {
    let Signature { name, arguments, returns, .. } = signature;
    format!("system.{name} : ({}) -> {}", joined(arguments.iter().map(node_type)), node_type(returns))
}
