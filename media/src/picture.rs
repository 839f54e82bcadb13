//! Key frames as pictures: a VP8 key frame inside a RIFF container is a lossy WebP file (RFC 9649 §2.5), which
//! the `image` crate decodes; no video codec library is needed.

use crate::error::StillError;
use crate::picture_quality::PictureQuality;
use crate::vp8;
use image::codecs::webp::WebPDecoder;
use image::{DynamicImage, ImageDecoder, ImageFormat};
use std::io::Cursor;

/// A picture taken from a leg's video.
#[derive(Debug, Clone, PartialEq)]
pub struct Still {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The decoded picture as PNG, for screens and documents.
    pub png: Vec<u8>,
    /// The key frame exactly as the browser sent it, in a WebP container: the evidence.
    pub webp: Vec<u8>,
    /// How well it can be read.
    pub quality: PictureQuality,
}

/// Wraps a VP8 key frame as a WebP file.
pub fn webp_from_key_frame(frame: &[u8]) -> Option<Vec<u8>> {
    let chunk_size = u32::try_from(frame.len()).ok()?;
    let padding = frame.len() % 2;
    let riff_size = chunk_size.checked_add(12)?.checked_add(u32::try_from(padding).ok()?)?;
    let mut file = Vec::with_capacity(frame.len() + 21);
    file.extend(b"RIFF");
    file.extend(riff_size.to_le_bytes());
    file.extend(b"WEBPVP8 ");
    file.extend(chunk_size.to_le_bytes());
    file.extend(frame);
    file.resize(file.len() + padding, 0);
    Some(file)
}

fn decode(frame: &[u8], max_pixels: u32) -> Result<(DynamicImage, Vec<u8>), StillError> {
    let size = vp8::frame_size(frame).ok_or(StillError::Undecodable)?;
    if u32::from(size.width) * u32::from(size.height) > max_pixels {
        return Err(StillError::TooLarge);
    }
    let webp = webp_from_key_frame(frame).ok_or(StillError::TooLarge)?;
    let decoder = WebPDecoder::new(Cursor::new(&webp)).map_err(|_| StillError::Undecodable)?;
    if decoder.dimensions() != (u32::from(size.width), u32::from(size.height)) {
        return Err(StillError::Undecodable);
    }
    let image = DynamicImage::from_decoder(decoder).map_err(|_| StillError::Undecodable)?;
    Ok((image, webp))
}

/// Decodes a VP8 key frame. Takes 10–70 ms at 720p: keep it off the event loop.
pub fn decode_still(frame: &[u8], max_pixels: u32) -> Result<Still, StillError> {
    let (image, webp) = decode(frame, max_pixels)?;
    let mut png = Vec::new();
    image.write_to(&mut Cursor::new(&mut png), ImageFormat::Png).map_err(|_| StillError::Undecodable)?;
    let quality = PictureQuality::of(&image.to_luma8());
    Ok(Still { width: image.width(), height: image.height(), png, webp, quality })
}

/// Columns and rows of a [`Thumbnail`].
pub const THUMBNAIL: (u32, u32) = (32, 18);

/// A picture's mean brightness in a coarse grid: enough to tell black and frozen from live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thumbnail {
    /// Width of the picture it was made from.
    pub width: u16,
    /// Height of the picture it was made from.
    pub height: u16,
    luma: Vec<u8>,
}

impl Thumbnail {
    /// Decodes a key frame into a thumbnail.
    pub fn from_key_frame(frame: &[u8], max_pixels: u32) -> Result<Self, StillError> {
        let (image, _) = decode(frame, max_pixels)?;
        let size = vp8::frame_size(frame).ok_or(StillError::Undecodable)?;
        let luma = image::imageops::thumbnail(&image.to_luma8(), THUMBNAIL.0, THUMBNAIL.1).into_raw();
        Ok(Self { width: size.width, height: size.height, luma })
    }

    /// Whether the picture shows nothing: dark everywhere, as behind a covered lens or a closed shutter. A dark
    /// room still has a face or a screen brighter than this.
    pub fn is_black(&self) -> bool {
        /// Video black is 16 of 255 in limited range; sensor noise adds a few steps.
        const DARK: u8 = 32;
        self.luma.iter().all(|value| *value <= DARK)
    }

    /// Whether two pictures taken a second or more apart are the same. Even a still scene differs by sensor noise
    /// and exposure; a frozen driver repeats the very frame, which only compression then changes a little.
    pub fn is_same_as(&self, other: &Self) -> bool {
        /// Largest difference of any cell that compression alone makes.
        const COMPRESSION: u8 = 2;
        self.width == other.width
            && self.height == other.height
            && self.luma.iter().zip(&other.luma).all(|(a, b)| a.abs_diff(*b) <= COMPRESSION)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thumbnail(luma: Vec<u8>) -> Thumbnail {
        Thumbnail { width: 64, height: 36, luma }
    }

    #[test]
    fn black_needs_every_cell_dark() {
        assert!(thumbnail(vec![16; 576]).is_black());
        let mut lit = vec![16; 576];
        lit[300] = 90;
        assert!(!thumbnail(lit).is_black());
    }

    #[test]
    fn compression_noise_is_still_frozen_and_movement_is_not() {
        let still = thumbnail(vec![100; 576]);
        assert!(still.is_same_as(&thumbnail(vec![102; 576])));
        let mut moved = vec![100; 576];
        moved[10] = 110;
        assert!(!still.is_same_as(&thumbnail(moved)));
    }

    #[test]
    fn nonsense_is_an_error() {
        assert_eq!(decode_still(&[], 1000), Err(StillError::Undecodable));
        let header_only = [0x10, 0x02, 0x00, 0x9D, 0x01, 0x2A, 0x80, 0x02, 0xE0, 0x01];
        assert_eq!(decode_still(&header_only, 1_000_000), Err(StillError::Undecodable));
        assert_eq!(decode_still(&header_only, 1000), Err(StillError::TooLarge));
    }
}
