{% set vis = rust.visibility %}
/// The types of the keyspace: user-defined ones, of which a field that the server does not know yet is read as none, and
/// newtypes, which keep keys apart.
#[rustfmt::skip]
{{ vis }} mod types {
{% for type in types %}
    /// The type {{ type.name | code }}.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue{{ rust.derives }})]
    {{ vis }} struct {{ type.rust }} {
{% for field in type.fields %}
        /// {{ field.doc }}
        #[scylla(allow_missing{% if field.rename %}, rename = {{ field.rename }}{% endif %})]
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

    impl ::scylla::serialize::value::SerializeValue for {{ newtype.rust }} {
        fn serialize<'b>(
            &self,
            ty: &::scylla::cluster::metadata::ColumnType<'_>,
            writer: ::scylla::serialize::writers::CellWriter<'b>,
        ) -> Result<::scylla::serialize::writers::WrittenCellProof<'b>, ::scylla::serialize::SerializationError> {
            ::scylla::serialize::value::SerializeValue::serialize(&self.0, ty, writer)
        }
    }

    impl<'frame, 'metadata> ::scylla::deserialize::value::DeserializeValue<'frame, 'metadata> for {{ newtype.rust }} {
        fn type_check(ty: &::scylla::cluster::metadata::ColumnType<'_>) -> Result<(), ::scylla::deserialize::TypeCheckError> {
            <{{ newtype.inside }} as ::scylla::deserialize::value::DeserializeValue<'frame, 'metadata>>::type_check(ty)
        }

        fn deserialize(
            ty: &'metadata ::scylla::cluster::metadata::ColumnType<'metadata>,
            value: Option<::scylla::deserialize::FrameSlice<'frame>>,
        ) -> Result<Self, ::scylla::deserialize::DeserializationError> {
            ::scylla::deserialize::value::DeserializeValue::deserialize(ty, value).map(Self)
        }
    }
{% if not loop.last %}

{% endif %}
{% endfor %}
}
