//! Takes a call of a function whose signature depends on what it is given, gives that signature. Never judges the
//! arguments against it: that is done as for any other function.

use super::fit::{Fit, freeze, type_fit};
use super::functions::{NUMBERS, Signature};
use super::resolve::{Argument, Called};
use super::scope::{Judged, Scope, refused};
use super::spell::{joined, node_type};
use crate::types::CqlType;

/// What such a function says of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Parameter {
    Any,
    Map,
    Collection,
    SetOrList,
    Numbers,
    FloatVector,
    String,
    Int,
    Text,
}

impl Parameter {
    fn shown(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Map => "map",
            Self::Collection => "collection",
            // The node says so of both.
            Self::SetOrList | Self::Numbers => "numeric_set_or_list",
            Self::FloatVector => "vector<float, n>",
            Self::String => "[text|varchar|ascii]",
            Self::Int => "int",
            Self::Text => "text",
        }
    }

    /// What a node calls an argument that it takes here.
    fn wanted(self) -> &'static str {
        match self {
            Self::Map => "a map argument",
            Self::Collection => "a collection argument",
            Self::SetOrList => "a set or list argument",
            Self::Numbers => "a numeric set/list argument",
            Self::FloatVector => "a float vector argument",
            Self::String => "an argument of type [text|varchar|ascii]",
            Self::Int => "an argument of type int",
            Self::Any | Self::Text => "an argument of type text",
        }
    }

    /// Whether it must be a collection or a vector. A clustering column in descending order is none to a node.
    fn looks_inside(self) -> bool {
        matches!(self, Self::Map | Self::Collection | Self::SetOrList | Self::Numbers | Self::FloatVector)
    }

    fn takes(self, ty: &CqlType) -> bool {
        let fits = |wanted: &CqlType| type_fit(ty, wanted) != Fit::No;
        match (self, ty) {
            (Self::Any, _)
            | (Self::Map, CqlType::Map { .. } | CqlType::Udt { .. })
            | (Self::Collection, CqlType::List { .. } | CqlType::Set { .. } | CqlType::Map { .. })
            | (Self::SetOrList, CqlType::List { .. } | CqlType::Set { .. }) => true,
            (Self::Numbers, CqlType::List { item, .. } | CqlType::Set { item, .. }) => NUMBERS.contains(item),
            (Self::FloatVector, CqlType::Vector { item, .. }) => **item == CqlType::Float,
            // A list passes here where its elements are no floats, and the node then breaks.
            (Self::FloatVector, CqlType::List { item, .. }) => type_fit(item, &CqlType::Float) == Fit::No,
            (Self::String, _) => fits(&CqlType::Text) || fits(&CqlType::Ascii),
            (Self::Int, _) => fits(&CqlType::Int),
            (Self::Text, _) => fits(&CqlType::Text),
            _ => false,
        }
    }
}

/// The parameters of a function, and how many of them must be given.
fn parameters(name: &str) -> (&'static [Parameter], usize) {
    use Parameter::{Any, Collection, FloatVector, Int, Map, Numbers, SetOrList, String, Text};
    match name {
        "map_keys" | "map_values" => (&[Map], 1),
        "collection_count" => (&[Collection], 1),
        "collection_min" | "collection_max" => (&[SetOrList], 1),
        "collection_sum" | "collection_avg" => (&[Numbers], 1),
        "similarity_cosine" | "similarity_euclidean" | "similarity_dot_product" => (&[FloatVector, FloatVector], 2),
        "mask_replace" => (&[Any, Any], 2),
        "mask_inner" | "mask_outer" => (&[String, Int, Int, Text], 3),
        "mask_hash" => (&[Any, Text], 1),
        "from_json" | "fromjson" => (&[Text], 1),
        _ => (&[Any], 1),
    }
}

/// The signature of `called` for these arguments.
pub(super) fn signature(called: &Called<'_>, args: &[&dyn Argument], scope: &Scope<'_>) -> Judged<Signature> {
    let name = called.name.text();
    let (parameters, needed) = parameters(name);
    let shown = shown(name, parameters, needed);
    if args.len() < needed || args.len() > parameters.len() {
        let words = format!("Invalid number of arguments for function {shown}");
        let fact = format!("`{name}` does not take {} arguments", args.len());
        return refused("F05", called.span, words, fact, &format!("write it as {shown}"));
    }
    let types = types(called, parameters, args, scope, &shown)?;
    build(called, &types)
}

fn shown(name: &str, parameters: &[Parameter], needed: usize) -> String {
    let each = parameters
        .iter()
        .enumerate()
        .map(|(at, one)| if at < needed { one.shown().to_owned() } else { format!("[{}]", one.shown()) });
    format!("system.{name}({})", joined(each))
}

/// The types of the arguments: each by itself, then by the others.
fn types(
    called: &Called<'_>,
    parameters: &[Parameter],
    args: &[&dyn Argument],
    scope: &Scope<'_>,
    shown: &str,
) -> Judged<Vec<CqlType>> {
    let name = called.name.text();
    let alone: Vec<Option<CqlType>> =
        args.iter().zip(parameters).map(|(arg, parameter)| alone(called, *parameter, *arg, scope)).collect();
    let mut types = alone.clone();
    for (at, (arg, parameter)) in args.iter().zip(parameters).enumerate() {
        let other = |at: usize| types.get(at).cloned().flatten();
        let ty = match (name, parameter) {
            ("mask_replace", _) if at == 1 => other(0).or_else(|| other(1)),
            (_, Parameter::FloatVector) => other(at).or_else(|| other(1 - at)),
            _ => other(at),
        };
        let Some(ty) = ty else {
            let text = arg.text(scope);
            let words = format!(
                "Cannot infer type of argument {text} in call to function {shown}: use type casts to disambiguate"
            );
            let fact = format!("nothing says of which type `{text}` is in `{name}`");
            return refused("F05", called.span, words, fact, "say its type before it, such as `(int) :value`");
        };
        if !parameter.takes(&ty) || (arg.is_reversed() && parameter.looks_inside()) {
            let (text, ty, wanted) = (arg.text(scope), node_type(&ty), parameter.wanted());
            let words = format!("Function system.{name} requires {wanted}, but found argument {text} of type {ty}");
            let fact = format!("`{name}` needs {wanted}, and `{text}` is of type {ty}");
            return refused("F05", called.span, words, fact, "give it such a value, or leave it out");
        }
        if let Some(slot) = types.get_mut(at) {
            *slot = Some(ty);
        }
    }
    Ok(types.into_iter().flatten().collect())
}

fn alone(called: &Called<'_>, parameter: Parameter, arg: &dyn Argument, scope: &Scope<'_>) -> Option<CqlType> {
    let known = || arg.compatible(scope);
    match parameter {
        Parameter::FloatVector => match arg.elements() {
            Some(len) => {
                Some(CqlType::Vector { item: Box::new(CqlType::Float), len: u32::try_from(len).unwrap_or(u32::MAX) })
            }
            None => known().or_else(|| called.wanted.cloned()),
        },
        Parameter::String | Parameter::Text => known().or(Some(CqlType::Text)),
        Parameter::Int => known().or(Some(CqlType::Int)),
        Parameter::Any if matches!(called.name.text(), "mask_null" | "mask_default" | "mask_replace") => {
            known().or_else(|| called.wanted.cloned())
        }
        _ => known(),
    }
}

/// The signature for arguments of these types.
fn build(called: &Called<'_>, types: &[CqlType]) -> Judged<Signature> {
    let name = called.name.text();
    let first = types.first().cloned().unwrap_or(CqlType::Blob);
    let scalar = |arguments: &[CqlType], returns: CqlType| Ok(Signature::scalar(name, arguments, returns));
    match (name, &first) {
        ("min" | "max", _) => Ok(Signature::aggregate(name, types, first)),
        ("map_keys", CqlType::Map { key, .. }) => {
            let keys = CqlType::Set { item: Box::new(freeze(key)), frozen: true };
            scalar(types, keys)
        }
        ("map_values", CqlType::Map { value, .. }) => {
            let values = CqlType::List { item: Box::new(freeze(value)), frozen: true };
            scalar(types, values)
        }
        ("map_keys" | "map_values", _) => breaks(called, "UserType cannot be cast to MapType"),
        ("collection_count", _) => scalar(types, CqlType::Int),
        (
            "collection_min" | "collection_max" | "collection_sum" | "collection_avg",
            CqlType::List { item, .. } | CqlType::Set { item, .. },
        ) => scalar(types, (**item).clone()),
        ("similarity_cosine" | "similarity_euclidean" | "similarity_dot_product", _) => similarity(called, types),
        ("mask_hash", _) => scalar(types, CqlType::Blob),
        ("mask_replace", _) => scalar(&[first.clone(), first.clone()], first),
        ("mask_inner" | "mask_outer", _) => {
            let ends = [first.clone(), CqlType::Int, CqlType::Int, CqlType::Text];
            scalar(ends.get(..types.len()).unwrap_or(&ends), first)
        }
        ("to_json" | "tojson", _) => scalar(types, CqlType::Text),
        ("from_json" | "fromjson", _) => {
            if let Some(wanted) = called.wanted {
                return scalar(&[CqlType::Text], wanted.clone());
            }
            let words = format!("{name}() cannot be used in the selection clause of a SELECT statement");
            let fact = format!("`{name}` stands in a select list, where nothing says what it is to give");
            refused("F05", called.span, words, fact, "select the column itself")
        }
        _ => scalar(types, first),
    }
}

fn similarity(called: &Called<'_>, types: &[CqlType]) -> Judged<Signature> {
    let name = called.name.text();
    let len = |ty: &CqlType| match ty {
        CqlType::Vector { len, .. } => Some(*len),
        _ => None,
    };
    match types {
        [a, b] if len(a).is_some() && len(a) == len(b) => {
            Ok(Signature::scalar(name, &[a.clone(), a.clone()], CqlType::Float))
        }
        [a, b] if len(a).is_some() && len(b).is_some() => {
            let words = "All arguments must have the same vector dimensions".to_owned();
            let fact = format!("`{name}` compares vectors of two lengths");
            refused("F05", called.span, words, fact, "give it two vectors of one length")
        }
        _ => breaks(called, "ListType cannot be cast to VectorType"),
    }
}

/// A call over which the node itself breaks: it answers with an error of the server.
fn breaks<T>(called: &Called<'_>, what: &str) -> Judged<T> {
    let words = format!("java.lang.ClassCastException: {what}");
    let fact = format!("a node breaks over this call of `{}`", called.name);
    refused("F05", called.span, words, fact, "give it a value of a type that it is made for")
}
