//! Takes a call of a function, an operator or a cast, gives the signature that a node takes. Never judges arguments.

use super::arithmetic;
use super::fit::{Fit, result_fit};
use super::functions::{self, Signature};
use super::resolve::{self, Argument, Called};
use super::scope::{Judged, Scope, refused};
use super::spell::operation;
use super::terms::{Term, text};
use crate::cql::expression::{Expr, ExprKind, Operator};
use crate::name::Name;
use crate::types::CqlType;

/// The signature that a call takes, be it of a function, an operator or a cast.
pub(super) fn signature(expr: &Expr, wanted: Option<&CqlType>, scope: &Scope<'_>) -> Judged<Option<Signature>> {
    let terms: Vec<Term<'_>> = arguments(expr).into_iter().map(Term).collect();
    let args: Vec<&dyn Argument> = terms.iter().map(|term| term as &dyn Argument).collect();
    resolved(expr, wanted, &args, scope)
}

/// The arguments of a call, an operator or a cast.
pub(super) fn arguments(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::Call { arguments, .. } => arguments.iter().collect(),
        ExprKind::Minus(of) | ExprKind::Cast { of, .. } => vec![of],
        ExprKind::Arithmetic { left, right, .. } => vec![left, right],
        _ => Vec::new(),
    }
}

/// The signature that a call takes with `args`, wherever it stands.
pub(super) fn resolved(
    expr: &Expr,
    wanted: Option<&CqlType>,
    args: &[&dyn Argument],
    scope: &Scope<'_>,
) -> Judged<Option<Signature>> {
    let system = Name::new("system");
    let own = |name: String, candidates: &[Signature]| {
        let named = Name::new(&name);
        let called = Called { keyspace: Some(&system), name: &named, span: &expr.span, wanted };
        resolve::pick(&format!("system.{name}"), &called, candidates, args, scope)
    };
    match &expr.kind {
        ExprKind::Call { keyspace, name, .. } => {
            resolve::call(&Called { keyspace: keyspace.as_ref(), name, span: &expr.span, wanted }, args, scope)
        }
        ExprKind::CountRows => Ok(Some(Signature::aggregate("count_rows", &[], CqlType::Bigint))),
        ExprKind::Minus(_) => own(arithmetic::NEGATION.to_owned(), &arithmetic::negations()),
        ExprKind::Arithmetic { operator, left, right } => {
            let candidates = arithmetic::signatures(*operator);
            let any = matching(&candidates, wanted, args, scope)?;
            if any {
                return own(operation(*operator).to_owned(), &candidates);
            }
            let texts = match args {
                [left, right] => (left.text(scope), right.text(scope)),
                _ => (text(left, scope), text(right, scope)),
            };
            not_supported(expr, sign(*operator), texts)
        }
        ExprKind::Cast { ty, .. } => {
            let name = format!("cast_as_{}", native_word(ty));
            own(name.clone(), &functions::fixed(&name))
        }
        _ => Ok(None),
    }
}

/// Whether any signature of an operator takes the two sides.
fn matching(
    candidates: &[Signature],
    wanted: Option<&CqlType>,
    args: &[&dyn Argument],
    scope: &Scope<'_>,
) -> Judged<bool> {
    for candidate in candidates {
        if wanted.is_some_and(|wanted| result_fit(&candidate.returns, wanted) == Fit::No) {
            continue;
        }
        let mut fits = true;
        for (arg, ty) in args.iter().zip(&candidate.arguments) {
            fits = fits && arg.fit(ty, scope)?.is_some();
        }
        if fits {
            return Ok(true);
        }
    }
    Ok(false)
}

fn not_supported<T>(expr: &Expr, sign: char, (left, right): (String, String)) -> Judged<T> {
    let words = format!("the '{sign}' operation is not supported between {left} and {right}");
    let fact = format!("`{sign}` does not take `{left}` and `{right}`");
    let help = "operators take two numbers, a date or timestamp and a duration, or with `+` two texts";
    refused("F04", &expr.span, words, fact, help)
}

/// The sign of an operator.
pub(super) fn sign(operator: Operator) -> char {
    match operator {
        Operator::Plus => '+',
        Operator::Minus => '-',
        Operator::Times => '*',
        Operator::Divide => '/',
        Operator::Modulo => '%',
    }
}

/// The word of a native type as written: a node casts into `text` and not into `varchar`, its other name.
pub(super) fn native_word(ty: &str) -> String {
    ty.trim().to_lowercase()
}
