//! Zip archives in the place of folders.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{draft::InputFile, fetch::Limits};

/// The files in an archive, within the same limits as those of a folder. What an archive claims of its sizes is not
/// believed: bytes are counted as they are unpacked.
pub fn unpack(file: &InputFile) -> Result<Vec<InputFile>, String> {
    unpack_within(file, &Limits::default())
}

/// What every entry of the directory of an archive begins with.
const ENTRY: &[u8] = b"PK\x01\x02";

/// Whether a file begins like an archive.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

fn unpack_within(file: &InputFile, limits: &Limits) -> Result<Vec<InputFile>, String> {
    // The directory is read as a whole, whatever number of files it claims.
    let entries = file.bytes.windows(ENTRY.len()).filter(|window| *window == ENTRY).count();
    if entries > limits.max_files {
        return Err(format!("the archive has more than {} files", limits.max_files));
    }
    let mut archive = ZipArchive::new(Cursor::new(&file.bytes)).map_err(|error| format!("not an archive: {error}"))?;
    if archive.len() > limits.max_files {
        return Err(format!("the archive has more than {} files", limits.max_files));
    }
    let (mut files, mut room) = (Vec::new(), limits.max_bytes);
    for position in 0..archive.len() {
        let packed = archive.by_index(position).map_err(|error| format!("not an archive: {error}"))?;
        if !packed.is_file() {
            continue;
        }
        let path = packed.name().map_err(|error| format!("not an archive: {error}"))?.into_owned();
        let mut bytes = Vec::new();
        let read = packed.take(room.saturating_add(1)).read_to_end(&mut bytes);
        read.map_err(|error| format!("'{path:.200}' in the archive is broken: {error}"))?;
        room = room
            .checked_sub(bytes.len() as u64)
            .ok_or_else(|| format!("the archive is larger than {} bytes", limits.max_bytes))?;
        files.push(InputFile { path, bytes });
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    fn archive(files: &[(&str, &[u8])]) -> InputFile {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).expect("in memory");
            writer.write_all(bytes).expect("in memory");
        }
        let bytes = writer.finish().expect("in memory").into_inner();
        InputFile { path: "owls.zip".to_owned(), bytes }
    }

    #[test]
    fn the_files_come_out_in_the_order_of_their_names() {
        let packed = archive(&[("b.csv", b"2"), ("a/a.csv", b"1")]);
        assert!(is_archive(&packed.bytes));
        let files = unpack(&packed).expect("an archive");
        let files: Vec<_> = files.iter().map(|file| (file.path.as_str(), file.bytes.as_slice())).collect();
        assert_eq!(files, [("a/a.csv", b"1".as_slice()), ("b.csv", b"2")]);
    }

    #[test]
    fn a_bomb_is_refused_before_it_fills_the_memory() {
        let limits = Limits { max_bytes: 1000, max_files: 2, ..Limits::default() };
        let zeros = vec![0; 100_000];
        let bomb = archive(&[("a", &zeros)]);
        assert!(bomb.bytes.len() < 1000);
        assert!(unpack_within(&bomb, &limits).is_err_and(|reason| reason.contains("larger than 1000 bytes")));
        let many = archive(&[("a", b""), ("b", b""), ("c", b"")]);
        assert!(unpack_within(&many, &limits).is_err_and(|reason| reason.contains("more than 2 files")));
    }

    #[test]
    fn what_an_archive_claims_of_its_sizes_is_not_believed() {
        let limits = Limits { max_bytes: 1000, ..Limits::default() };
        for size in [0_u32, 1, 999, u32::MAX] {
            let mut bomb = archive(&[("a", &vec![0; 100_000])]);
            let told = 100_000_u32.to_le_bytes();
            let places: Vec<usize> =
                (0..bomb.bytes.len() - 4).filter(|at| bomb.bytes[*at..].starts_with(&told)).collect();
            assert!(!places.is_empty());
            for at in places {
                bomb.bytes[at..at + 4].copy_from_slice(&size.to_le_bytes());
            }
            assert!(unpack_within(&bomb, &limits).is_err(), "{size}");
        }
    }

    #[test]
    fn a_directory_of_too_many_files_is_refused_before_it_is_read() {
        let mut crowd = archive(&[("a", b"1")]);
        // The end of the directory still claims one file.
        crowd.bytes.extend(ENTRY.repeat(100_000));
        assert!(unpack(&crowd).is_err_and(|reason| reason.contains("more than 20000 files")));
    }

    #[test]
    fn a_torn_archive_is_none() {
        let mut torn = archive(&[("a", b"1")]);
        torn.bytes.truncate(torn.bytes.len() / 2);
        assert!(unpack(&torn).is_err());
    }
}
