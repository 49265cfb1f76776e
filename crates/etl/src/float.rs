//! Numbers with a fraction as text, in little code: as many digits as are exact.

use crate::digits::push_decimal;

/// Digits that a number of 32 bits always has.
pub(crate) const SINGLE: u32 = 7;
/// Digits that a number of 64 bits always has, and that survive the scaling here.
pub(crate) const DOUBLE: u32 = 15;

/// Writes a number with at most this many digits, without trailing zeros.
pub(crate) fn push_float(out: &mut String, number: f64, most: u32) {
    let Some((mut digits, mut power)) = begin(out, number, most) else { return };
    let mut count = most;
    while digits.is_multiple_of(10) && count > 1 {
        digits /= 10;
        count -= 1;
    }
    let scientific = !(-5..most as i32).contains(&power);
    let shown = if scientific { 0 } else { power };
    if shown < 0 {
        out.push_str("0.");
        (1..-shown).for_each(|_| out.push('0'));
        push_decimal(out, digits, 1);
    } else {
        let after = count.saturating_sub(shown as u32 + 1);
        let before = digits / 10u64.pow(after) * 10u64.pow((shown as u32 + 1).saturating_sub(count));
        push_decimal(out, before, 1);
        if after > 0 {
            out.push('.');
            push_decimal(out, digits % 10u64.pow(after), after as usize);
        }
    }
    if scientific {
        out.push_str(if power < 0 { "e-" } else { "e" });
        power = power.abs();
        push_decimal(out, power as u64, 1);
    }
}

/// Writes the sign, or all of what has no digits; else the digits, the first of which is not 0, and the power of ten
/// of the first.
fn begin(out: &mut String, number: f64, most: u32) -> Option<(u64, i32)> {
    if number.is_nan() {
        out.push_str("NaN");
        return None;
    }
    if number.is_sign_negative() {
        out.push('-');
    }
    let mut number = number.abs();
    if number == 0.0 || number.is_infinite() {
        out.push_str(if number == 0.0 { "0" } else { "inf" });
        return None;
    }
    let mut power = 0;
    for (step, scale) in [(256, 1e256), (128, 1e128), (64, 1e64), (32, 1e32), (16, 1e16), (8, 1e8), (4, 1e4)]
    {
        if number >= scale {
            number /= scale;
            power += step;
        } else if number < 1.0 / scale {
            number *= scale;
            power -= step;
        }
    }
    while number >= 10.0 {
        number /= 10.0;
        power += 1;
    }
    while number < 1.0 {
        number *= 10.0;
        power -= 1;
    }
    let digits = (number * 10u64.pow(most - 1) as f64 + 0.5) as u64;
    // 9.99… is rounded to one digit more.
    let over = digits >= 10u64.pow(most);
    Some(if over { (digits / 10, power + 1) } else { (digits, power) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(number: f64, most: u32) -> String {
        let mut out = String::new();
        push_float(&mut out, number, most);
        out
    }

    #[test]
    fn numbers_are_written_as_people_do() {
        for number in [0.0, 1.0, -1.5, 0.1, 0.25, 100.0, 1234.5678, 0.00012, -0.07, 123_456_789.0, 1e14] {
            assert_eq!(text(number, DOUBLE), format!("{number}"));
        }
        assert_eq!(text(f64::from(0.1f32), SINGLE), "0.1");
        assert_eq!(text(f64::from(3.402_823_5e38f32), SINGLE), "3.402823e38");
        assert_eq!(text(9.999_999_999_999_999_9, DOUBLE), "10");
        assert_eq!(text(1e-300, DOUBLE), "1e-300");
        assert_eq!(text(5e-324, DOUBLE), "4.94065645841247e-324");
        assert_eq!(text(f64::MAX, DOUBLE), "1.79769313486232e308");
        assert_eq!(text(f64::NAN, DOUBLE), "NaN");
        assert_eq!(text(f64::NEG_INFINITY, DOUBLE), "-inf");
    }

    #[test]
    fn written_numbers_have_the_right_value() {
        let mut state = 1u64;
        for _ in 0..20_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let number = f64::from_bits(state);
            if !number.is_finite() || number.abs() < 1e-290 {
                continue;
            }
            let read: f64 = text(number, DOUBLE).parse().unwrap();
            assert!(((read - number) / number).abs() < 2e-14, "{number:e} is {}", text(number, DOUBLE));
        }
    }
}
