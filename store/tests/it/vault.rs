//! Sealing: only the right place, key and bytes open.

use proptest::prelude::*;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng, TryCryptoRng, TryRng};
use store::vault::{IndexClass, Place, Vault, VaultKeys};

fn rng(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}

fn vault(seed: u64) -> Vault {
    Vault::new(VaultKeys::generate(&mut rng(seed)), Box::new(rng(seed + 1000)))
}

const HERE: Place<'_> = Place { table: "calls", column: "verification", row: "r1" };

proptest! {
    #[test]
    fn what_is_sealed_opens_and_hides(plain in prop::collection::vec(any::<u8>(), 0..300)) {
        let vault = vault(1);
        let sealed = vault.seal(HERE, &plain).unwrap();
        prop_assert_eq!(&*vault.open(HERE, &sealed).unwrap(), &plain);
        prop_assert!(plain.len() < 4 || !sealed.windows(plain.len()).any(|window| window == plain));
        prop_assert_ne!(vault.seal(HERE, &plain).unwrap(), sealed, "a nonce is used once");
    }

    #[test]
    fn a_changed_byte_does_not_open(at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let vault = vault(2);
        let mut sealed = vault.seal(HERE, b"12345678Z").unwrap();
        let at = at.index(sealed.len());
        sealed[at] ^= 1 << bit;
        prop_assert!(vault.open(HERE, &sealed).is_err());
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        prop_assert!(vault(3).open(HERE, &bytes).is_err());
    }
}

#[test]
fn a_sealed_value_opens_in_its_place_only() {
    let vault = vault(4);
    let sealed = vault.seal(HERE, b"secret").unwrap();
    for elsewhere in [
        Place { table: "stills", ..HERE },
        Place { column: "identification", ..HERE },
        Place { row: "r2", ..HERE },
        Place { row: "", ..HERE },
        // The same bytes in a row, cut differently.
        Place { table: "callsv", column: "erification", row: "r1" },
    ] {
        assert!(vault.open(elsewhere, &sealed).is_err(), "{elsewhere:?}");
    }
    assert!(self::vault(5).open(HERE, &sealed).is_err(), "another store's keys");
}

#[test]
fn old_values_open_after_the_key_is_rotated() {
    let mut keys = VaultKeys::generate(&mut rng(6));
    let before = Vault::new(keys.clone(), Box::new(rng(7)));
    let old = before.seal(HERE, b"old").unwrap();
    keys.rotate(&mut rng(8));
    let after = Vault::new(keys, Box::new(rng(9)));
    assert_eq!(&**after.open(HERE, &old).unwrap(), b"old");
    let new = after.seal(HERE, b"new").unwrap();
    assert_eq!(
        (&old[..5], &new[..5]),
        (&[1, 0, 0, 0, 1][..], &[1, 0, 0, 0, 2][..]),
        "format and key id in front"
    );
    assert!(before.open(HERE, &new).is_err());
    assert_eq!(
        before.blind_index(IndexClass::Phone, "+34612345678"),
        after.blind_index(IndexClass::Phone, "+34612345678"),
        "search goes on"
    );
}

#[test]
fn a_rotated_key_file_is_read_back() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("keys.json");
    let mut keys = VaultKeys::open_or_create(&path, &mut rng(10)).unwrap();
    let sealed = Vault::new(keys.clone(), Box::new(rng(11))).seal(HERE, b"x").unwrap();
    keys.rotate(&mut rng(12));
    keys.replace(&path).unwrap();
    let read = Vault::new(VaultKeys::open_or_create(&path, &mut rng(13)).unwrap(), Box::new(rng(14)));
    assert_eq!(&**read.open(HERE, &sealed).unwrap(), b"x");
    assert_eq!(read.seal(HERE, b"y").unwrap()[4], 2);
}

#[test]
fn blind_indexes_compare_and_do_not_cross_classes_or_stores() {
    let (here, there) = (vault(20), vault(21));
    let index = |vault: &Vault, class, text| vault.blind_index(class, text).unwrap();
    let document = index(&here, IndexClass::Document, "12345678Z");
    assert_eq!(document.len(), 32);
    assert_eq!(document, index(&here, IndexClass::Document, "12345678Z"));
    for other in [
        index(&here, IndexClass::Document, "12345679S"),
        index(&here, IndexClass::Phone, "12345678Z"),
        index(&here, IndexClass::UserName, "12345678Z"),
        index(&there, IndexClass::Document, "12345678Z"),
    ] {
        assert_ne!(document, other);
    }
}

#[test]
fn keys_do_not_show_themselves() {
    struct Ones;
    impl TryRng for Ones {
        type Error = std::convert::Infallible;
        fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
            Ok(u32::from_be_bytes([0xab; 4]))
        }
        fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
            Ok(u64::from_be_bytes([0xab; 8]))
        }
        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
            bytes.fill(0xab);
            Ok(())
        }
    }
    impl TryCryptoRng for Ones {}
    assert_eq!(Ones.next_u32(), 0xabab_abab);
    let keys = VaultKeys::generate(&mut Ones);
    let shown = format!("{keys:?} {:?}", Vault::new(keys.clone(), Box::new(Ones)));
    assert!(!shown.contains("abab") && !shown.contains("171"), "{shown}");
}
