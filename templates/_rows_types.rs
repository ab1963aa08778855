{% set vis = rust.visibility %}
/// The types of the keyspace: user-defined ones, of which fields that the server has beyond these are left alone, and
/// newtypes, which keep keys apart.
#[rustfmt::skip]
{{ vis }} mod types {
{% for type in types %}
    /// The type {{ type.name | code }}.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue{{ rust.derives }})]
    {{ vis }} struct {{ type.rust }} {
{% for field in type.fields %}
        /// {{ field.doc }}
{% if field.rename %}
        #[scylla(rename = {{ field.rename }})]
{% endif %}
        {{ vis }} {{ field.rust }}: {{ field.rust_type }},
{% endfor %}
    }
{% if not loop.last or newtypes %}

{% endif %}
{% endfor %}
{% for newtype in newtypes %}
    /// {{ newtype.doc }}
    #[derive({{ newtype.derives }})]
    {{ vis }} struct {{ newtype.rust }}({{ vis }} {{ newtype.inside }});

    impl ::std::convert::From<{{ newtype.inside }}> for {{ newtype.rust }} {
        fn from(value: {{ newtype.inside }}) -> Self {
            Self(value)
        }
    }

    impl ::scylla::serialize::value::SerializeValue for {{ newtype.rust }} {
        fn serialize<'b>(
            &self,
            ty: &::scylla::cluster::metadata::ColumnType<'_>,
            writer: ::scylla::serialize::writers::CellWriter<'b>,
        ) -> ::std::result::Result<::scylla::serialize::writers::WrittenCellProof<'b>, ::scylla::serialize::SerializationError> {
            ::scylla::serialize::value::SerializeValue::serialize(&self.0, ty, writer)
        }
    }

    impl<'frame, 'metadata> ::scylla::deserialize::value::DeserializeValue<'frame, 'metadata> for {{ newtype.rust }} {
        fn type_check(ty: &::scylla::cluster::metadata::ColumnType<'_>) -> ::std::result::Result<(), ::scylla::deserialize::TypeCheckError> {
            <{{ newtype.inside }} as ::scylla::deserialize::value::DeserializeValue<'frame, 'metadata>>::type_check(ty)
        }

        fn deserialize(
            ty: &'metadata ::scylla::cluster::metadata::ColumnType<'metadata>,
            value: ::std::option::Option<::scylla::deserialize::FrameSlice<'frame>>,
        ) -> ::std::result::Result<Self, ::scylla::deserialize::DeserializationError> {
            ::scylla::deserialize::value::DeserializeValue::deserialize(ty, value).map(Self)
        }
    }
{% if not loop.last %}

{% endif %}
{% endfor %}
}
