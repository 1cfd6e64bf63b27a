-- target: Plain.lean:Plain.conj
-- expect: unverified
-- slow: yes
-- why: an arithmetic problem on which elimination squares the number of facts
by
  have : ∀ a b c d e f g i : Nat,
      a + 2 * b + 3 * c + 5 * d + 7 * e + 11 * f + 13 * g + 17 * i < 1000 →
      17 * a + 13 * b + 11 * c + 7 * d + 5 * e + 3 * f + 2 * g + i > 1 →
      a * 3 + 7 * d < b + e + 100 → c * 5 + f < 3 * g + 2 * i + 50 →
      b * 9 + i < a + 4 * c + 70 → e * 2 + 3 * g < d * 8 + f + 60 → a + i ≠ 9 → b + g ≠ 8 →
      c + f ≠ 7 → d + e ≠ 6 → a = b := by
    intros; omega
  exact ⟨h.2, h.1⟩
