//! Is a still good enough to read? Two measures of its brightness, cheap enough to take of every still.

use image::GrayImage;

/// What was measured of a picture's middle, where a document or a face is held.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PictureQuality {
    /// Variance of the Laplacian (Pech-Pacheco et al. 2000): high where there are edges, near nothing in a blur. No unit;
    /// comes from the picture's content as much as from its focus, so only low values say something.
    pub sharpness: f64,
    /// Share of the picture that is burnt out: patches without any drawing at full white. 0 to 1.
    pub glare: f64,
}

/// The middle that is looked at: this share of width and height is left out on each side. The edge shows the room.
const MARGIN: u32 = 8;
/// Limited-range video white is 235 and is shown as 255; what is written on a card stays below it even when light.
const BURNT_OUT: u8 = 253;
/// A patch of a highlight: smaller ones are letters' gaps and the pattern on a card.
const PATCH: u32 = 8;

impl PictureQuality {
    /// Measures a picture; about 3 ms at 720p.
    pub fn of(luma: &GrayImage) -> Self {
        let (width, height) = luma.dimensions();
        let (left, top) = (width / MARGIN, height / MARGIN);
        let (right, bottom) = (width - left, height - top);
        Self {
            sharpness: laplacian_variance(luma, (left.max(1), top.max(1)), (right, bottom)),
            glare: burnt_out(luma, (left, top), (right, bottom)),
        }
    }
}

fn laplacian_variance(luma: &GrayImage, from: (u32, u32), to: (u32, u32)) -> f64 {
    let (width, rows) = (luma.width() as usize, luma.as_raw());
    let (mut sum, mut squares, mut count) = (0_i64, 0_i64, 0_i64);
    for y in from.1..to.1.min(luma.height().saturating_sub(1)) {
        for x in from.0..to.0.min(luma.width().saturating_sub(1)) {
            let at = y as usize * width + x as usize;
            let around = [at - 1, at + 1, at - width, at + width].map(|index| i64::from(rows[index]));
            let value = around.iter().sum::<i64>() - 4 * i64::from(rows[at]);
            sum += value;
            squares += value * value;
            count += 1;
        }
    }
    if count == 0 {
        return 0.0;
    }
    let mean = as_f64(sum) / as_f64(count);
    as_f64(squares) / as_f64(count) - mean * mean
}

fn burnt_out(luma: &GrayImage, from: (u32, u32), to: (u32, u32)) -> f64 {
    let (mut burnt, mut patches) = (0_i64, 0_i64);
    for y in (from.1..to.1.saturating_sub(PATCH)).step_by(PATCH as usize) {
        for x in (from.0..to.0.saturating_sub(PATCH)).step_by(PATCH as usize) {
            let white =
                (y..y + PATCH).all(|y| (x..x + PATCH).all(|x| luma.get_pixel(x, y).0[0] >= BURNT_OUT));
            burnt += i64::from(white);
            patches += 1;
        }
    }
    if patches == 0 { 0.0 } else { as_f64(burnt) / as_f64(patches) }
}

#[expect(clippy::cast_precision_loss, reason = "sums over a picture of at most 4K stay far below 2^53")]
fn as_f64(value: i64) -> f64 {
    value as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;

    /// Lines as of a document's print, on light grey.
    fn card() -> GrayImage {
        GrayImage::from_fn(1280, 720, |x, y| Luma([if x / 3 % 3 == 0 && y / 12 % 2 == 0 { 60 } else { 225 }]))
    }

    #[test]
    fn a_blurred_card_is_told_from_a_sharp_one() {
        let sharp = PictureQuality::of(&card());
        let blurred = PictureQuality::of(&image::imageops::blur(&card(), 4.0));
        assert!(sharp.sharpness > 20.0 * blurred.sharpness, "{sharp:?} {blurred:?}");
        assert!(sharp.glare < f64::EPSILON);
    }

    #[test]
    fn a_highlight_is_glare_and_white_gaps_are_not() {
        let mut shiny = card();
        for (x, y, pixel) in shiny.enumerate_pixels_mut() {
            if x.abs_diff(640).pow(2) + y.abs_diff(360).pow(2) < 100 * 100 {
                *pixel = Luma([255]);
            }
        }
        let glare = PictureQuality::of(&shiny).glare;
        assert!((0.04..0.07).contains(&glare), "a disc of a twentieth of the middle: {glare}");
        let white = GrayImage::from_fn(1280, 720, |x, _| Luma([if x % 5 == 0 { 60 } else { 255 }]));
        assert!(PictureQuality::of(&white).glare < f64::EPSILON, "paper with print on it");
    }

    #[test]
    fn tiny_pictures_have_no_quality_and_do_no_harm() {
        for (width, height) in [(0, 0), (1, 1), (2, 9), (9, 2), (3, 3)] {
            let quality = PictureQuality::of(&GrayImage::new(width, height));
            assert!(quality.sharpness.abs() < f64::EPSILON && quality.glare.abs() < f64::EPSILON);
        }
    }
}
