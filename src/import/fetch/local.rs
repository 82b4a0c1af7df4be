//! Files and folders.

use std::path::{Path, PathBuf};

use tokio::{fs, io::AsyncReadExt};

use super::{FetchError, Limits, Progress};
use crate::import::draft::InputFile;

/// Reads one file under its name.
pub async fn file(path: &Path, limits: &Limits, progress: &mut Progress<'_>) -> Result<Vec<InputFile>, FetchError> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let bytes = read(path, path, 0, limits).await?;
    progress(&name, bytes.len() as u64, Some(bytes.len() as u64));
    Ok(vec![InputFile { path: name, bytes }])
}

/// Reads all files of a folder under their paths in it, in the order of these paths.
pub async fn folder(root: &Path, limits: &Limits, progress: &mut Progress<'_>) -> Result<Vec<InputFile>, FetchError> {
    let mut found = list(root, limits).await?;
    if found.is_empty() {
        return Err(FetchError::Empty(root.to_owned()));
    }
    found.sort();
    let (mut files, mut total) = (Vec::with_capacity(found.len()), 0);
    for (name, path) in found {
        let bytes = read(&path, root, total, limits).await?;
        total += bytes.len() as u64;
        progress(&name, bytes.len() as u64, Some(bytes.len() as u64));
        files.push(InputFile { path: name, bytes });
    }
    Ok(files)
}

/// All files below a folder, under their relative paths.
async fn list(root: &Path, limits: &Limits) -> Result<Vec<(String, PathBuf)>, FetchError> {
    let mut files = Vec::new();
    let mut folders = vec![(String::new(), root.to_owned())];
    while let Some((prefix, folder)) = folders.pop() {
        let failed = |error| FetchError::Read { path: folder.clone(), error };
        let mut entries = fs::read_dir(&folder).await.map_err(failed)?;
        while let Some(entry) = entries.next_entry().await.map_err(failed)? {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            let (path, relative) = (entry.path(), format!("{prefix}{name}"));
            let kind = entry.file_type().await.map_err(failed)?;
            if kind.is_dir() {
                folders.push((format!("{relative}/"), path));
            // A link may lead to a file. To follow one to a folder may never end, and one to nothing is no loss.
            } else if kind.is_file() || fs::metadata(&path).await.is_ok_and(|target| target.is_file()) {
                files.push((relative, path));
            }
            if files.len() > limits.max_files {
                return Err(FetchError::TooMany { from: root.display().to_string(), limit: limits.max_files });
            }
        }
    }
    Ok(files)
}

/// Reads a file, given how many bytes were read before it.
async fn read(path: &Path, from: &Path, before: u64, limits: &Limits) -> Result<Vec<u8>, FetchError> {
    let failed = |error| FetchError::Read { path: path.to_owned(), error };
    let room = limits.max_bytes.saturating_sub(before);
    let mut bytes = Vec::new();
    // Not by the size that the file claims: it may grow.
    let file = fs::File::open(path).await.map_err(failed)?;
    file.take(room.saturating_add(1)).read_to_end(&mut bytes).await.map_err(failed)?;
    if bytes.len() as u64 > room {
        return Err(FetchError::TooLarge { from: from.display().to_string(), limit: limits.max_bytes });
    }
    Ok(bytes)
}
