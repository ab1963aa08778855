//! Takes the wire bytes of a partition key's columns, gives the key as the node stores it and its token. Never looks at
//! the columns' types.

use scylla::routing::partitioner::{Murmur3Partitioner, Partitioner};

/// Appends the serialised partition key: the bytes of a single column as they are; of several, each as a 16-bit length,
/// the bytes and a 0 (`CompositeType` of Cassandra). The caller has refused components over 65,535 bytes, which the
/// node refuses too; the length of such a one is cut to 16 bits.
pub fn partition_key(components: &[&[u8]], out: &mut Vec<u8>) {
    if let [single] = components {
        out.extend_from_slice(single);
        return;
    }
    for component in components {
        out.extend_from_slice(&(component.len() as u16).to_be_bytes());
        out.extend_from_slice(component);
        out.push(0);
    }
}

/// The token of a serialised partition key: the Murmur3 of Cassandra, whose last bytes are signed; never `i64::MIN`.
pub fn token(partition_key: &[u8]) -> i64 {
    Murmur3Partitioner.hash_one(partition_key).value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_those_of_a_node() {
        // Cassandra's own values for int and text keys; the long one reads more than one block of 16 bytes.
        let cases: [(&[u8], i64); 6] = [
            (&1_i32.to_be_bytes(), -4_069_959_284_402_364_209),
            (&2_i32.to_be_bytes(), -3_248_873_570_005_575_792),
            (&3_i32.to_be_bytes(), 9_010_454_139_840_013_625),
            (b"", 0),
            (b"test", -6_017_608_668_500_074_083),
            (b"xd", 4_507_812_186_440_344_727),
        ];
        for (key, expected) in cases {
            assert_eq!(token(key), expected, "{key:?}");
        }
    }

    #[test]
    fn composite_keys_carry_lengths_and_end_marks() {
        let mut out = vec![9];
        partition_key(&[b"ab"], &mut out);
        partition_key(&[&1_i32.to_be_bytes(), b"", b"x"], &mut out);
        assert_eq!(out, [9, b'a', b'b', 0, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, b'x', 0]);
    }
}
